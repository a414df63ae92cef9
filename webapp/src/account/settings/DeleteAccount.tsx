import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/form/TextField";
import { useForm } from "../../ui/form/useForm";
import { ProblemBanner } from "../../ui/ProblemBanner";
import { useDeleteAccountMutation } from "../api";
import { usernameOf } from "../checks";
import type { Account } from "../types";
import { useConfirmation } from "./useConfirmation";

interface Props {
  me: Account;
  onClose: () => void;
}

/** Typing the name takes a moment, in which one can still think better of it. */
export function DeleteAccount({ me, onClose }: Props) {
  const { username } = me;
  const { t } = useTranslation();
  const { confirmed, question } = useConfirmation(me);
  const [deleteAccount] = useDeleteAccountMutation();
  const { form, field, problem, busy } = useForm({
    fields: ["confirmation"],
    check: ({ confirmation }): { confirmation?: string } =>
      usernameOf(confirmation) === username ? {} : { confirmation: t("account.data.confirmWrong") },
    send: () =>
      confirmed(async () => {
        await deleteAccount(undefined).unwrap();
      }),
  });
  return (
    <Dialog heading={t("account.data.dialogHeading")} onClose={onClose}>
      <p className="mt-3 text-muted">{t("account.data.dialogText")}</p>
      {question}
      <form {...form} hidden={question !== undefined} className="mt-5 flex flex-col gap-5 [&[hidden]]:hidden">
        {problem && <ProblemBanner problem={problem} />}
        <TextField
          {...field("confirmation")}
          label={t("account.data.confirm", { username })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" look="danger" aria-disabled={busy || undefined}>
            {t("account.data.deleteForGood")}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t("form.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
