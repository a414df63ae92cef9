import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { toProblem } from "../api/problem";
import { SubmitButton } from "../ui/form/SubmitButton";
import { TextField } from "../ui/form/TextField";
import { useForm } from "../ui/form/useForm";
import { ProblemBanner } from "../ui/ProblemBanner";
import { Spinner } from "../ui/Spinner";
import { textLink } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { useActivateMutation, useUpdateProfileMutation } from "./api";
import { AvatarField } from "./avatar/AvatarField";
import { checkName, checkUsername, found, usernameOf } from "./checks";
import { useMe } from "./me";
import { useNext } from "./next";
import { SeatPage } from "./SeatPage";
import type { Account } from "./types";
import { useRefusals } from "./useRefusals";

/** After the first sign-in: the person gives a name and, if they like, a picture. */
export default function WelcomePage() {
  const { t } = useTranslation();
  usePageTitle(t("account.welcome.title"));
  const { data: me, error, refetch } = useMe();
  if (me) return <WelcomeForm me={me} />;
  if (!error) return <Spinner />;
  return (
    <div className="page-width py-10">
      <ProblemBanner problem={toProblem(error)} retry={() => void refetch()} />
    </div>
  );
}

function WelcomeForm({ me }: { me: Account }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { next } = useNext();
  const [avatar, setAvatar] = useState<string>();
  const [activate] = useActivateMutation();
  const [update] = useUpdateProfileMutation();
  const { form, field, problem, busy } = useForm({
    fields: ["name", "username"],
    check: ({ name, username }) => found({ name: checkName(t, name), username: checkUsername(t, username) }),
    send: async (values) => {
      const username = usernameOf(values.username);
      // First what can be refused; the name is what makes the account complete.
      if (username !== me.username) await update({ username }).unwrap();
      await activate({ name: values.name.trim(), ...(avatar !== undefined && { avatar }) }).unwrap();
      await navigate(next, { replace: true });
    },
    explain: useRefusals({ username_taken: "username" }),
  });

  return (
    <SeatPage heading={t("account.welcome.heading")} lead={t("account.welcome.lead")} guest={avatar ?? me.avatar}>
      <form {...form} className="flex flex-col gap-5">
        {problem && <ProblemBanner problem={problem} />}
        <AvatarField src={avatar ?? me.avatar} name={me.name || me.username} onChange={setAvatar} />
        <TextField {...field("name")} label={t("form.name")} autoComplete="name" defaultValue={me.name} required />
        <TextField
          {...field("username")}
          label={t("form.username")}
          hint={t("form.usernameHint")}
          before="@"
          autoComplete="nickname"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={me.username}
          required
        />
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <SubmitButton busy={busy}>{t("account.welcome.submit")}</SubmitButton>
          <Link to={next} replace className={`inline-flex min-h-11 items-center ${textLink}`}>
            {t("account.welcome.later")}
          </Link>
        </div>
      </form>
    </SeatPage>
  );
}
