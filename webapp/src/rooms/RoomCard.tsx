import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { nameOf } from "../protocol/things";
import { localeOf } from "../i18n/setup";
import { lookOf } from "../ui/accent";
import { Avatar } from "../ui/Avatar";
import { Cover } from "../ui/Cover";
import { meetingOf, whenText } from "../ui/when";
import { TableSketch } from "./TableSketch";
import type { Room } from "./types";

interface Props {
  room: Room;
  onTag: (tag: string) => void;
}

/** One room of the list. The whole card leads into it; its tags are buttons of their own on top of that. */
export function RoomCard({ room, onTag }: Props) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "rooms" });
  const people = room.currentParticipants;
  const { schedule } = room;
  const cover = room.theme?.cover;
  const isAhead = schedule?.next !== undefined;
  const host = nameOf(room.creator);
  const marks = [room.stage && t("card.stage"), room.isPrivate && t("card.private"), room.locked && t("card.locked"), schedule?.cancelled === true && t("card.cancelled"), (room.attendance?.yes ?? 0) > 0 && isAhead && t("card.coming", { count: room.attendance?.yes ?? 0 })].filter((mark) => mark !== false);
  return (
    <article
      style={lookOf(room.theme)}
      className={`group relative flex h-full rounded-2xl border bg-(--tint,var(--raised)) transition-colors focus-within:border-brand hover:border-brand ${room.theme?.colour === undefined ? "border-line" : "border-(--room-edge)"} ${cover === undefined ? "" : "max-sm:flex-col"}`}
    >
      {cover !== undefined && <Cover src={cover} className="h-28 w-full shrink-0 max-sm:rounded-t-[calc(1rem-1px)] sm:h-auto sm:min-h-44 sm:w-44 sm:rounded-s-[calc(1rem-1px)]" />}
      <div className="flex min-w-0 grow gap-3.5 p-3 sm:gap-5 sm:p-5">
        <TableSketch people={people} stage={room.stage} className={`w-18 shrink-0 self-center sm:w-24 sm:self-start ${cover === undefined ? "" : "sm:hidden"}`} />
        <div className="flex min-w-0 grow flex-col">
          <h2 className="text-lg leading-tight sm:text-xl">
            <Link to={`/rooms/${room.id}`} className="line-clamp-2 underline-offset-4 group-hover:underline after:absolute after:inset-0 after:rounded-2xl">
              <bdi>{room.name}</bdi>
            </Link>
          </h2>
          <p className={`mt-1 text-sm font-semibold ${people > 0 ? "text-brand" : "text-muted"}`}>
            {people > 0 ? t("card.people", { count: people }) : isAhead ? whenText(meetingOf(schedule), localeOf(i18n.language), new Date()) : t("card.empty")}
            {people >= room.maxParticipants && <span className="text-muted"> · {t("card.full")}</span>}
            {marks.map((mark) => (
              <span key={mark} className="text-muted">
                {" · "}
                {mark}
              </span>
            ))}
          </p>
          {isAhead && people > 0 && <p className="mt-0.5 text-sm text-muted">{whenText(meetingOf(schedule), localeOf(i18n.language), new Date())}</p>}
          {room.description !== undefined && room.description !== "" && <p dir="auto" className="mt-2 line-clamp-2 text-muted max-sm:hidden">{room.description}</p>}
          <p className="mt-1.5 flex min-w-0 items-center gap-2 text-sm text-muted sm:mt-3">
            <Avatar src={room.creator.avatar} name={host} size="tiny" />
            <span className="truncate">{t("card.host", { name: host })}</span>
          </p>
          {room.tags.length > 0 && (
            <ul className="relative mt-2 -mb-1 -ml-2 flex flex-wrap max-sm:hidden">
              {room.tags.map((tag) => (
                <li key={tag}>
                  <button
                    type="button"
                    className="inline-flex min-h-9 items-center rounded-lg px-2 text-sm font-semibold text-muted hover:bg-sunken hover:text-ink"
                    onClick={() => {
                      onTag(tag);
                    }}
                  >
                    #{tag}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </article>
  );
}
