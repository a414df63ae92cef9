import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { SubmitButton } from "../ui/form/SubmitButton";
import { TextField } from "../ui/form/TextField";
import { useForm } from "../ui/form/useForm";

const fields = ["invitation"] as const;

/** For somebody before a closed door who was sent a link. */
export function OpenInvitation() {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const navigate = useNavigate();
  const { form, field, busy } = useForm({
    fields,
    check: ({ invitation }) => (codeIn(invitation) === undefined ? { invitation: t("ended.invitation.wrong") } : {}),
    send: async ({ invitation }) => {
      await navigate(`/invite/${codeIn(invitation) ?? ""}`);
    },
  });
  return (
    <form {...form} className="mt-8 max-w-[26rem]">
      <TextField {...field("invitation")} label={t("ended.invitation.label")} hint={t("ended.invitation.hint")} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      <SubmitButton busy={busy} className="mt-3">
        {t("ended.invitation.open")}
      </SubmitButton>
    </form>
  );
}

/** The code of an invitation, given as its whole link or alone. */
export function codeIn(typed: string): string | undefined {
  return /^(?:\S*\/invite\/)?([\w-]{6,128})(?:[?#/]\S*)?$/.exec(typed.trim())?.[1];
}
