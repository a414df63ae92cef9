import { useTranslation } from "react-i18next";
import type { Unsent, UnsentLine } from "./unsent";

const action = "inline-flex min-h-11 items-center rounded-lg px-2 font-semibold underline underline-offset-4 hover:bg-sunken";

/** What one wrote that has not arrived in the room: it waits, or it could not be sent. */
export function UnsentLines({ lines, unsent }: { lines: readonly UnsentLine[]; unsent: Unsent }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  return lines.map(({ key, text, failed }) => (
    <div key={key} className="mt-2 ml-12">
      <p dir="auto" className={`w-fit max-w-full rounded-xl border-2 border-dashed px-3 py-1.5 [overflow-wrap:anywhere] whitespace-pre-line ${failed ? "border-danger" : "border-line text-muted"}`}>
        {text}
      </p>
      {failed ? (
        <div className="flex flex-wrap items-center text-sm">
          <p role="alert" className="mr-2 font-semibold text-danger">
            {t("chat.notSent")}
          </p>
          <button
            type="button"
            className={action}
            onClick={() => {
              unsent.again(key);
            }}
          >
            {t("chat.again")}
          </button>
          <button
            type="button"
            className={action}
            onClick={() => {
              unsent.discard(key);
            }}
          >
            {t("chat.discard")}
          </button>
        </div>
      ) : (
        <p className="text-xs text-muted">{t("chat.sending")}</p>
      )}
    </div>
  ));
}
