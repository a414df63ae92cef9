import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SubmitButton } from "../ui/form/SubmitButton";
import { TextField } from "../ui/form/TextField";
import { useForm } from "../ui/form/useForm";
import { ProblemBanner } from "../ui/ProblemBanner";
import { textLink } from "../ui/styles";
import { usePageTitle } from "../ui/useTitle";
import { useSendOtpMutation } from "./api";
import { checkEmail, checkPhone, found, phoneOf } from "./checks";
import { EnterCode } from "./EnterCode";
import { SeatPage } from "./SeatPage";
import { NewHere, WhyHere } from "./SignInPage";
import { SignInWays } from "./SignInWays";
import type { Recipient } from "./types";

type Way = "email" | "phone";

interface Sent {
  to: Recipient;
  hash: string;
  expiresAt: string;
}

export default function SignInByCodePage() {
  const { t } = useTranslation();
  usePageTitle(t("account.code.title"));
  const [sendOtp] = useSendOtpMutation();
  const [way, setWay] = useState<Way>("email");
  const [sent, setSent] = useState<Sent>();
  const [digits, setDigits] = useState(0);

  async function send(to: Recipient) {
    const { hash, expiresAt } = await sendOtp(to).unwrap();
    setSent({ to, hash, expiresAt });
  }

  if (sent) {
    return (
      <SeatPage heading={t("account.signIn.heading")} taken={digits}>
        <EnterCode
          {...sent}
          resend={() => send(sent.to)}
          onDigits={setDigits}
          onOther={() => {
            setSent(undefined);
            setDigits(0);
          }}
        />
      </SeatPage>
    );
  }
  return (
    <SeatPage heading={t("account.signIn.heading")}>
      <WhyHere />
      <SignInWays />
      <p className="text-muted">{t("account.code.lead")}</p>
      <AskForCode
        key={way}
        way={way}
        send={send}
        onOtherWay={() => {
          setWay(way === "email" ? "phone" : "email");
        }}
      />
      <NewHere />
    </SeatPage>
  );
}

interface Props {
  way: Way;
  send: (to: Recipient) => Promise<void>;
  onOtherWay: () => void;
}

function AskForCode({ way, send, onOtherWay }: Props) {
  const { t } = useTranslation();
  const { form, field, problem, busy } = useForm({
    fields: [way],
    check: (values) => found({ [way]: way === "email" ? checkEmail(t, values[way]) : checkPhone(t, values[way]) }),
    send: (values) => send(way === "email" ? { email: values[way].trim() } : { phone: phoneOf(values[way]) ?? "" }),
  });
  return (
    <form {...form} className="flex flex-col gap-5">
      {problem && <ProblemBanner problem={problem} />}
      <div>
        {way === "email" ? (
          <TextField {...field("email")} label={t("form.email")} type="email" autoComplete="email" required />
        ) : (
          <TextField {...field("phone")} label={t("form.phone")} hint={t("account.code.phoneHint")} type="tel" autoComplete="tel" required />
        )}
        <button type="button" className={`mt-1 inline-flex min-h-11 items-center ${textLink}`} onClick={onOtherWay}>
          {t(way === "email" ? "account.code.toPhone" : "account.code.toEmail")}
        </button>
      </div>
      <SubmitButton busy={busy}>{t("account.code.send")}</SubmitButton>
    </form>
  );
}
