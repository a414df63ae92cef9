import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Quality } from "../media/quality";
import type { Participant } from "../protocol/things";
import { nameOf, speaks } from "../protocol/things";
import { Avatar } from "../ui/Avatar";
import { Part } from "../ui/Part";
import { calledBy, GuestMark } from "./GuestMark";
import type { Reaction } from "./reactions";
import { Icon } from "./icons";
import type { IconName } from "./icons";
import { Picture } from "./pictures/lazily";
import { shows } from "./pictures/shown";

export interface SeatView {
  person: Participant;
  isSelf: boolean;
  muted: boolean;
  speaking: boolean;
  forMe: boolean;
  quality: Quality | undefined;
  reaction: Reaction | undefined;
  /** Whether their camera is on, and what of it has come here. */
  camera: boolean;
  picture: MediaStreamTrack | undefined;
}

interface Props {
  view: SeatView;
  /** How many lines there are for the name: none where only faces are shown, and the first name on a single one. */
  lines: number;
  /** One of them is the stop of the Tab key. */
  tabIndex: 0 | -1;
  onOpen: (userId: string) => void;
}

/**
 * Somebody in the room: their picture, and how things stand with them, for the eye and in words. As large as `--face`.
 * Only those of whom something has changed are drawn again.
 */
export const Seat = memo(function Seat({ view, lines, tabIndex, onOpen }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { person, isSelf, muted, speaking, forMe, quality, reaction } = view;
  const name = nameOf(person);
  const shown = isSelf ? t("person.self") : lines === 1 ? (name.split(" ")[0] ?? name) : name;
  return (
    <button
      type="button"
      data-person={person.id}
      tabIndex={tabIndex}
      title={lines < 2 ? calledBy(t)(person) : undefined}
      className="group pointer-events-none relative flex w-full flex-col items-center gap-[3px] text-center"
      onClick={({ currentTarget }) => {
        // Not every browser does that by itself; what opens stands beside what has the focus.
        currentTarget.focus();
        onOpen(person.id);
      }}
    >
      <span className="pointer-events-auto relative block size-(--face) shrink-0 rounded-full [--badge:clamp(15px,calc(var(--face)*0.3),28px)] [--high:calc(var(--face)*0.1-var(--badge)/2)] [--low:calc(var(--face)*0.12-var(--badge)/2)]">
        {/* Marigold means that somebody is speaking, and nothing else. */}
        <span
          aria-hidden="true"
          className={`absolute -inset-[clamp(3px,calc(var(--face)*0.06),6px)] rounded-full border-[clamp(3px,calc(var(--face)*0.04),4px)] border-speaking transition-opacity duration-150 motion-reduce:transition-none ${speaking ? "opacity-100" : "opacity-0"}`}
        />
        <Avatar src={person.avatar} name={name} size="full" className={person.away ? "opacity-40 grayscale" : ""} />
        <CameraOf view={view} />
        {lines > 0 && (person.role === "host" || person.role === "moderator") && (
          <Badge className="bottom-(--low) left-(--low) bg-ground text-brand" icon={person.role === "host" ? "star" : "shield"} />
        )}
        {lines > 0 && <GuestMark of={person} className="absolute bottom-[calc(var(--face)*-0.04)] left-[calc(var(--face)*-0.1)] border-line! bg-ground text-ink!" />}
        {speaks(person.role) && muted && <Badge className="right-(--low) bottom-(--low) bg-ground text-muted" icon={person.mutedByModerator ? "lock" : "muted"} />}
        {person.handRaised && <Badge className="top-(--high) right-(--high) bg-brand text-brand-ink" icon="hand" />}
        {(quality === "poor" || forMe || person.away) && <Badge className="top-(--high) left-(--high) bg-ground text-danger" icon={forMe && !person.away ? "close" : "signal"} />}
        {reaction && (
          <span key={reaction.key} aria-hidden="true" className="rise pointer-events-none absolute inset-x-0 -top-[20%] z-10 text-center text-[max(1.5rem,calc(var(--face)*0.4))] leading-none">
            {reaction.emoji}
          </span>
        )}
      </span>
      {lines > 0 && (
        <span aria-hidden="true" dir="auto" className="pointer-events-auto line-clamp-(--name-lines) w-full text-(length:--name-size) leading-(--name-line) font-semibold text-balance underline-offset-4 group-hover:underline">
          {shown}
        </span>
      )}
      {/* What the eye sees from the signs round the picture. */}
      <span className="sr-only">{[name, ...useStates(view)].join(", ")}</span>
    </button>
  );
}, isSame);

function isSame(before: Props, after: Props): boolean {
  return before.lines === after.lines && before.tabIndex === after.tabIndex && before.onOpen === after.onOpen && sameView(before.view, after.view);
}

export function sameView(one: SeatView, other: SeatView): boolean {
  return (Object.keys(one) as (keyof SeatView)[]).every((key) => one[key] === other[key]);
}

/** Somebody's face as it is, over their picture. */
export function CameraOf({ view: { person, camera, picture, isSelf } }: { view: SeatView }) {
  return camera ? (
    <Part>
      <Picture userId={person.id} source="camera" track={picture} isSelf={isSelf} />
    </Part>
  ) : null;
}

export function Badge({ icon, className }: { icon: IconName; className: string }) {
  return (
    <span aria-hidden="true" className={`absolute flex size-(--badge) items-center justify-center rounded-full ${className}`}>
      <Icon name={icon} className="size-[64%]" />
    </span>
  );
}

/** How things stand with somebody, in words. */
export function useStates({ person, isSelf, muted, speaking, forMe, quality, reaction, camera }: SeatView): string[] {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  return [
    isSelf && t("person.you"),
    person.guest === true && t("person.guest"),
    t(`role.${person.role}`),
    person.away ? t("person.away") : speaking && t("person.speaking"),
    speaks(person.role) && muted && t(person.mutedByModerator ? "person.silenced" : "person.muted"),
    camera && t("person.camera"),
    shows(person, "screen") && t("person.screen"),
    person.handRaised && t("person.hand"),
    forMe && t("person.forMe"),
    (quality === "poor" || quality === "fair") && t(`person.${quality}`),
    reaction !== undefined && t("person.reacts", { emoji: reaction.emoji }),
  ].filter((state) => state !== false);
}
