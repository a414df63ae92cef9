import { useTranslation } from "react-i18next";
import type { Camera } from "../../media/camera";
import { Button } from "../../ui/Button";
import { DeviceChoice } from "../DeviceCheck";
import { useObservable } from "../useObservable";
import { Picture } from "./Picture";
import { isTrouble } from "./trouble";

interface Props {
  camera: Camera;
  /** What the picture here means for others. */
  note: string;
}

/** Oneself as in a mirror, which camera it is, or why there is none. */
export function CameraCheck({ camera, note }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { status, cameras, used, track } = useObservable(camera.state);
  return (
    <div className="flex flex-col gap-3 empty:hidden">
      {status === "asking" && <p role="status">{t("camera.asking")}</p>}
      {track && (
        <>
          <div role="img" aria-label={t("camera.mirror")} className="relative aspect-video w-full overflow-hidden rounded-xl bg-band-deep">
            <Picture userId="" source="camera" track={track} isSelf />
          </div>
          <p className="text-sm text-muted">{note}</p>
          {cameras.length > 1 && <DeviceChoice label={t("camera.camera")} devices={cameras} value={used ?? ""} onChoose={(id) => void camera.choose(id)} />}
        </>
      )}
      {isTrouble(status) && (
        <div role="alert">
          <h2 className="text-xl">{t(`camera.${status}.heading`)}</h2>
          <p className="mt-2 text-muted">{t(`camera.${status}.text`)}</p>
          {status !== "insecure" && (
            <Button look="quiet" className="mt-4" onClick={() => void camera.start()}>
              {t("devices.again")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
