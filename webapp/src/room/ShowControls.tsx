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

const icons = { camera: { on: "camera", off: "cameraOff" }, screen: { on: "screenOff", off: "screen" } } as const;
const keys = { camera: "V", screen: "S" } as const;

/** The camera, and where there is room for it the screen: each says what is so, and what a press does. */
export function ShowControls({ shows: { camera, screen }, withScreen }: { shows: Shows; withScreen: boolean }) {
  return (
    <>
      {camera && <ShowControl source="camera" show={camera} />}
      {screen && withScreen && <ShowControl source="screen" show={screen} />}
    </>
  );
}

function ShowControl({ source, show }: { source: keyof typeof words; show: Show }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const isOn = show.now === "on";
  return (
    <Control
      icon={icons[source][isOn ? "on" : "off"]}
      label={t(wordOf(source, show))}
      keys={keys[source]}
      tone={isOn ? "on" : "plain"}
      aria-pressed={isOn}
      aria-busy={show.now === "waiting"}
      onClick={show.toggle}
    />
  );
}
