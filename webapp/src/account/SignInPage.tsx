import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useEnding, useGuest } from "../api/signedIn";
import { toProblem } from "../api/problem";
import { PasswordField } from "../ui/form/PasswordField";
import { SubmitButton } from "../ui/form/SubmitButton";
import { TextField } from "../ui/form/TextField";
import { useForm } from "../ui/form/useForm";
import { Notice } from "../ui/Notice";
import { ProblemBanner } from "../ui/ProblemBanner";
import { textLink } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { useLoginMutation } from "./api";
import { checkEmail, checkPresent, found } from "./checks";
import { useHandover, useNext } from "./next";
import type { Handover } from "./next";
import { SeatPage } from "./SeatPage";
import { SignInWays } from "./SignInWays";

export default function SignInPage() {
  const { t } = useTranslation();
  usePageTitle(t("account.signIn.title"));
  const navigate = useNavigate();
  const { carry } = useNext();
  const { email: known } = useHandover();
  const [login] = useLoginMutation();
  const { form, field, problem, busy } = useForm({
    fields: ["email", "password"],
    check: ({ email, password }) => found({ email: checkEmail(t, email), password: checkPresent(t, password) }),
    send: async ({ email, password }) => {
      try {
        await login({ email: email.trim(), password }).unwrap();
      } catch (error) {
        if (toProblem(error).code !== "email_not_verified") throw error;
        await navigate(carry("/verify"), { state: { email: email.trim() } satisfies Handover });
      }
    },
  });

  return (
    <SeatPage heading={t("account.signIn.heading")}>
      <WhyHere />
      <SignInWays />
      <form {...form} className="flex flex-col gap-5">
        {problem && <ProblemBanner problem={problem} />}
        <TextField {...field("email")} label={t("form.email")} type="email" autoComplete="username" defaultValue={known} required />
        <div>
          <PasswordField {...field("password")} label={t("form.password")} autoComplete="current-password" />
          <Link to={carry("/forgot-password")} className={`mt-1 inline-flex min-h-11 items-center ${textLink}`}>
            {t("account.signIn.forgot")}
          </Link>
        </div>
        <SubmitButton busy={busy}>{t("account.signIn.submit")}</SubmitButton>
      </form>
      <NewHere />
    </SeatPage>
  );
}

/** Why somebody who wanted something else stands here. */
export function WhyHere() {
  const { t } = useTranslation();
  const { notice } = useHandover();
  const { asked } = useNext();
  const ending = useEnding();
  const isGuest = useGuest() !== undefined;
  const why = notice ?? ending ?? (isGuest ? "guest" : asked ? "needed" : undefined);
  return why === undefined ? null : <Notice>{t(`account.ended.${why}`)}</Notice>;
}

export function NewHere() {
  const { t } = useTranslation();
  const { carry } = useNext();
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-muted">
      {t("account.signIn.new")}
      <Link to={carry("/sign-up")} className={`inline-flex min-h-11 items-center ${textLink}`}>
        {t("account.signIn.signUp")}
      </Link>
    </p>
  );
}
