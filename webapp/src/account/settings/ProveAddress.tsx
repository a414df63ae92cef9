import { useEffect, useState } from "react";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { localeOf } from "../../i18n/setup";
import { Button } from "../../ui/Button";
import { CodeField } from "../../ui/form/CodeField";
import { SubmitButton } from "../../ui/form/SubmitButton";
import { TextField } from "../../ui/form/TextField";
import { useForm } from "../../ui/form/useForm";
import { ProblemBanner } from "../../ui/ProblemBanner";
import { useAddAddressMutation, useAskAddressMutation } from "../api";
import { checkCode, checkEmail, checkPhone, found, phoneOf } from "../checks";
import { ResendCode } from "../ResendCode";
import type { Account, AddressKind, Recipient } from "../types";
import { codeRefusals, useRefusals } from "../useRefusals";
import { useConfirmation } from "./useConfirmation";

interface Props {
  kind: AddressKind;
  me: Account;
  onProven: (address: string) => void;
  onCancel: () => void;
}

interface Asked {
  to: Recipient;
  expiresAt: string;
}

/** Asks for the new address, then for the code that went there. */
export function ProveAddress({ kind, me, onProven, onCancel }: Props) {
  const { confirmed, question } = useConfirmation(me);
  const [ask] = useAskAddressMutation();
  const [asked, setAsked] = useState<Asked>();

  function send(to: Recipient) {
    return confirmed(async () => {
      const { expiresAt } = await ask(to).unwrap();
      setAsked({ to, expiresAt });
    });
  }

  return (
    <div className="mt-4 flex flex-col gap-5">
      {question}
      {question ? null : asked ? (
        <EnterProof {...asked} resend={() => send(asked.to)} onProven={onProven} onCancel={onCancel} />
      ) : (
        <EnterAddress kind={kind} send={send} onCancel={onCancel} />
      )}
    </div>
  );
}

/** The part that has just appeared was asked for: go on there. */
function useFocusOnFirst(form: RefObject<HTMLFormElement | null>) {
  useEffect(() => {
    form.current?.querySelector("input")?.focus();
  }, [form]);
}

function EnterAddress({ kind, send, onCancel }: { kind: AddressKind; send: (to: Recipient) => Promise<void>; onCancel: () => void }) {
  const { t } = useTranslation();
  const { form, field, problem, busy } = useForm({
    fields: [kind],
    check: (values) => found({ [kind]: kind === "email" ? checkEmail(t, values[kind]) : checkPhone(t, values[kind]) }),
    send: (values) => send(kind === "email" ? { email: values[kind].trim() } : { phone: phoneOf(values[kind]) ?? "" }),
  });
  useFocusOnFirst(form.ref);
  return (
    <form {...form} className="flex flex-col gap-5">
      {problem && <ProblemBanner problem={problem} />}
      {kind === "email" ? (
        <TextField {...field("email")} label={t("form.email")} type="email" autoComplete="email" required />
      ) : (
        <TextField {...field("phone")} label={t("form.phone")} hint={t("account.code.phoneHint")} type="tel" autoComplete="tel" required />
      )}
      <div className="flex flex-wrap gap-3">
        <SubmitButton busy={busy}>{t("account.code.send")}</SubmitButton>
        <Button look="quiet" onClick={onCancel}>
          {t("form.cancel")}
        </Button>
      </div>
    </form>
  );
}

function EnterProof({ to, expiresAt, resend, onProven, onCancel }: Asked & { resend: () => Promise<void>; onProven: (address: string) => void; onCancel: () => void }) {
  const { t, i18n } = useTranslation();
  const [add] = useAddAddressMutation();
  const address = "email" in to ? to.email : to.phone;
  const { form, field, problem, busy, submit } = useForm({
    fields: ["code"],
    check: ({ code }) => found({ code: checkCode(t, code) }),
    send: async ({ code }) => {
      await add({ ...to, code }).unwrap();
      onProven(address);
    },
    explain: useRefusals(codeRefusals),
  });
  useFocusOnFirst(form.ref);
  const time = new Intl.DateTimeFormat(localeOf(i18n.language), { timeStyle: "short" }).format(new Date(expiresAt));
  return (
    <>
      <p className="break-words text-muted">{t("account.code.sent", { to: address, time })}</p>
      <form {...form} className="flex flex-col gap-5">
        {problem && <ProblemBanner problem={problem} />}
        <CodeField {...field("code")} label={t("form.code")} hint={t("form.codeHint")} onComplete={() => void submit()} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton busy={busy}>{t("account.verify.submit")}</SubmitButton>
          <Button look="quiet" onClick={onCancel}>
            {t("form.cancel")}
          </Button>
        </div>
      </form>
      <ResendCode send={resend} />
    </>
  );
}
