import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { keepInstallOffer } from "./installing";
import { keepShell, takeOver, waiting } from "./updates";

/** Says that there is a newer version, to those who are not in a call. Nobody has to take it. */
export default function UpdateOffer({ inCall }: { inCall: boolean }) {
  const { t } = useTranslation("translation", { keyPrefix: "shell" });
  const worker = useSyncExternalStore(waiting.subscribe, waiting.get);
  const [refused, setRefused] = useState<ServiceWorker>();

  useEffect(keepInstallOffer, []);
  useEffect(() => {
    keepShell(navigator.serviceWorker).catch((error: unknown) => {
      console.warn("Parley is not kept on this device", error);
    });
  }, []);

  if (!worker || worker === refused || inCall) return null;
  return (
    <section aria-label={t("heading")} className="fixed inset-x-3 bottom-3 z-30 mx-auto flex max-w-[32rem] flex-wrap items-center gap-x-3 gap-y-2 rounded-2xl border border-line bg-raised p-4 shadow-lg">
      <p role="status" className="min-w-48 grow">
        {t("ready")}
      </p>
      <Button
        onClick={() => {
          takeOver(worker, navigator.serviceWorker, () => {
            location.reload();
          });
        }}
      >
        {t("load")}
      </Button>
      <Button
        look="quiet"
        onClick={() => {
          setRefused(worker);
        }}
      >
        {t("later")}
      </Button>
    </section>
  );
}
