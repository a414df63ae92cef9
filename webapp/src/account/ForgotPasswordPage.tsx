import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { SubmitButton } from "../ui/form/SubmitButton";
import { TextField } from "../ui/form/TextField";
import { useForm } from "../ui/form/useForm";
import { ProblemBanner } from "../ui/ProblemBanner";
import { textLink } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { useForgotPasswordMutation } from "./api";
import { checkEmail, found } from "./checks";
import { useHandover } from "./next";
import type { Handover } from "./next";
import { SeatPage } from "./SeatPage";

export default function ForgotPasswordPage() {
  const { t } = useTranslation();
  usePageTitle(t("account.forgot.title"));
  const navigate = useNavigate();
  const { email: known } = useHandover();
  const [forgot] = useForgotPasswordMutation();
  const { form, field, problem, busy } = useForm({
    fields: ["email"],
    check: ({ email }) => found({ email: checkEmail(t, email) }),
    send: async ({ email }) => {
      await forgot({ email: email.trim() }).unwrap();
      await navigate("/reset-password", { state: { email: email.trim() } satisfies Handover });
    },
  });
  return (
    <SeatPage heading={t("account.forgot.heading")} lead={t("account.forgot.lead")}>
      <form {...form} className="flex flex-col gap-5">
        {problem && <ProblemBanner problem={problem} />}
        <TextField {...field("email")} label={t("form.email")} type="email" autoComplete="username" defaultValue={known} required />
        <SubmitButton busy={busy}>{t("account.forgot.submit")}</SubmitButton>
      </form>
      <Link to="/sign-in" className={`inline-flex min-h-11 items-center self-start ${textLink}`}>
        {t("account.forgot.back")}
      </Link>
    </SeatPage>
  );
}
