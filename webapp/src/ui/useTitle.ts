import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** Names the page in the tab, the history and to a screen reader. */
export function usePageTitle(page: string): void {
  const { t } = useTranslation();
  useTitle(t("title", { page }));
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
