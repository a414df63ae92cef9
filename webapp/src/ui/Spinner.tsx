import { useTranslation } from "react-i18next";

/** Waiting, for a page or a part of one. */
export function Spinner() {
  const { t } = useTranslation();
  return (
    <p role="status" className="flex grow items-center justify-center gap-3 p-12 text-muted">
      <span
        aria-hidden="true"
        className="size-6 animate-spin rounded-full border-[3px] border-line border-t-brand motion-reduce:animate-none"
      />
      {t("frame.loading")}
    </p>
  );
}
