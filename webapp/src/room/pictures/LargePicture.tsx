import { useEffect, useRef, useState } from "react";
import type { ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import { nameOf } from "../../protocol/things";
import { Avatar } from "../../ui/Avatar";
import { Part } from "../../ui/Part";
import { calledBy } from "../GuestMark";
import { Icon } from "../icons";
import type { IconName } from "../icons";
import type { SeatView } from "../Seat";
import type { Box } from "./gridding";
import { Picture } from "./lazily";
import type { Large } from "./shown";
import { NameSign } from "./Tile";

interface Props {
  large: Large;
  view: SeatView;
  track: MediaStreamTrack | undefined;
  size: Box;
  onShape: (aspect: number) => void;
  onUnpin: () => void;
}

/** The one picture that has the middle of the room, and what one can do with it. */
export function LargePicture({ large, view, track, size, onShape, onUnpin }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const frame = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const name = nameOf(view.person);
  const isScreen = large.source === "screen";
  const title = t(isScreen ? "pictures.screenOf" : "pictures.cameraOf", { name: calledBy(t)(view.person) });
  return (
    <figure ref={frame} aria-label={title} style={{ ...size }} className="group relative shrink-0 overflow-hidden rounded-2xl bg-band-deep text-band-ink [&:not(:fullscreen)_video]:object-cover">
      <span aria-hidden="true" className="absolute inset-0 flex flex-col items-center justify-center gap-3 p-4 text-center text-band-muted">
        <span className="block size-20">
          <Avatar src={view.person.avatar} name={name} size="full" />
        </span>
        {isScreen && t("pictures.onItsWay")}
      </span>
      <Part>
        <Picture key={`${large.source} ${large.userId}`} userId={large.userId} source={large.source} track={track} isSelf={view.isSelf} whole onShape={onShape} video={video} />
      </Part>
      {!isScreen && view.speaking && <span aria-hidden="true" className="absolute inset-0 rounded-[inherit] border-4 border-speaking" />}
      <div className="transition-opacity duration-150 motion-reduce:transition-none pointer-fine:opacity-0 pointer-fine:group-focus-within:opacity-100 pointer-fine:group-hover:opacity-100">
        {isScreen && <NameSign name={title} muted={false} />}
        <div className="absolute right-1.5 bottom-1.5 flex gap-1">
          {!isScreen && <OnPicture icon="unpin" label={t("pictures.letGo")} onClick={onUnpin} />}
          <Floating video={video} />
          <FullScreen frame={frame} video={video} />
        </div>
      </div>
      {!isScreen && <NameSign name={view.isSelf ? t("person.self") : name} of={view.person} muted={view.muted} />}
    </figure>
  );
}

function OnPicture({ icon, label, onClick }: { icon: IconName; label: string; onClick: () => void }): ReactNode {
  return (
    <button type="button" aria-label={label} title={label} className="flex size-11 items-center justify-center rounded-xl bg-band-deep/80 text-band-ink hover:bg-band-deep focus-visible:-outline-offset-3" onClick={onClick}>
      <Icon name={icon} className="size-5" />
    </button>
  );
}

interface VideoRef {
  video: RefObject<HTMLVideoElement | null>;
}

/** In a small window over everything else, where the browser has such windows. */
function Floating({ video }: VideoRef) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  if (!(document as Partial<Document>).pictureInPictureEnabled) return null;
  return (
    <OnPicture
      icon="floating"
      label={t("pictures.floating")}
      onClick={() => {
        const leaving = document.pictureInPictureElement === video.current ? document.exitPictureInPicture() : video.current?.requestPictureInPicture();
        leaving?.catch(notNow);
      }}
    />
  );
}

function FullScreen({ frame, video }: VideoRef & { frame: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const look = () => {
      setFull(document.fullscreenElement !== null && document.fullscreenElement === frame.current);
    };
    document.addEventListener("fullscreenchange", look);
    return () => {
      document.removeEventListener("fullscreenchange", look);
    };
  }, [frame]);
  const whole = (document as Partial<Document>).fullscreenEnabled === true;
  if (!whole && !("webkitEnterFullscreen" in HTMLVideoElement.prototype)) return null;
  return (
    <OnPicture
      icon={isFull ? "part" : "whole"}
      label={t(isFull ? "pictures.leaveFull" : "pictures.full")}
      onClick={() => {
        // Telephones of one kind make only the picture itself large.
        if (!whole) (video.current as (HTMLVideoElement & { webkitEnterFullscreen: () => void }) | null)?.webkitEnterFullscreen();
        else (isFull ? document.exitFullscreen() : frame.current?.requestFullscreen())?.catch(notNow);
      }}
    />
  );
}

/** The browser has its own reasons, such as a picture that has not begun. */
function notNow(error: unknown): void {
  console.warn("The picture stays where it is", error);
}
