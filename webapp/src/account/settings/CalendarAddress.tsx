import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem } from "../../api/problem";
import { Button } from "../../ui/Button";
import { Field, inputStyle } from "../../ui/form/Field";
import { ProblemBanner } from "../../ui/ProblemBanner";
import { useCopy } from "../../ui/useCopy";
import { useMakeCalendarMutation, useRevokeCalendarMutation } from "../api";

/** A secret address with one's meetings, for one's own calendar. It is shown only when it is made. */
export function CalendarAddress() {
  const { t } = useTranslation();
  const [make, making] = useMakeCalendarMutation();
  const [revoke, revoking] = useRevokeCalendarMutation();
  const [isRevoked, setRevoked] = useState(false);
  const url = isRevoked ? undefined : making.data?.url;
  const problem = making.error ?? revoking.error;
  const busy = making.isLoading || revoking.isLoading;

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
      {url !== undefined && <Address key={url} url={url} />}
      <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button
          look="quiet"
          aria-disabled={busy || undefined}
          onClick={() => {
            if (busy) return;
            setRevoked(false);
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
                  setRevoked(true);
                },
                // Shown above.
                () => undefined,
              );
          }}
        >
          {t("account.calendar.revoke")}
        </Button>
        <span role="status" className="font-semibold text-brand">
          {isRevoked && t("account.calendar.revoked")}
        </span>
      </div>
    </section>
  );
}

function Address({ url }: { url: string }) {
  const { t } = useTranslation();
  const { field, done, copy } = useCopy(url);
  return (
    <>
      <Field label={t("account.calendar.address")} hint={t("account.calendar.once")} className="mt-4">
        {(control) => <input {...control} ref={field} readOnly value={url} className={inputStyle} />}
      </Field>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button onClick={() => void copy()}>{t("account.calendar.copy")}</Button>
        <span role="status" className="font-semibold text-brand">
          {done && t(`account.calendar.${done}`)}
        </span>
      </div>
    </>
  );
}
