import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Button } from "../ui/Button";
import { TextField } from "../ui/form/TextField";
import { useForm } from "../ui/form/useForm";

const fields = ["invitation"] as const;

/** For somebody before a closed door who was sent a link. */
export function OpenInvitation() {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const navigate = useNavigate();
  const { form, field } = useForm({
    fields,
    check: ({ invitation }) => (codeIn(invitation) === undefined ? { invitation: t("ended.invitation.wrong") } : {}),
    send: async ({ invitation }) => {
      await navigate(`/invite/${codeIn(invitation) ?? ""}`);
    },
  });
  return (
    <form {...form} className="mt-8 max-w-[26rem]">
      <TextField {...field("invitation")} label={t("ended.invitation.label")} hint={t("ended.invitation.hint")} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      <Button type="submit" look="quiet" className="mt-3">
        {t("ended.invitation.open")}
      </Button>
    </form>
  );
}

/** The code of an invitation, given as its whole link or alone. */
export function codeIn(typed: string): string | undefined {
  return /^(?:\S*\/invite\/)?([\w-]{6,128})(?:[?#/]\S*)?$/.exec(typed.trim())?.[1];
}
