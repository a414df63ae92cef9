import { useEffect, useState } from "react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { mayShow, nameOf } from "../protocol/things";
import type { Role } from "../protocol/things";
import { lookOf } from "../ui/accent";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Cover } from "../ui/Cover";
import { textLink } from "../ui/styles";
import { CameraAtDoor } from "./CameraAtDoor";
import { DeviceCheck } from "./DeviceCheck";
import { calledBy } from "./GuestMark";
import { keptSeat } from "./keptSeat";
import type { Sound } from "./sound";
import type { Room } from "./types";
import { useSecondsUntil } from "./useSecondsUntil";

const shown = 6;

interface Props {
  room: Room;
  name: string | undefined;
  /** One comes in without an account. */
  isGuest: boolean;
  sound: Sound;
  /** The room one is in now, and leaves for this one. */
  leaving: string | undefined;
  onJoin: (startMuted: boolean) => void;
  /** Asks anew for the room. */
  onTime: () => void;
  /** What is planned in the room, and what changes that; they belong to other features. */
  meeting: MeetingCard;
  planning: Planning;
}

type Scheduled = NonNullable<Room["schedule"]>;
export type MeetingCard = ComponentType<{ room: Room & { schedule: Scheduled }; isGuest: boolean; onTime: () => void; onChange?: (() => void) | undefined }>;
export type Planning = ComponentType<{ room: Pick<Room, "id" | "schedule">; onClose: () => void }>;

/** So often one looks whether a closed door is open again. */
export const looksAgain = 5_000;
/** And so often while the doors wait for the host. When the meeting begins, the page looks at once. */
export const waitsForDoors = 15_000;

/** Why nobody else gets in just now. A seat that is kept is no longer in question. */
export function closedBy(room: Room): "early" | "locked" | "full" | undefined {
  if (room.schedule && !room.schedule.open && !room.canModerate) return "early";
  if (room.locked && !room.canModerate) return "locked";
  return room.currentParticipants >= room.maxParticipants ? "full" : undefined;
}

/** Before one comes in: who is there, and whether one would be heard. */
export function Door({ room, name, isGuest, sound, leaving, onJoin, onTime, meeting: Meeting, planning: Planning }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [startMuted, setStartMuted] = useState(true);
  const [isPlanning, setPlanning] = useState(false);
  // Loaded anew, or back after a crash: the seat may still be there.
  const [kept] = useState(() => {
    const seat = keptSeat().read();
    return seat?.roomId === room.id ? seat : undefined;
  });
  const seconds = useSecondsUntil(kept?.until);
  const speaks = !room.stage || (room.role !== undefined && room.role !== "listener");

  // The camera of a room that one is still in is that room's.
  const withCamera = leaving === undefined && mayShow(room.video, (room.role ?? "speaker") as Role);
  // Who comes to listen is not asked for a microphone.
  useEffect(() => {
    if (speaks && sound.microphone.state.get().status === "off") void sound.microphone.start();
  }, [speaks, sound]);

  const people = room.participants;
  const closed = kept ? undefined : closedBy(room);
  return (
    <div style={lookOf(room.theme)} className="page-width grid grow content-center gap-x-16 gap-y-8 pt-4 pb-12 lg:grid-cols-2 lg:items-center">
      <div className="max-w-[36rem]">
        {room.theme?.cover !== undefined && <Cover src={room.theme.cover} className="mb-6 aspect-1200/630 max-h-72 w-full rounded-2xl" />}
        <h1 className="text-4xl sm:text-5xl">{room.name}</h1>
        {room.description !== undefined && room.description !== "" && <p className="mt-4 text-lg whitespace-pre-line text-muted">{room.description}</p>}
        <div className="mt-6 flex flex-wrap items-center gap-x-4 gap-y-2">
          {people.length > 0 && (
            <span className="flex -space-x-2.5">
              {people.slice(0, shown).map((person) => (
                <Avatar key={person.id} src={person.avatar} name={nameOf(person)} size="small" className="ring-2 ring-ground" />
              ))}
            </span>
          )}
          <p className="text-muted">
            {people.length > 0 ? t("door.people", { count: people.length }) : t("door.nobody")}
            {people.length > 0 && people.length <= 3 && `: ${people.map(calledBy(t)).join(", ")}`}
          </p>
        </div>
        <p className="mt-4">
          {name !== undefined && t(isGuest ? "door.asGuest" : "door.as", { name })} {!speaks && t("door.listen")} {leaving !== undefined && t("door.leaving", { room: leaving })}
        </p>
        {(room.schedule !== undefined || room.canModerate) && (
          <>
            {room.schedule ? (
              <Meeting
                room={{ ...room, schedule: room.schedule }}
                isGuest={isGuest}
                onTime={onTime}
                onChange={
                  room.canModerate
                    ? () => {
                        setPlanning(true);
                      }
                    : undefined
                }
              />
            ) : (
              <p className="mt-4">
                <button
                  type="button"
                  className={`min-h-11 ${textLink}`}
                  onClick={() => {
                    setPlanning(true);
                  }}
                >
                  {t("door.plan")}
                </button>
              </p>
            )}
            {isPlanning && (
              <Planning
                room={room}
                onClose={() => {
                  setPlanning(false);
                  onTime();
                }}
              />
            )}
          </>
        )}
        {kept && <p className="mt-4 rounded-lg border-l-4 border-brand bg-raised px-4 py-3">{seconds > 0 ? t("rejoin.kept", { count: seconds }) : t("rejoin.wasHere")}</p>}
        <p role="status" className="mt-6 rounded-lg border-l-4 border-danger bg-raised px-4 py-3 font-semibold empty:hidden">
          {closed !== undefined && closed !== "early" && t(`door.${closed}`)}
        </p>
        <form
          hidden={closed !== undefined}
          className="mt-7 flex flex-wrap items-center gap-x-6 gap-y-3"
          onSubmit={(event) => {
            event.preventDefault();
            onJoin(kept !== undefined || startMuted);
          }}
        >
          <Button type="submit" className="min-h-12 px-7!">
            {t(kept ? "rejoin.rejoin" : "door.join")}
          </Button>
          {speaks && !kept && (
            <label className="inline-flex min-h-11 cursor-pointer items-center gap-2.5 font-semibold">
              <input
                type="checkbox"
                className="size-5 accent-brand"
                checked={startMuted}
                onChange={({ target }) => {
                  setStartMuted(target.checked);
                }}
              />
              {t("door.startMuted")}
            </label>
          )}
        </form>
      </div>
      {speaks && (
        <section aria-label={t("door.sound")} className="max-w-[32rem] rounded-2xl border border-line bg-raised p-5 sm:p-7 lg:justify-self-end lg:w-full">
          {withCamera && <CameraAtDoor camera={sound.camera} />}
          <DeviceCheck sound={sound} />
        </section>
      )}
    </div>
  );
}
