import { use, useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { RefObject } from "react";
import { pictureKey } from "../../media/pictures";
import type { PictureSource } from "../../protocol/things";
import { useSight } from "./useSight";
import { Watch } from "./watch";

interface Props {
  userId: string;
  source: PictureSource;
  /** Nothing while it is still on its way. */
  track: MediaStreamTrack | undefined;
  /** One's own comes from here, and one's face is seen as in a mirror. */
  isSelf: boolean;
  /** All of it is shown, instead of as much as fills the space. */
  whole?: boolean;
  /** Told how wide it is for its height. */
  onShape?: ((aspect: number) => void) | undefined;
  /** The element itself, for whoever makes it larger. */
  video?: RefObject<HTMLVideoElement | null> | undefined;
}

/** Somebody's camera or screen, over what stands there until its first frame has come, and again while none come. */
export function Picture({ userId, source, track, isSelf, whole = false, onShape, video }: Props) {
  const watch = use(Watch);
  const [place, inSight] = useSight<HTMLSpanElement>();
  const [floats, setFloats] = useState(false);
  const size = floats ? "large" : inSight;
  useEffect(() => (isSelf || size === undefined ? undefined : watch(pictureKey(userId, source), size)), [watch, userId, source, isSelf, size]);
  return (
    <span ref={place} className="pointer-events-none absolute inset-0 block overflow-hidden rounded-[inherit]">
      {track && <Moving key={track.id} track={track} isMirrored={isSelf && source === "camera"} whole={whole} onShape={onShape} onFloat={setFloats} video={video} />}
    </span>
  );
}

interface MovingProps extends Pick<Props, "whole" | "onShape" | "video"> {
  track: MediaStreamTrack;
  isMirrored: boolean;
  /** Out of the page, in a small window of its own: seen although the page may be hidden. */
  onFloat: (floats: boolean) => void;
}

function Moving({ track, isMirrored, whole, onShape, onFloat, video: wanted }: MovingProps) {
  const [begun, setBegun] = useState(false);
  const flows = useFlow(track);
  const own = useRef<HTMLVideoElement>(null);
  const video = wanted ?? own;
  useEffect(() => {
    const shown = video.current;
    if (!shown) return;
    shown.srcObject = new MediaStream([track]);
    const floats = () => {
      onFloat(true);
    };
    const lands = () => {
      onFloat(false);
    };
    shown.addEventListener("enterpictureinpicture", floats);
    shown.addEventListener("leavepictureinpicture", lands);
    return () => {
      shown.removeEventListener("enterpictureinpicture", floats);
      shown.removeEventListener("leavepictureinpicture", lands);
      shown.srcObject = null;
      lands();
    };
  }, [track, onFloat, video]);
  const shape = ({ currentTarget: { videoWidth, videoHeight } }: { currentTarget: HTMLVideoElement }) => {
    if (videoWidth > 0 && videoHeight > 0) onShape?.(videoWidth / videoHeight);
  };
  return (
    <video
      ref={video}
      autoPlay
      playsInline
      muted
      aria-hidden="true"
      tabIndex={-1}
      className={`size-full transition-opacity duration-200 motion-reduce:transition-none ${whole ? "object-contain" : "object-cover"} ${isMirrored ? "-scale-x-100" : ""} ${begun && flows ? "" : "opacity-0"}`}
      onLoadedMetadata={shape}
      onResize={shape}
      onLoadedData={() => {
        setBegun(true);
      }}
    />
  );
}

/** Whether frames come: what stands still would be taken for somebody who does. */
function useFlow(track: MediaStreamTrack): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      track.addEventListener("mute", listener);
      track.addEventListener("unmute", listener);
      return () => {
        track.removeEventListener("mute", listener);
        track.removeEventListener("unmute", listener);
      };
    },
    [track],
  );
  return useSyncExternalStore(subscribe, () => !track.muted);
}
