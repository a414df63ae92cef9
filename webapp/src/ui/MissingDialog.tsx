import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

/** In the place of a dialog that cannot be had, or breaks. */
export function MissingDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog heading={t("crash.part")} onClose={onClose}>
      <p className="mt-3 text-muted">{t("crash.goesOn")}</p>
      <Button className="mt-6" onClick={onClose}>
        {t("crash.close")}
      </Button>
    </Dialog>
  );
}
