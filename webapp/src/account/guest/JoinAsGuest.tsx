import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { Problem } from "../../api/problem";
import { SubmitButton } from "../../ui/form/SubmitButton";
import { TextField } from "../../ui/form/TextField";
import { useForm } from "../../ui/form/useForm";
import { problemText } from "../../ui/ProblemBanner";
import { textLink } from "../../ui/styles";
import { checkName } from "../checks";
import { withNext } from "../next";
import { useJoinAsGuestMutation } from "./api";
import { knownName, rememberName } from "./name";

const link = `inline-flex min-h-11 items-center ${textLink}`;

/** Below an invitation: the way in with nothing but a name, and the ways in with an account. */
export default function JoinAsGuest({ code }: { code: string }) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "guest" });
  const { t: shared } = useTranslation();
  const navigate = useNavigate();
  const [join] = useJoinAsGuestMutation();
  const here = `/invite/${code}`;

  function why(problem: Problem): string {
    const known = (["invite_not_found", "banned", "guests_off"] as const).find((one) => one === problem.code);
    return known ? t(`join.${known}`) : problemText(shared, problem, i18n.language);
  }

  const { form, field, busy } = useForm({
    fields: ["name"],
    check: ({ name }) => {
      const wrong = checkName(shared, name);
      return wrong === undefined ? {} : { name: wrong };
    },
    send: async (values) => {
      const name = values.name.trim();
      const { room } = await join({ code, name }).unwrap();
      rememberName(name);
      await navigate(`/rooms/${room.id}`);
    },
    // There is one field, and one thing to be done. What is wrong with the name itself the server says better.
    explain: (problem) => (problem.code === "signed_in" ? {} : { name: problem.errors.find((error) => error.field === "name")?.message ?? why(problem) }),
  });

  return (
    <>
      <form {...form} className="mt-7 flex max-w-[26rem] flex-col items-start gap-4">
        <div className="w-full">
          <TextField {...field("name")} label={t("join.name")} hint={t("join.hint")} autoComplete="name" maxLength={120} defaultValue={knownName()} required />
        </div>
        <SubmitButton busy={busy} className="px-7!">
          {t("join.submit")}
        </SubmitButton>
      </form>
      <p className="mt-3 flex flex-wrap gap-x-6">
        <Link to={withNext("/sign-in", here)} className={link}>
          {t("join.signIn")}
        </Link>
        <Link to={withNext("/sign-up", here)} className={link}>
          {t("join.signUp")}
        </Link>
      </p>
    </>
  );
}
