import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { installOffer, wayFor } from "./installing";

/** How to have Parley beside one's other apps: with one press where the browser offers it, and otherwise step by step. */
export default function InstallHelp() {
  const { t } = useTranslation("translation", { keyPrefix: "shell" });
  const offer = useSyncExternalStore(installOffer.subscribe, installOffer.get);
  const way = wayFor({
    standalone: matchMedia("(display-mode: standalone)").matches,
    offered: offer !== undefined,
    userAgent: navigator.userAgent,
    touchPoints: navigator.maxTouchPoints,
  });
  return (
    <section aria-labelledby="install-heading" className="mt-12 border-t border-line pt-8">
      <h2 id="install-heading" className="text-2xl">
        {t("install.heading")}
      </h2>
      <p className="mt-1 text-muted">{t(`install.lead.${way === "installed" ? "installed" : "other"}`)}</p>
      {offer && way === "offered" && (
        <Button className="mt-4" onClick={() => void offer.prompt()}>
          {t("install.submit")}
        </Button>
      )}
      {(way === "ios" || way === "android" || way === "desktop") && (
        <ol className="mt-3 list-decimal space-y-1.5 pl-6">
          {([1, 2, 3] as const).map((step) => (
            <li key={step}>{t(`install.${way}.${step}`)}</li>
          ))}
        </ol>
      )}
    </section>
  );
}
