import { useTranslation } from "react-i18next";
import { Control } from "./Control";
import type { Show, Shows } from "./useShows";

const words = {
  camera: { off: "controls.startCamera", waiting: "controls.waitingCamera", on: "controls.stopCamera" },
  screen: { off: "controls.startScreen", waiting: "controls.waitingScreen", on: "controls.stopScreen" },
} as const;

export function wordOf(source: keyof typeof words, { now }: Show) {
  return words[source][now];
}

/** The camera, and where there is room for it the screen: each says what is so, and what a press does. */
export function ShowControls({ shows: { camera, screen }, withScreen }: { shows: Shows; withScreen: boolean }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  return (
    <>
      {camera && (
        <Control
          icon={camera.now === "on" ? "camera" : "cameraOff"}
          label={t(wordOf("camera", camera))}
          keys="V"
          tone={camera.now === "on" ? "on" : "plain"}
          aria-pressed={camera.now === "on"}
          aria-busy={camera.now === "waiting"}
          onClick={camera.toggle}
        />
      )}
      {screen && withScreen && (
        <Control
          icon={screen.now === "on" ? "screenOff" : "screen"}
          label={t(wordOf("screen", screen))}
          keys="S"
          tone={screen.now === "on" ? "on" : "plain"}
          aria-pressed={screen.now === "on"}
          aria-busy={screen.now === "waiting"}
          onClick={screen.toggle}
        />
      )}
    </>
  );
}
