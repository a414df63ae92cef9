import { memo } from "react";
import { useTranslation } from "react-i18next";
import { nameOf } from "../protocol/things";
import type { Person } from "../protocol/things";
import type { Line } from "../signalling/room";
import { Avatar } from "../ui/Avatar";
import { IconButton } from "../ui/IconButton";
import { GuestMark } from "./GuestMark";
import { Icon } from "./icons";
import { Linked } from "./Linked";
import { mentions } from "./mentions";
import { Quote } from "./Quote";

export interface LineProps {
  line: Line;
  /** Goes on with what the same person just said, without their name. */
  goesOn: boolean;
  face: Person | undefined;
  /** What it answers, and whose that is. */
  answered: Line | undefined;
  answeredFace: Person | undefined;
  /** Whether what it answers is in the list. */
  canGo: boolean;
  usernames: ReadonlySet<string>;
  /** One's own username. */
  me: string | undefined;
  time: Intl.DateTimeFormat;
  whole: Intl.DateTimeFormat;
  /** Where the Tab key gets to. */
  isStop: boolean;
  /** Somebody has just gone to it. */
  isMarked: boolean;
  isOpen: boolean;
  /** One's own id. */
  self: string;
  onReact: (id: string, emoji: string, on: boolean) => void;
  onOpen: (id: string) => void;
  onGo: (id: string) => void;
}

/** One message. What can be done with it is in a menu beside it, which is there while the message has the pointer or the focus. */
export const ChatLine = memo(function ChatLine({ line, goesOn, face, answered, answeredFace, canGo, usernames, me, time, whole, isStop, isMarked, isOpen, self, onReact, onOpen, onGo }: LineProps) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { id, replyTo } = line;
  const tabIndex = isStop ? 0 : -1;
  const when = new Date(line.at);
  const isForMe = me !== undefined && face?.username !== me && mentions(line.text, me);
  const ground = isMarked ? "bg-brand/25" : isForMe ? "bg-brand/10" : "hover:bg-raised";
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- a tap, where nothing can be pointed at; the Enter key does the same
    <div
      role="article"
      data-line={id}
      aria-labelledby={`who-${id} text-${id}`}
      // The arrow keys go from one to the next.
      tabIndex={tabIndex}
      className={`group/line relative -mx-2 flex gap-3 rounded-lg border-l-4 py-0.5 pr-2 pl-1 transition-colors focus-visible:outline-offset-[-3px] ${isForMe ? "border-brand" : "border-transparent"} ${ground} ${goesOn ? "" : "mt-2.5"}`}
      onClick={({ target, currentTarget }) => {
        const pressed = target instanceof Element && target.closest("a, button") !== null;
        if (pressed || !matchMedia("(hover: none)").matches || String(getSelection()) !== "") return;
        currentTarget.focus({ preventScroll: true });
        onOpen(id);
      }}
    >
      <span className="w-9 shrink-0">{!goesOn && <Avatar src={face?.avatar} name={face && nameOf(face)} size="small" />}</span>
      <div className="min-w-0 grow">
        {replyTo !== undefined && (
          <Quote
            line={answered}
            face={answeredFace}
            tabIndex={tabIndex}
            onGo={
              canGo
                ? () => {
                    onGo(replyTo);
                  }
                : undefined
            }
          />
        )}
        <p id={`who-${id}`} className={goesOn ? "sr-only" : "flex flex-wrap items-baseline gap-x-2"}>
          <span dir="auto" className="min-w-0 font-semibold [overflow-wrap:anywhere]">
            {face ? nameOf(face) : t("chat.somebody")}
          </span>
          <GuestMark of={face} className="self-center" />
          <time dateTime={line.at} title={whole.format(when)} className="text-xs text-muted">
            {time.format(when)}
          </time>
        </p>
        <p id={`text-${id}`} dir="auto" title={goesOn ? time.format(when) : undefined} className="[overflow-wrap:anywhere] whitespace-pre-line">
          <Linked text={line.text} usernames={usernames} me={me} tabIndex={tabIndex} />
        </p>
        {line.reactions && <Chips line={line} reactions={line.reactions} self={self} tabIndex={tabIndex} onReact={onReact} />}
      </div>
      <IconButton
        label={t("chat.more")}
        tabIndex={tabIndex}
        // Where it is not seen it is not read either, as when a message arrives.
        className={`absolute! -top-3 right-1 size-9! border border-line bg-ground shadow-sm ${isOpen ? "" : "invisible group-focus-within/line:visible group-hover/line:visible"}`}
        onClick={({ currentTarget }) => {
          currentTarget.focus();
          onOpen(id);
        }}
      >
        <Icon name="more" className="size-5" />
      </IconButton>
    </div>
  );
});

interface ChipsProps extends Pick<LineProps, "line" | "self" | "onReact"> {
  reactions: Readonly<Record<string, string>>;
  tabIndex: number;
}

/** What people say to a message. A press says the same, or takes it back. */
function Chips({ line, reactions, self, tabIndex, onReact }: ChipsProps) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const counts = new Map<string, number>();
  for (const emoji of Object.values(reactions)) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  if (counts.size === 0) return null;
  return (
    <ul className="mt-1 mb-0.5 flex flex-wrap gap-1.5">
      {[...counts].map(([emoji, count]) => {
        const mine = reactions[self] === emoji;
        return (
          <li key={emoji}>
            <button
              type="button"
              tabIndex={tabIndex}
              aria-pressed={mine}
              aria-label={t("chat.reactions", { emoji, count })}
              className={`inline-flex min-h-8 items-center gap-1.5 rounded-full border px-2.5 text-sm tabular-nums ${mine ? "border-brand bg-brand/15 font-semibold" : "border-line bg-raised hover:border-muted"}`}
              onClick={() => {
                onReact(line.id, emoji, !mine);
              }}
            >
              <span aria-hidden="true">{emoji}</span> {count}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
