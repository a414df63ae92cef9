import { useTranslation } from "react-i18next";
import type { Way } from "../media/peers";
import type { Participant } from "../protocol/things";
import { moderates, speaks } from "../protocol/things";
import { Avatar } from "../ui/Avatar";
import { Icon } from "./icons";
import { nameOf } from "./news";

export interface SeatView {
  person: Participant;
  isSelf: boolean;
  muted: boolean;
  speaking: boolean;
  forMe: boolean;
  way: Way | undefined;
  reaction: string | undefined;
}

interface Props {
  view: SeatView;
  size: "small" | "medium" | "large";
  onOpen: () => void;
}

const frames = { small: "size-12", medium: "size-16 sm:size-20", large: "size-18 sm:size-24" } as const;

/** Somebody in the room: their picture, and how things stand with them, for the eye and in words. */
export function Seat({ view, size, onOpen }: Props) {
  const { person, muted, speaking, forMe, way, reaction } = view;
  const name = nameOf(person);
  const { shown, said } = useStates(view);
  return (
    <button
      type="button"
      className="group flex w-full min-w-0 flex-col items-center gap-1 rounded-xl p-1 text-center"
      onClick={onOpen}
    >
      <span className={`relative block shrink-0 rounded-full ${frames[size]}`}>
        {/* Marigold means that somebody is speaking, and nothing else. */}
        <span
          aria-hidden="true"
          className={`absolute -inset-1.5 rounded-full border-4 border-speaking transition-opacity duration-150 motion-reduce:transition-none ${speaking ? "opacity-100" : "opacity-0"}`}
        />
        <Avatar src={person.avatar} size="full" className={person.away ? "opacity-40 grayscale" : ""} />
        {speaks(person.role) && muted && <Badge className="-right-1 -bottom-1 bg-ground text-muted" icon={person.mutedByModerator ? "lock" : "muted"} />}
        {person.handRaised && <Badge className="-top-1 -right-1 bg-brand text-brand-ink" icon="hand" />}
        {(way?.quality === "poor" || forMe) && <Badge className="-bottom-1 -left-1 bg-ground text-danger" icon={forMe ? "close" : "signal"} />}
        {reaction !== undefined && (
          <span aria-hidden="true" className="absolute -top-2 -left-2 flex size-9 items-center justify-center rounded-full bg-raised text-xl shadow-[0_2px_8px_rgb(0_0_0/0.25)]">
            {reaction}
          </span>
        )}
      </span>
      <span className="block w-full truncate text-sm leading-snug font-semibold underline-offset-4 group-hover:underline">{name}</span>
      <span className="-mt-1 block h-5 w-full truncate text-xs text-muted">
        {shown.join(" · ")}
      </span>
      {/* What the eye sees from the signs round the picture. */}
      <span className="sr-only">{said.join(", ")}</span>
    </button>
  );
}

function Badge({ icon, className }: { icon: "muted" | "lock" | "hand" | "signal" | "close"; className: string }) {
  return (
    <span aria-hidden="true" className={`absolute flex size-6 items-center justify-center rounded-full sm:size-7 ${className}`}>
      <Icon name={icon} className="size-4" />
    </span>
  );
}

/** What is written below the name, and what is only said. */
function useStates({ person, isSelf, muted, speaking, forMe, way, reaction }: SeatView): { shown: string[]; said: string[] } {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const role = t(`role.${person.role}`);
  const below = person.away ? t("person.away") : speaking ? t("person.speaking") : moderates(person.role) && role;
  const shown = [isSelf && t("person.you"), below].filter((word) => word !== false);
  const said = [
    !shown.includes(role) && role,
    speaks(person.role) && muted && t(person.mutedByModerator ? "person.silenced" : "person.muted"),
    person.handRaised && t("person.hand"),
    forMe && t("person.forMe"),
    (way?.quality === "poor" || way?.quality === "fair") && t(`person.${way.quality}`),
    reaction !== undefined && t("person.reacts", { emoji: reaction }),
  ].filter((state) => state !== false);
  return { shown, said };
}
