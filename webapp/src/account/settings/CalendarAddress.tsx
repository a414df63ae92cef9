import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem } from "../../api/problem";
import { Button } from "../../ui/Button";
import { Field, inputStyle } from "../../ui/form/Field";
import { ProblemBanner } from "../../ui/ProblemBanner";
import { useMakeCalendarMutation, useRevokeCalendarMutation } from "../api";

/** A secret address with one's meetings, for one's own calendar. It is shown only when it is made. */
export function CalendarAddress() {
  const { t } = useTranslation();
  const [make, making] = useMakeCalendarMutation();
  const [revoke, revoking] = useRevokeCalendarMutation();
  const [said, setSaid] = useState<"copied" | "selected" | "revoked">();
  const field = useRef<HTMLInputElement>(null);
  const url = said === "revoked" ? undefined : making.data?.url;
  const problem = making.error ?? revoking.error;
  const busy = making.isLoading || revoking.isLoading;

  async function copy() {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(String(url));
      setSaid("copied");
    } catch {
      // Not over http: what is selected can be copied by hand.
      setSaid("selected");
    }
  }

  return (
    <section aria-labelledby="calendar-heading" className="mt-12 border-t border-line pt-8">
      <h2 id="calendar-heading" className="text-2xl">
        {t("account.calendar.heading")}
      </h2>
      <p className="mt-1 text-muted">{t("account.calendar.lead")}</p>
      {problem !== undefined && (
        <div className="mt-4">
          <ProblemBanner problem={toProblem(problem)} />
        </div>
      )}
      {url !== undefined && (
        <Field label={t("account.calendar.address")} hint={t("account.calendar.once")} className="mt-4">
          {(control) => <input {...control} ref={field} readOnly value={url} className={inputStyle} />}
        </Field>
      )}
      <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-2">
        {url !== undefined && <Button onClick={() => void copy()}>{t("account.calendar.copy")}</Button>}
        <Button
          look="quiet"
          aria-disabled={busy || undefined}
          onClick={() => {
            if (busy) return;
            setSaid(undefined);
            void make(undefined);
          }}
        >
          {t(url === undefined ? "account.calendar.make" : "account.calendar.renew")}
        </Button>
        <Button
          look="quiet"
          aria-disabled={busy || undefined}
          onClick={() => {
            if (busy) return;
            void revoke(undefined)
              .unwrap()
              .then(
                () => {
                  setSaid("revoked");
                },
                // Shown above.
                () => undefined,
              );
          }}
        >
          {t("account.calendar.revoke")}
        </Button>
        <span role="status" className="font-semibold text-brand">
          {said !== undefined && t(`account.calendar.${said}`)}
        </span>
      </div>
    </section>
  );
}
