import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

interface Props {
  /** Who shares a screen now. */
  name: string;
  onYes: () => void;
  onNo: () => void;
}

/** There is one screen at a time: whoever shares a second one ends the first, and should know that. */
export function TakeOver({ name, onYes, onNo }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  return (
    <Dialog heading={t("pictures.takeOver", { name })} onClose={onNo}>
      <p className="mt-3 text-muted">{t("pictures.takeOverText", { name })}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <Button onClick={onYes}>{t("pictures.takeOverYes")}</Button>
        <Button look="quiet" onClick={onNo}>
          {t("pictures.takeOverNo")}
        </Button>
      </div>
    </Dialog>
  );
}
