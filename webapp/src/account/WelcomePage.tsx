import { useState } from "react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Link, Route, Routes, useNavigate } from "react-router";
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
import { HeardStep, StartStep, Step } from "./FirstSteps";
import { useMe } from "./me";
import { useNext } from "./next";
import { SeatPage } from "./SeatPage";
import type { Account } from "./types";
import { useRefusals } from "./useRefusals";

/**
 * After the first sign-in: three steps to the first room. Somebody who is on the way to a place, such as a room that they were invited to, gives a name and
 * goes there.
 */
export default function WelcomePage({ check }: { check: ComponentType }) {
  const { t } = useTranslation();
  usePageTitle(t("account.welcome.title"));
  const { data: me, error, refetch } = useMe();
  if (me) {
    return (
      <Routes>
        <Route path="sound" element={<HeardStep me={me} check={check} />} />
        <Route path="start" element={<StartStep me={me} />} />
        <Route path="*" element={<WelcomeForm me={me} />} />
      </Routes>
    );
  }
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
  const { next, asked } = useNext();
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
      await navigate(asked ? next : "/welcome/sound", { replace: asked });
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
          {!asked && <Step number={1} />}
        </div>
      </form>
    </SeatPage>
  );
}
