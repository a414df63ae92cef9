import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RoomState } from "../signalling/room";
import { lookOf } from "../ui/accent";
import { Cover } from "../ui/Cover";
import { IconButton } from "../ui/IconButton";
import { actionStyles } from "../ui/styles";
import type { Call } from "./call";
import { Icon } from "./icons";
import { useObservable } from "./useObservable";

interface Props {
  call: Call;
  room: RoomState;
  present: boolean;
  mayInvite: boolean;
  /** How faces are seen. */
  faces: { inGrid: boolean; change: () => void } | undefined;
  onInvite: () => void;
  onMenu: () => void;
}

/** The room's name, how many are in it, and what one does with it. */
export function RoomTop({ call, room, present, mayInvite, faces, onInvite, onMenu }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { theme } = room.room;
  const coloured = theme?.colour === undefined ? "" : "border-b-2 border-(--room-edge) bg-(--tint) pt-2 mb-2";
  return (
    <div style={lookOf(theme)} className={`flex items-center gap-2 px-[clamp(1.125rem,4vw,3rem)] pt-1 pb-3 lg:px-8 low:pt-0 low:pb-1.5 ${coloured}`}>
      {theme?.cover !== undefined && <Cover src={theme.cover} className="me-1 aspect-1200/630 h-11 w-auto shrink-0 rounded-lg max-sm:hidden low:hidden" />}
      <div className="min-w-0 grow low:flex low:flex-wrap low:items-baseline low:gap-x-3">
        <h1 dir="auto" className="line-clamp-2 text-xl sm:text-3xl low:line-clamp-1 low:text-xl">{room.room.name}</h1>
        <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
          <span className={present ? "" : "opacity-60"}>{t(present ? "door.people" : "bar.peopleBefore", { count: room.room.currentParticipants })}</span>
          {room.room.locked && <Icon name="lock" className="size-4" />}
          <Squeezed call={call} />
        </p>
      </div>
      {faces && (
        <IconButton label={t(faces.inGrid ? "pictures.table" : "pictures.grid")} onClick={faces.change}>
          <Icon name={faces.inGrid ? "table" : "grid"} />
        </IconButton>
      )}
      {mayInvite && (
        <button type="button" className={`${actionStyles.quiet} px-3!`} onClick={onInvite}>
          <Icon name="invite" className="size-5" />
          {t("controls.invite")}
        </button>
      )}
      <IconButton label={t("controls.menu")} onClick={onMenu}>
        <Icon name="more" />
      </IconButton>
    </div>
  );
}

/** Why pictures are worse than they could be: the voices need the line. */
function Squeezed({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const squeezed = useObservable(call.squeezed);
  return squeezed === "no" ? null : <span>{t(`pictures.${squeezed}`)}</span>;
}
