import { useTranslation } from "react-i18next";
import type { Person } from "../protocol/things";
import type { Line } from "../signalling/room";
import { Quote } from "./Quote";
import type { Unsent, UnsentLine } from "./unsent";

/** Finds what is answered, and whose that is. */
export type QuoteOf = (id: string) => { line: Line | undefined; face: Person | undefined };

const action = "inline-flex min-h-11 items-center rounded-lg px-2 font-semibold underline underline-offset-4 hover:bg-sunken";

/** What one wrote that has not arrived in the room: it waits, or it could not be sent. */
export function UnsentLines({ lines, unsent, quoteOf }: { lines: readonly UnsentLine[]; unsent: Unsent; quoteOf: QuoteOf }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  return lines.map(({ key, text, replyTo, failed }) => (
    <div key={key} className="mt-2 ml-12">
      {replyTo !== undefined && <Quote {...quoteOf(replyTo)} />}
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
