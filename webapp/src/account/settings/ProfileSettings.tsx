import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { drawnFor, personWithoutPicture } from "../../ui/face";
import { Field, inputStyle } from "../../ui/form/Field";
import { SubmitButton } from "../../ui/form/SubmitButton";
import { TextField } from "../../ui/form/TextField";
import { useForm } from "../../ui/form/useForm";
import { ProblemBanner } from "../../ui/ProblemBanner";
import { textLink } from "../../ui/styles";
import { usePageTitle } from "../../ui/useTitle";
import { useUpdateProfileMutation } from "../api";
import { AvatarField } from "../avatar/AvatarField";
import { checkBio, checkName, checkUsername, found, lengthOf, usernameOf } from "../checks";
import type { Account } from "../types";
import { useRefusals } from "../useRefusals";

export function ProfileSettings({ me }: { me: Account }) {
  const { t } = useTranslation();
  usePageTitle(t("account.settings.profile"));
  const [update] = useUpdateProfileMutation();
  // Undefined: as it is. Empty: back to the one that the server draws.
  const [avatar, setAvatar] = useState<string>();
  const [bioLength, setBioLength] = useState(lengthOf(me.bio ?? ""));
  const [saved, setSaved] = useState(false);
  const { form, field, problem, busy } = useForm({
    fields: ["name", "username", "bio"],
    check: ({ name, username, bio }) =>
      found({ name: checkName(t, name), username: checkUsername(t, username), bio: checkBio(t, bio) }),
    send: async ({ name, username, bio }) => {
      setSaved(false);
      await update({
        name: name.trim(),
        username: usernameOf(username),
        bio: bio.trim(),
        ...(avatar !== undefined && { avatar }),
      }).unwrap();
      setAvatar(undefined);
      setSaved(true);
    },
    explain: useRefusals({ username_taken: "username" }),
  });
  const bio = field("bio");
  const face = avatar === "" ? drawnFor(me.id) : (avatar ?? me.avatar);

  return (
    <>
      <h1 className="text-4xl">{t("account.settings.profile")}</h1>
      <p className="mt-2 text-lg text-muted">{t("account.profile.lead")}</p>
      <form {...form} className="mt-6 flex flex-col gap-5">
        {problem && <ProblemBanner problem={problem} />}
        <AvatarField
          src={face}
          name={me.name || me.username}
          onChange={setAvatar}
          onRemove={
            personWithoutPicture(face) === undefined
              ? () => {
                  setAvatar("");
                }
              : undefined
          }
        />
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
        <Field label={t("form.bio")} error={bio.error} hint={t("form.bioHint", { count: bioLength })}>
          {(control) => (
            <textarea
              {...control}
              name={bio.name}
              rows={4}
              defaultValue={me.bio}
              className={inputStyle}
              onChange={({ target }) => {
                setBioLength(lengthOf(target.value));
              }}
            />
          )}
        </Field>
        <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
          <SubmitButton busy={busy}>{t("account.profile.save")}</SubmitButton>
          <span role="status" className="font-semibold text-brand">
            {saved && !busy ? t("account.profile.saved") : ""}
          </span>
          <Link to={`/people/${me.username}`} className={`inline-flex min-h-11 items-center ${textLink}`}>
            {t("account.profile.see")}
          </Link>
        </div>
      </form>
    </>
  );
}
