import { useTranslation } from "react-i18next";
import type { Camera } from "../media/camera";
import { Button } from "../ui/Button";
import { Part } from "../ui/Part";
import { later } from "../ui/later";
import { isTrouble } from "./pictures/trouble";
import { useObservable } from "./useObservable";

// Most people come without one.
const CameraCheck = later(async () => ({ default: (await import("./pictures/CameraCheck")).CameraCheck }));

/** Off until somebody wants it: nobody is seen by surprise. Whoever comes in with it on is seen at once. */
export function CameraAtDoor({ camera }: { camera: Camera }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { status } = useObservable(camera.state);
  const isOn = status === "on" || status === "asking";
  return (
    <section aria-label={t("camera.camera")} className="mb-5 flex flex-col gap-3 border-b border-line pb-5">
      {status !== "off" && (
        <Part waiting={<div className="aspect-video w-full rounded-xl bg-band-deep" />}>
          <CameraCheck camera={camera} note={t("camera.seenAtOnce")} />
        </Part>
      )}
      {/* What went wrong has its own way to try again. */}
      <div hidden={isTrouble(status)} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        {!isOn && <p className="text-muted">{t("camera.off")}</p>}
        <Button
          look="quiet"
          onClick={() => {
            if (isOn) camera.stop();
            else void camera.start();
          }}
        >
          {t(isOn ? "controls.stopCamera" : "controls.startCamera")}
        </Button>
      </div>
    </section>
  );
}
