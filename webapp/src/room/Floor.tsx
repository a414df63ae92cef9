import { useEffect, useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { localeOf } from "../i18n/setup";
import { directionsFrom } from "../media/space";
import type { Participant } from "../protocol/things";
import { moderates } from "../protocol/things";
import { audienceOf, everybody, handsOf, stageOf } from "../signalling/room";
import type { RoomState } from "../signalling/room";
import { Audience } from "./Audience";
import { bankFor, inFront } from "./bank";
import type { Call, CallView } from "./call";
import { Faces } from "./pictures/lazily";
import { largeIn, sharerIn, tilesAmong } from "./pictures/shown";
import type { Reaction } from "./reactions";
import { seatingFor } from "./seating";
import type { Sound } from "./sound";
import { Stage, useChairs } from "./Stage";
import { useObservable } from "./useObservable";
import { useSize } from "./useSize";
import { useViews } from "./useViews";
import { Part } from "../ui/Part";

interface Props {
  call: Call;
  view: CallView;
  room: RoomState;
  me: Participant;
  sound: Sound;
  /** Whether faces stand in a grid, once there are any. */
  inGrid: boolean;
  /** Whose face is kept large. */
  pinned: string | undefined;
  onPin: (userId: string | undefined) => void;
  onOpen: (userId: string) => void;
  /** Opens the list of everybody. */
  onList: () => void;
}

/** Below the faces: how many there are. */
const lineHeight = 44;
const noteHeight = 52;
/** So many alike are counted as well. */
const applause = 3;
/** In less height than this there is nothing below the faces. */
const lowFaces = 240;

/** The room's floor: the table, and before it the audience. Both share the space there is, which is measured once. */
export function Floor(props: Props) {
  const [ref, size] = useSize<HTMLDivElement>();
  return (
    <div ref={ref} className="relative min-h-40 grow basis-0 overflow-x-hidden overflow-y-auto">
      {size.width > 0 && <Furnished {...props} {...size} />}
    </div>
  );
}

function Furnished({ call, view, room, me, sound, inGrid, pinned, width, height, onPin, onOpen, onList }: Props & { width: number; height: number }) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "room" });
  const viewOf = useViews(call, view, room, sound);
  const reactions = useObservable(call.reactions);
  const speakers = stageOf(room).map(({ id }) => id);
  const chairs = useChairs(speakers, me.id);
  useEffect(() => {
    sound.speakers.place(directionsFrom(chairs, me.id));
  }, [chairs, me.id, sound]);
  const large = largeIn(room, pinned);
  const views = chairs.flatMap((id) => (id === undefined ? [] : (viewOf(id) ?? [])));
  const isLow = height < lowFaces;
  const withCameras = views.some(({ camera }) => camera);
  // On a telephone on its side a table with faces would reach below the screen.
  const cramped = isLow && withCameras && seatingFor(chairs.length, width, height, true).height > height;
  const tiles = tilesAmong(views, large, inGrid || cramped, isLow);
  const withFaces = large !== undefined || tiles.length > 0;
  const seated = new Set(withFaces ? [...tiles.map(({ person }) => person.id), ...(large ? [large.userId] : [])] : chairs);
  const standing = stageOf(room).filter(({ id }) => !seated.has(id));
  const listeners = audienceOf(room);
  const people = standing.length === 0 ? listeners : [...standing, ...listeners];
  const waiting = standing.length + listeners.length;
  const bank = useMemo(() => bankFor(waiting, width), [waiting, width]);
  const front = inFront(people, handsOf(room), me.id, bank.places.length);
  const shown = new Set(front.map(({ id }) => id));
  const hasLine = (people.length > 0 || room.room.stage) && !(withFaces && isLow);
  const note = noteFor(room, me);
  const rest = height - (hasLine ? bank.height + lineHeight : 0) - (note === undefined ? 0 : noteHeight);
  const seating = useMemo(() => seatingFor(chairs.length, width, rest, withCameras), [chairs.length, width, rest, withCameras]);

  const table = <Stage chairs={chairs} seating={seating} viewOf={viewOf} onOpen={onOpen} quiet={<Quiet room={room} />} />;
  const sharer = pinned === undefined ? undefined : sharerIn(room);
  const waits = sharer && sharer.id !== me.id ? viewOf(sharer.id) : undefined;

  const number = new Intl.NumberFormat(localeOf(i18n.language));
  const words = [
    standing.length > 0 && t(withFaces && !large ? "pictures.withoutCamera" : "stage.standing", { count: standing.length }),
    listeners.length === 0 && !room.room.stage ? false : listeners.length === 0 ? t("stage.noListeners") : t("stage.listening", { count: listeners.length, number: number.format(listeners.length) }),
    people.length > front.length && t("stage.more", { number: number.format(people.length - front.length) }),
  ].filter((word) => word !== false);
  return (
    <>
      {withFaces ? (
        <Part waiting={table}>
          <Faces call={call} large={large} waiting={waits} tiles={tiles} viewOf={viewOf} size={{ width, height: Math.max(rest, 96) }} onOpen={onOpen} onPin={onPin} />
        </Part>
      ) : (
        table
      )}
      {note !== undefined && <p className="flex h-13 items-center justify-center px-5 text-center text-sm leading-snug text-balance text-muted">{t(`stage.${note}`)}</p>}
      {hasLine && (
        <Audience
          bank={bank}
          width={width}
          views={front.flatMap(({ id }) => viewOf(id) ?? [])}
          others={reactions.filter(({ userId }) => !shown.has(userId) && !seated.has(userId))}
          text={words.join(", ")}
          tally={tallyOf(reactions)}
          onOpen={onOpen}
          onList={onList}
        />
      )}
    </>
  );
}

/** What one can do on a stage that nobody leads. */
function noteFor(room: RoomState, me: Participant) {
  if (!room.room.stage || me.role !== "listener" || everybody(room).some(({ role }) => moderates(role))) return undefined;
  return me.handRaised ? "noHostHand" : "noHost";
}

function Quiet({ room }: { room: RoomState }): ReactNode {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const stage = stageOf(room);
  if (stage.length === 0) return <p className="text-sm leading-snug text-muted">{t(room.room.stage ? "stage.empty" : "stage.emptyTable")}</p>;
  if (everybody(room).length === 1) return <p className="text-sm leading-snug text-muted">{t("stage.alone")}</p>;
  return null;
}

/** How many sent the same, where they are many. */
export function tallyOf(reactions: readonly Reaction[]): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { emoji } of reactions) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= applause).sort(([, one], [, other]) => other - one);
}
