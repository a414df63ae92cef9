import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { toProblem } from "../api/problem";
import { CodeField } from "../ui/form/CodeField";
import { PasswordField } from "../ui/form/PasswordField";
import { SubmitButton } from "../ui/form/SubmitButton";
import { TextField } from "../ui/form/TextField";
import { useForm } from "../ui/form/useForm";
import { ProblemBanner } from "../ui/ProblemBanner";
import { textLink } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { useResendVerificationMutation, useVerifyEmailMutation } from "./api";
import { checkCode, checkEmail, checkPresent, found } from "./checks";
import { useHandover, useNext } from "./next";
import { ResendCode } from "./ResendCode";
import { SeatPage } from "./SeatPage";
import { codeRefusals, useRefusals } from "./useRefusals";

export default function VerifyPage() {
  const { t } = useTranslation();
  usePageTitle(t("account.verify.title"));
  const { carry } = useNext();
  const known = useHandover().email;
  const [typed, setTyped] = useState("");
  const [verify] = useVerifyEmailMutation();
  const [resend] = useResendVerificationMutation();
  const [digits, setDigits] = useState(0);
  /** Signed up on another device: then the code alone does not do. */
  const [elsewhere, setElsewhere] = useState(false);
  const { form, field, problem, busy, submit, refuse } = useForm({
    fields: ["email", "code", "password"],
    check: ({ email, code, password }) =>
      found({ email: checkEmail(t, known ?? email), code: checkCode(t, code), password: elsewhere ? checkPresent(t, password) : undefined }),
    // Being signed in by it, the gate around this page leads on.
    send: async ({ email, code, password }) => {
      try {
        await verify({ email: (known ?? email).trim(), code, ...(elsewhere && { password }) }).unwrap();
      } catch (error) {
        if (elsewhere || toProblem(error).code !== "password_required") throw error;
        setElsewhere(true);
      }
    },
    explain: useRefusals({ ...codeRefusals, bad_credentials: "password" }),
  });

  async function sendAgain() {
    const email = (known ?? typed).trim();
    const wrong = checkEmail(t, email);
    if (wrong === undefined) return resend({ email }).unwrap();
    refuse({ email: wrong });
    return false;
  }

  return (
    <SeatPage
      heading={t("account.verify.heading")}
      lead={known === undefined ? t("account.verify.leadUnknown") : t("account.verify.lead", { email: known })}
      taken={digits}
    >
      <form {...form} className="flex flex-col gap-5">
        {problem && <ProblemBanner problem={problem} />}
        {known === undefined && (
          <TextField
            {...field("email")}
            label={t("form.email")}
            type="email"
            autoComplete="email"
            required
            onChange={({ target }) => {
              setTyped(target.value);
            }}
          />
        )}
        <CodeField
          {...field("code")}
          label={t("form.code")}
          hint={t("form.codeHint")}
          onChange={(code) => {
            setDigits(code.length);
          }}
          onComplete={() => {
            if (!elsewhere) void submit();
          }}
        />
        {elsewhere && <PasswordField {...field("password")} label={t("form.password")} hint={t("account.verify.elsewhere")} autoComplete="current-password" />}
        <SubmitButton busy={busy}>{t("account.verify.submit")}</SubmitButton>
      </form>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
        <ResendCode send={sendAgain} atOnce={known === undefined} />
        <Link to={carry("/sign-up")} className={`inline-flex min-h-11 items-center ${textLink}`}>
          {t("account.verify.other")}
        </Link>
      </div>
    </SeatPage>
  );
}
