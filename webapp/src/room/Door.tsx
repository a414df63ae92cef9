import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { DeviceCheck } from "./DeviceCheck";
import { nameOf } from "./news";
import type { Sound } from "./sound";
import type { Room } from "./types";

const shown = 6;

interface Props {
  room: Room;
  name: string | undefined;
  sound: Sound;
  onJoin: (startMuted: boolean) => void;
}

/** Before one comes in: who is there, and whether one would be heard. */
export function Door({ room, name, sound, onJoin }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [startMuted, setStartMuted] = useState(true);
  const speaks = !room.stage || (room.role !== undefined && room.role !== "listener");

  // Who comes to listen is not asked for a microphone.
  useEffect(() => {
    if (speaks) void sound.microphone.start();
  }, [speaks, sound]);

  const people = room.participants;
  return (
    <div className="page-width grid grow content-center gap-x-16 gap-y-8 pt-4 pb-12 lg:grid-cols-2 lg:items-center">
      <div className="max-w-[36rem]">
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
            {people.length > 0 && people.length <= 3 && `: ${people.map(nameOf).join(", ")}`}
          </p>
        </div>
        <p className="mt-4">
          {name !== undefined && t("door.as", { name })} {!speaks && t("door.listen")}
        </p>
        <form
          className="mt-7 flex flex-wrap items-center gap-x-6 gap-y-3"
          onSubmit={(event) => {
            event.preventDefault();
            onJoin(startMuted);
          }}
        >
          <Button type="submit" className="min-h-12 px-7!">
            {t("door.join")}
          </Button>
          {speaks && (
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
          <DeviceCheck sound={sound} />
        </section>
      )}
    </div>
  );
}
