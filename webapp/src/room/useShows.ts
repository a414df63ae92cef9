import { useState } from "react";
import { mayShow } from "../protocol/things";
import type { Participant } from "../protocol/things";
import type { RoomState } from "../signalling/room";
import { sharerIn } from "./pictures/shown";
import type { Sound } from "./sound";
import { useObservable } from "./useObservable";

/** What others see of it: it is on its way while the browser, the person or the server is still asked. */
export interface Show {
  now: "off" | "waiting" | "on";
  toggle: () => void;
}

export interface Shows {
  /** Nothing where one may not show it, or has none. */
  camera: Show | undefined;
  screen: Show | undefined;
  /** Whose screen would have to make way. */
  takesOver: Participant | undefined;
  answer: (yes: boolean) => void;
}

/** One's own camera and screen, as far as the room lets one show them. */
export function useShows(sound: Pick<Sound, "camera" | "screen">, room: RoomState, me: Participant | undefined): Shows {
  const { camera, screen } = sound;
  const ofCamera = useObservable(camera.state);
  const ofScreen = useObservable(screen.state);
  const [asks, setAsks] = useState(false);
  const sharer = sharerIn(room);
  const other = sharer && sharer.id !== room.selfId ? sharer : undefined;
  if (asks && !other) setAsks(false);

  const nowOf = (source: "camera" | "screen", isAsking: boolean, track: MediaStreamTrack | undefined): Show["now"] =>
    track && me?.sources?.includes(source) === true ? "on" : track || isAsking ? "waiting" : "off";
  const cameraNow = nowOf("camera", ofCamera.status === "asking", ofCamera.track);
  const screenNow = nowOf("screen", ofScreen.status === "asking", ofScreen.picture);
  return {
    camera:
      me && mayShow(room.room.video, me.role)
        ? {
            now: cameraNow,
            toggle: () => {
              if (cameraNow === "off") void camera.start();
              else camera.stop();
            },
          }
        : undefined,
    screen:
      me && screen.isPossible && mayShow(room.room.screen, me.role)
        ? {
            now: screenNow,
            toggle: () => {
              if (screenNow !== "off") screen.stop();
              else if (other) setAsks(true);
              else void screen.start();
            },
          }
        : undefined,
    takesOver: asks ? other : undefined,
    answer: (yes) => {
      setAsks(false);
      if (yes) void screen.start();
    },
  };
}
