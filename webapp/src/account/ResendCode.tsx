import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem } from "../api/problem";
import type { Problem } from "../api/problem";
import { Button } from "../ui/Button";
import { ProblemBanner } from "../ui/ProblemBanner";
import { useCountdown } from "./useCountdown";

const pause = 30;

interface Props {
  /** Answers false when there was nothing to send to. */
  send: () => Promise<unknown>;
  /** No wait at first, where it is not sure that a code was sent. */
  atOnce?: boolean;
}

/** A code can be lost on its way; but not so often that somebody's inbox could be flooded. */
export function ResendCode({ send, atOnce = false }: Props) {
  const { t } = useTranslation();
  const [seconds, wait] = useCountdown(atOnce ? 0 : pause);
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  async function resend() {
    if (seconds > 0) return;
    setSent(false);
    setProblem(undefined);
    try {
      if ((await send()) === false) return;
      setSent(true);
      wait(pause);
    } catch (error) {
      const refused = toProblem(error);
      setProblem(refused);
      if (refused.retryAfter !== undefined) wait(refused.retryAfter);
    }
  }

  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <div className="flex flex-col items-start gap-3">
      <Button look="quiet" aria-disabled={seconds > 0 || undefined} className="tabular-nums aria-disabled:border-dashed aria-disabled:text-muted aria-disabled:hover:border-line" onClick={() => void resend()}>
        {seconds > 0 ? t("account.resend.wait", { time }) : t("account.resend.button")}
      </Button>
      <p role="status" className="font-semibold text-brand empty:hidden">
        {sent ? t("account.resend.sent") : ""}
      </p>
      {problem && <ProblemBanner problem={problem} />}
    </div>
  );
}
