import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { localeOf } from "../i18n/setup";
import { CodeField } from "../ui/form/CodeField";
import { SubmitButton } from "../ui/form/SubmitButton";
import { useForm } from "../ui/form/useForm";
import { ProblemBanner } from "../ui/ProblemBanner";
import { textLink } from "../ui/styles";
import { useVerifyOtpMutation } from "./api";
import { checkCode, found } from "./checks";
import { ResendCode } from "./ResendCode";
import type { Recipient } from "./types";
import { codeRefusals, useRefusals } from "./useRefusals";

interface Props {
  to: Recipient;
  hash: string;
  expiresAt: string;
  resend: () => Promise<void>;
  onDigits: (count: number) => void;
  onOther: () => void;
}

/** The second step of signing in with a code. */
export function EnterCode({ to, hash, expiresAt, resend, onDigits, onOther }: Props) {
  const { t, i18n } = useTranslation();
  const [verify] = useVerifyOtpMutation();
  const { form, field, problem, busy, submit } = useForm({
    fields: ["code"],
    check: ({ code }) => found({ code: checkCode(t, code) }),
    // Being signed in by it, the gate around this page leads on.
    send: ({ code }) => verify({ ...to, otp: code, hash }).unwrap(),
    explain: useRefusals(codeRefusals),
  });
  const element = form.ref;
  useEffect(() => {
    // The same page in a new state: who asked for a code goes on with it.
    element.current?.querySelector("input")?.focus();
  }, [element]);
  const time = new Intl.DateTimeFormat(localeOf(i18n.language), { timeStyle: "short" }).format(new Date(expiresAt));

  return (
    <>
      <p className="text-lg text-muted">{t("account.code.sent", { to: "email" in to ? to.email : to.phone, time })}</p>
      <form {...form} className="flex flex-col gap-5">
        {problem && <ProblemBanner problem={problem} />}
        <CodeField
          {...field("code")}
          label={t("form.code")}
          hint={t("form.codeHint")}
          onChange={(code) => {
            onDigits(code.length);
          }}
          onComplete={() => void submit()}
        />
        <SubmitButton busy={busy}>{t("account.signIn.submit")}</SubmitButton>
      </form>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
        <ResendCode send={resend} />
        <button type="button" className={`inline-flex min-h-11 items-center ${textLink}`} onClick={onOther}>
          {t("account.code.other")}
        </button>
      </div>
    </>
  );
}
