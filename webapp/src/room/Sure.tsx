import { useTranslation } from "react-i18next";
import type { ReactNode } from "react";
import { Button } from "../ui/Button";

interface Props {
  question: ReactNode;
  yes: string;
  /** Whether nothing is lost by it. */
  gentle?: boolean;
  className?: string;
  onYes: () => void;
  onNo: () => void;
}

/** Asks once more, in the place of what was pressed. */
export function Sure({ question, yes, gentle = false, className = "mt-3 border-t border-line pt-3", onYes, onNo }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  return (
    <div className={className}>
      <p dir="auto" className="wrap-anywhere">
        {question}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button look={gentle ? "primary" : "danger"} onClick={onYes}>
          {yes}
        </Button>
        <Button look="quiet" onClick={onNo}>
          {t("menu.cancel")}
        </Button>
      </div>
    </div>
  );
}
