import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { clientCodes } from "../api/problem";
import type { Problem } from "../api/problem";
import { localeOf } from "../i18n/setup";
import { Button } from "./Button";

interface Props {
  problem: Problem;
  retry?: () => void;
}

/** Says what failed, in the reader's language where the failure is one of the client's own. */
export function ProblemBanner({ problem, retry }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg border-2 border-danger bg-raised p-4">
      <div className="min-w-0 grow">
        <p className="font-semibold text-danger">{t("problem.heading")}</p>
        <p>{problemText(t, problem, i18n.language)}</p>
        {problem.requestId !== undefined && (
          <p className="text-sm text-muted">{t("problem.requestId", { id: problem.requestId })}</p>
        )}
      </div>
      {retry && (
        <Button look="quiet" onClick={retry}>
          {t("problem.retry")}
        </Button>
      )}
    </div>
  );
}

/** What failed, in the reader's language where the failure is one that we have a sentence for. */
export function problemText(t: TFunction, problem: Problem, language: string): string {
  if (problem.status === 429 && problem.retryAfter !== undefined) return t("problem.tooOften", { when: soon(problem.retryAfter, language) });
  const own = clientCodes.find((code) => code === problem.code);
  if (own) return t(`problem.${own}`);
  const known = knownCodes.find((code) => code === problem.code);
  if (known) return t(`problem.codes.${known}`);
  return problem.message || t("problem.unexpected");
}

const knownCodes = [
  "bad_credentials",
  "wrong_code",
  "code_expired",
  "username_taken",
  "unauthorized",
  "last_address",
  "password_needs_email",
  "sms_exhausted",
] as const;

function soon(seconds: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(localeOf(language));
  return seconds < 90 ? format.format(Math.max(1, Math.ceil(seconds)), "second") : format.format(Math.ceil(seconds / 60), "minute");
}
