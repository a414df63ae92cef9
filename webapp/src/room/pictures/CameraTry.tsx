import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { createCamera } from "../../media/camera";
import type { Camera } from "../../media/camera";
import { Button } from "../../ui/Button";
import type { Sound } from "../sound";
import { useObservable } from "../useObservable";
import { CameraCheck } from "./CameraCheck";

/** The camera within the room's settings: the one that others see, or a look at oneself before they do. */
export function CameraTry({ sound }: { sound: Pick<Sound, "camera" | "choices"> }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { status } = useObservable(sound.camera.state);
  const [own] = useState(() => createCamera(sound.choices));
  const isSeen = status === "on";
  useEffect(() => {
    if (isSeen) own.stop();
    return () => {
      own.stop();
    };
  }, [own, isSeen]);
  return (
    <section aria-label={t("camera.camera")} className="flex flex-col gap-3">
      {isSeen ? <CameraCheck camera={sound.camera} note={t("camera.seen")} /> : <Unseen camera={own} />}
    </section>
  );
}

function Unseen({ camera }: { camera: Camera }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { status } = useObservable(camera.state);
  const isOn = status === "on" || status === "asking";
  return (
    <>
      <CameraCheck camera={camera} note={t("camera.unseen")} />
      {(isOn || status === "off") && (
        <Button
          look="quiet"
          className="self-start"
          onClick={() => {
            if (isOn) camera.stop();
            else void camera.start();
          }}
        >
          {t(isOn ? "camera.lookAway" : "camera.look")}
        </Button>
      )}
    </>
  );
}
