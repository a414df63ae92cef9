import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";

type Copying = "no" | "copied" | "selected";

export function Code({ code }: { code: string }) {
  const { t } = useTranslation();
  const [copying, setCopying] = useState<Copying>("no");
  const shown = useRef<HTMLElement>(null);

  async function copy() {
    try {
      await navigator.clipboard.writeText(code);
      setCopying("copied");
    } catch {
      // No clipboard (plain http on another machine) or not allowed: the reader can still copy by hand.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setCopying("selected");
    }
  }

  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-3 rounded-lg bg-sunken px-4 py-3">
      <span className="sr-only">{t("outbox.code")}</span>
      <code ref={shown} className="font-mono text-3xl font-bold tracking-[0.18em] break-all sm:text-4xl">
        {code}
      </code>
      <Button look="quiet" onClick={() => void copy()}>
        {t("outbox.copy")}
      </Button>
      <span role="status" className="text-sm font-semibold text-brand">
        {copying === "no" ? "" : t(`outbox.${copying}`)}
      </span>
    </div>
  );
}
