import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { CodeField } from "../../ui/form/CodeField";
import { PasswordField } from "../../ui/form/PasswordField";
import { SubmitButton } from "../../ui/form/SubmitButton";
import { useForm } from "../../ui/form/useForm";
import { ProblemBanner } from "../../ui/ProblemBanner";
import { useConfirmMutation, useSendConfirmationMutation } from "../api";
import { checkCode, checkPresent, found } from "../checks";
import type { Account } from "../types";
import { codeRefusals, useRefusals } from "../useRefusals";

interface Props {
  me: Account;
  act: () => Promise<void>;
  onDone: () => void;
}

/** The password, or a code for those who have none; then what was wanted is done. */
export function Confirmation({ me, act, onDone }: Props) {
  const { t } = useTranslation();
  const [confirm] = useConfirmMutation();
  const [send] = useSendConfirmationMutation();
  const [sentTo, setSentTo] = useState<string>();
  const byCode = !me.hasPassword;
  const { form, field, problem, busy, submit } = useForm({
    fields: ["password", "code"],
    check: ({ password, code }) =>
      found({ password: byCode ? undefined : checkPresent(t, password), code: sentTo === undefined ? undefined : checkCode(t, code) }),
    send: async ({ password, code }) => {
      if (byCode && sentTo === undefined) {
        const { email, phone } = await send(undefined).unwrap();
        setSentTo(email ?? phone);
        return;
      }
      await confirm(byCode ? { code } : { password }).unwrap();
      await act();
      onDone();
    },
    explain: useRefusals(codeRefusals),
  });
  const element = form.ref;
  useEffect(() => {
    // It has just appeared, or its field has: go on there.
    element.current?.querySelector("input")?.focus();
  }, [element, sentTo]);

  return (
    <form {...form} className="mt-4 flex flex-col gap-5">
      <p className="break-words text-muted">{sentTo === undefined ? t(byCode ? "account.confirm.byCode" : "account.confirm.byPassword") : t("account.confirm.sent", { to: sentTo })}</p>
      {problem && <ProblemBanner problem={problem} />}
      {!byCode && <PasswordField {...field("password")} label={t("account.password.current")} autoComplete="current-password" />}
      {sentTo !== undefined && <CodeField {...field("code")} label={t("form.code")} hint={t("form.codeHint")} onComplete={() => void submit()} />}
      <div className="flex flex-wrap gap-3">
        <SubmitButton busy={busy}>{t(byCode && sentTo === undefined ? "account.code.send" : "account.verify.submit")}</SubmitButton>
        <Button look="quiet" onClick={onDone}>
          {t("form.cancel")}
        </Button>
      </div>
    </form>
  );
}
