import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { CodeField } from "../ui/form/CodeField";
import { PasswordField } from "../ui/form/PasswordField";
import { SubmitButton } from "../ui/form/SubmitButton";
import { TextField } from "../ui/form/TextField";
import { useForm } from "../ui/form/useForm";
import { ProblemBanner } from "../ui/ProblemBanner";
import { usePageTitle } from "../ui/useTitle";
import { useForgotPasswordMutation, useResetPasswordMutation } from "./api";
import { checkCode, checkEmail, checkNewPassword, found } from "./checks";
import { useHandover } from "./next";
import type { Handover } from "./next";
import { ResendCode } from "./ResendCode";
import { SeatPage } from "./SeatPage";
import { codeRefusals, useRefusals } from "./useRefusals";

export default function ResetPasswordPage() {
  const { t } = useTranslation();
  usePageTitle(t("account.reset.title"));
  const navigate = useNavigate();
  const known = useHandover().email;
  const [reset] = useResetPasswordMutation();
  const [forgot] = useForgotPasswordMutation();
  const [digits, setDigits] = useState(0);
  const { form, field, problem, busy } = useForm({
    fields: ["email", "code", "password"],
    check: ({ email, code, password }) =>
      found({ email: checkEmail(t, email), code: checkCode(t, code), password: checkNewPassword(t, password) }),
    send: async ({ email, code, password }) => {
      await reset({ email: email.trim(), code, password }).unwrap();
      await navigate("/sign-in", { state: { email: email.trim(), notice: "passwordReset" } satisfies Handover });
    },
    explain: useRefusals(codeRefusals),
  });

  return (
    <SeatPage
      heading={t("account.forgot.heading")}
      lead={known === undefined ? t("account.reset.leadUnknown") : t("account.reset.lead", { email: known })}
      taken={digits}
    >
      <form {...form} className="flex flex-col gap-5">
        {problem && <ProblemBanner problem={problem} />}
        {known === undefined ? (
          <TextField {...field("email")} label={t("form.email")} type="email" autoComplete="username" required />
        ) : (
          // For the password manager, which has to know whose new password this is.
          <input type="email" name="email" autoComplete="username" value={known} readOnly hidden />
        )}
        <CodeField
          {...field("code")}
          label={t("form.code")}
          hint={t("form.codeHint")}
          onChange={(code) => {
            setDigits(code.length);
          }}
          onComplete={() => {
            const password = form.ref.current?.elements.namedItem("password");
            if (password instanceof HTMLElement) password.focus();
          }}
        />
        <PasswordField {...field("password")} label={t("form.newPassword")} hint={t("form.passwordRules")} autoComplete="new-password" />
        <div>
          <SubmitButton busy={busy} className="w-full">
            {t("account.reset.submit")}
          </SubmitButton>
          <p className="mt-2 text-sm text-muted">{t("account.reset.everywhere")}</p>
        </div>
      </form>
      {known !== undefined && <ResendCode send={() => forgot({ email: known }).unwrap()} />}
    </SeatPage>
  );
}
