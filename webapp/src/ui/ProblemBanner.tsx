import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { clientCodes } from "../api/problem";
import type { Problem } from "../api/problem";
import { Button } from "./Button";

interface Props {
  problem: Problem;
  retry?: () => void;
}

/** Says what failed, in the reader's language where the failure is one of the client's own. */
export function ProblemBanner({ problem, retry }: Props) {
  const { t } = useTranslation();
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg border-2 border-danger bg-raised p-4">
      <div className="min-w-0 grow">
        <p className="font-semibold text-danger">{t("problem.heading")}</p>
        <p>{problemText(t, problem)}</p>
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

export function problemText(t: TFunction, problem: Problem): string {
  const own = clientCodes.find((code) => code === problem.code);
  if (own) return t(`problem.${own}`);
  return problem.message || t("problem.unexpected");
}
