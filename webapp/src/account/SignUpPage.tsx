import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { PasswordField } from "../ui/form/PasswordField";
import { SubmitButton } from "../ui/form/SubmitButton";
import { TextField } from "../ui/form/TextField";
import { useForm } from "../ui/form/useForm";
import { ProblemBanner } from "../ui/ProblemBanner";
import { textLink } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { useRegisterMutation } from "./api";
import { checkEmail, checkNewPassword, found } from "./checks";
import { useNext } from "./next";
import type { Handover } from "./next";
import { SeatPage } from "./SeatPage";

export default function SignUpPage() {
  const { t } = useTranslation();
  usePageTitle(t("account.signUp.title"));
  const navigate = useNavigate();
  const { carry } = useNext();
  const [register] = useRegisterMutation();
  const { form, field, problem, busy } = useForm({
    fields: ["email", "password"],
    check: ({ email, password }) => found({ email: checkEmail(t, email), password: checkNewPassword(t, password) }),
    send: async ({ email, password }) => {
      await register({ email: email.trim(), password }).unwrap();
      await navigate(carry("/verify"), { state: { email: email.trim() } satisfies Handover });
    },
  });

  return (
    <SeatPage heading={t("account.signUp.heading")} lead={t("account.signUp.lead")}>
      <form {...form} className="flex flex-col gap-5">
        {problem && <ProblemBanner problem={problem} />}
        <TextField {...field("email")} label={t("form.email")} type="email" autoComplete="email" required />
        <PasswordField {...field("password")} label={t("form.password")} hint={t("form.passwordRules")} autoComplete="new-password" />
        <SubmitButton busy={busy}>{t("account.signUp.submit")}</SubmitButton>
      </form>
      <div>
        <p className="flex flex-wrap items-center gap-x-2 text-muted">
          {t("account.signUp.already")}
          <Link to={carry("/sign-in")} className={`inline-flex min-h-11 items-center ${textLink}`}>
            {t("account.signUp.signIn")}
          </Link>
        </p>
        <p className="flex flex-wrap items-center gap-x-2 text-muted">
          {t("account.signUp.without")}
          <Link to={carry("/sign-in/code")} className={`inline-flex min-h-11 items-center ${textLink}`}>
            {t("account.signUp.byCode")}
          </Link>
        </p>
      </div>
    </SeatPage>
  );
}
