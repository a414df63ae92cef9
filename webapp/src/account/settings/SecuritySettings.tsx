import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { PasswordField } from "../../ui/form/PasswordField";
import { SubmitButton } from "../../ui/form/SubmitButton";
import { useForm } from "../../ui/form/useForm";
import { ProblemBanner } from "../../ui/ProblemBanner";
import { textLink } from "../../ui/styles";
import { usePageTitle } from "../../ui/useTitle";
import { useChangePasswordMutation } from "../api";
import { checkNewPassword, checkPresent, found } from "../checks";
import type { Handover } from "../next";
import type { Account } from "../types";
import { Addresses } from "./Addresses";
import { Sessions } from "./Sessions";

export function SecuritySettings({ me }: { me: Account }) {
  const { t } = useTranslation();
  usePageTitle(t("account.settings.security"));
  return (
    <>
      <h1 className="text-4xl">{t("account.settings.security")}</h1>
      <Sessions />
      <Addresses me={me} />
      {/* A password belongs to an e-mail address. */}
      {me.email !== undefined && <ChangePassword email={me.email} />}
    </>
  );
}

function ChangePassword({ email }: { email: string }) {
  const { t } = useTranslation();
  const [changePassword] = useChangePasswordMutation();
  const [done, setDone] = useState(false);
  const { form, field, problem, busy } = useForm({
    fields: ["current", "password"],
    check: ({ current, password }) => found({ current: checkPresent(t, current), password: checkNewPassword(t, password) }),
    send: async (values) => {
      setDone(false);
      await changePassword(values).unwrap();
      form.ref.current?.reset();
      setDone(true);
    },
    explain: ({ code }) => (code === "bad_credentials" ? { current: t("form.wrong.passwordCurrent") } : undefined),
  });
  return (
    <section aria-labelledby="password-heading" className="mt-12 border-t border-line pt-8">
      <h2 id="password-heading" className="text-2xl">
        {t("account.password.heading")}
      </h2>
      <p className="mt-1 text-muted">{t("account.password.lead")}</p>
      <form {...form} className="mt-5 flex flex-col gap-5">
        {problem && <ProblemBanner problem={problem} />}
        {/* For the password manager, which has to know whose password this is. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <div>
          <PasswordField {...field("current")} label={t("account.password.current")} autoComplete="current-password" />
          <Link
            to="/forgot-password"
            state={{ email } satisfies Handover}
            className={`mt-1 inline-flex min-h-11 items-center ${textLink}`}
          >
            {t("account.password.none")}
          </Link>
        </div>
        <PasswordField {...field("password")} label={t("form.newPassword")} hint={t("form.passwordRules")} autoComplete="new-password" />
        <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
          <SubmitButton busy={busy}>{t("account.password.submit")}</SubmitButton>
          <span role="status" className="font-semibold text-brand">
            {done && !busy ? t("account.password.done") : ""}
          </span>
        </div>
      </form>
    </section>
  );
}
