import { memo } from "react";
import { useTranslation } from "react-i18next";
import { nameOf, speaks } from "../protocol/things";
import { Avatar } from "../ui/Avatar";
import { IconButton } from "../ui/IconButton";
import type { Call } from "./call";
import { GuestMark } from "./GuestMark";
import { Icon } from "./icons";
import { sameView } from "./Seat";
import type { SeatView } from "./Seat";

interface Props {
  view: SeatView;
  /** Invited to speak, and has not answered yet. */
  isAsked: boolean;
  /** One may decide about them. */
  isMine: boolean;
  mayInvite: boolean;
  call: Call;
  attempt: (done: Promise<object>) => void;
  onOpen: (userId: string) => void;
}

/** Somebody in the list: how things stand with them, and what moderators do most, in one tap. */
export const PersonRow = memo(function PersonRow({ view, isAsked, isMine, mayInvite, call, attempt, onOpen }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { person, isSelf, muted, speaking } = view;
  const name = nameOf(person);
  const canSpeak = speaks(person.role);
  const state = person.away ? "away" : isAsked ? "asked" : person.handRaised ? "hand" : !canSpeak ? undefined : person.mutedByModerator ? "silenced" : muted ? "muted" : speaking ? "speaking" : undefined;
  const role = person.role === "host" || person.role === "moderator" ? t(`role.${person.role}`) : undefined;
  return (
    <div className="flex h-full items-center gap-1">
      <button
        type="button"
        className="flex min-w-0 grow items-center gap-3 rounded-lg px-2 py-1.5 text-left hover:bg-sunken focus-visible:outline-offset-0"
        onClick={({ currentTarget }) => {
          currentTarget.focus();
          onOpen(person.id);
        }}
      >
        <span className="relative shrink-0">
          <span aria-hidden="true" className={`absolute -inset-1 rounded-full border-[3px] border-speaking ${speaking ? "" : "hidden"}`} />
          <Avatar src={person.avatar} name={name} size="small" className={person.away ? "opacity-40 grayscale" : ""} />
        </span>
        <span className="min-w-0 grow">
          <span className="flex items-center gap-1.5 leading-snug font-semibold">
            <span className="truncate">
              <bdi>{name}</bdi>
              {isSelf && ` (${t("person.you")})`}
            </span>
            <GuestMark of={person} />
          </span>
          <span className="flex items-center gap-1 text-sm leading-snug text-muted empty:hidden">
            {canSpeak && muted && <Icon name={person.mutedByModerator ? "lock" : "muted"} className="size-3.5 shrink-0" />}
            {person.handRaised && <Icon name="hand" className="size-3.5 shrink-0" />}
            <span className="truncate">{[role, state && t(`person.${state}`)].filter((word) => word !== undefined).join(" · ")}</span>
          </span>
        </span>
      </button>
      {isMine && mayInvite && !canSpeak && !isAsked && (
        <IconButton
          label={t("people.acceptOne", { name })}
          onClick={() => {
            attempt(call.invite(person.id));
          }}
        >
          <Icon name="invite" />
        </IconButton>
      )}
      {isMine && canSpeak && (
        <IconButton
          label={t(person.mutedByModerator ? "people.allowOne" : "people.muteOne", { name })}
          onClick={() => {
            attempt(call.request("mute-peer", { userId: person.id, muted: !person.mutedByModerator }));
          }}
        >
          <Icon name={person.mutedByModerator ? "lock" : muted ? "muted" : "microphone"} />
        </IconButton>
      )}
    </div>
  );
}, isSame);

function isSame({ view: one, ...before }: Props, { view: other, ...after }: Props): boolean {
  return sameView(one, other) && (Object.keys(before) as (keyof typeof before)[]).every((key) => before[key] === after[key]);
}
