import { useEffect, useRef, useState } from "react";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import type { Participant } from "../protocol/things";
import { speaks } from "../protocol/things";
import type { Call, CallView } from "./call";
import { Icon } from "./icons";
import type { IconName } from "./icons";
import { RaiseHand } from "./RaiseHand";

const emojis = ["👏", "❤️", "😂", "👍", "🎉", "🤔"] as const;

export type PanelName = "chat" | "people";

interface Props {
  call: Call;
  view: CallView;
  me: Participant;
  /** Heard by one's own microphone, muted or not. */
  talking: boolean;
  panel: PanelName | undefined;
  unread: number;
  hands: number;
  onPanel: (panel: PanelName) => void;
}

/** Below, where a thumb reaches: the microphone, the hand, and what opens beside the table. */
export function Controls({ call, view, me, talking, panel, unread, hands, onPanel }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const canSpeak = speaks(me.role);
  const label = me.mutedByModerator ? "cannotUnmute" : view.unmuting ? "unmuting" : view.muted ? "unmute" : "mute";
  return (
    <div role="toolbar" aria-label={t("controls.label")} className="sticky bottom-0 z-10 border-t border-line bg-ground/95 px-3 pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]">
      {view.muted && talking && canSpeak && !view.unmuting && <p className="mb-1.5 text-center text-sm font-semibold text-muted">{t("controls.talking")}</p>}
      <div className="mx-auto flex max-w-[34rem] flex-wrap items-center justify-between gap-1 sm:justify-center sm:gap-3">
        {canSpeak ? (
          <>
            <Control
              icon={view.muted ? "muted" : "microphone"}
              label={t(`controls.${label}`)}
              tone={view.muted ? "edged" : "on"}
              className="sm:w-auto! sm:px-5"
              aria-disabled={me.mutedByModerator || undefined}
              text={t(`controls.${label}`)}
              onClick={() => {
                call.setMuted(!view.muted);
              }}
            />
            <Control
              icon="hand"
              label={t(me.handRaised ? "controls.lower" : "controls.raise")}
              aria-pressed={me.handRaised}
              tone={me.handRaised ? "on" : "plain"}
              onClick={() => void call.request("hand", { raised: !me.handRaised }).catch(lostOnTheWay)}
            />
          </>
        ) : (
          <RaiseHand call={call} />
        )}
        <Reactions call={call} />
        <Control
          icon="chat"
          label={unread > 0 ? t("controls.chatUnread", { count: unread }) : t("controls.chat")}
          aria-expanded={panel === "chat"}
          count={unread}
          onClick={() => {
            onPanel("chat");
          }}
        />
        <Control
          icon="people"
          label={hands > 0 ? t("controls.peopleHands", { count: hands }) : t("controls.people")}
          aria-expanded={panel === "people"}
          count={hands}
          onClick={() => {
            onPanel("people");
          }}
        />
        <Control icon="leave" label={t("controls.leave")} tone="away" onClick={call.leave} />
      </div>
    </div>
  );
}

/** A lost line is said in a banner; whatever was pressed is pressed again there after. */
function lostOnTheWay(error: unknown): void {
  console.warn("That did not reach the room", error);
}

interface ControlProps extends ComponentProps<"button"> {
  icon: IconName;
  label: string;
  tone?: keyof typeof tones;
  /** Beside the icon where there is room. */
  text?: string;
  count?: number;
}

const tones = {
  plain: "text-ink hover:bg-sunken",
  edged: "border-2 border-edge text-ink hover:bg-sunken",
  on: "bg-brand text-brand-ink hover:bg-brand-strong",
  away: "text-danger hover:bg-danger hover:text-ground",
} as const;

function Control({ icon, label, text, tone = "plain", count = 0, className = "", ...rest }: ControlProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`relative inline-flex size-12 shrink-0 items-center justify-center gap-2 rounded-xl aria-disabled:opacity-60 aria-expanded:bg-sunken ${tones[tone]} ${className}`}
      {...rest}
    >
      <Icon name={icon} />
      {text !== undefined && (
        <span aria-hidden="true" className="hidden font-semibold sm:inline">
          {text}
        </span>
      )}
      {count > 0 && (
        <span aria-hidden="true" className="absolute -top-0.5 -right-0.5 flex h-5 min-w-5 items-center justify-center rounded-full bg-brand px-1 text-xs font-bold text-brand-ink">
          {count > 99 ? "99+" : count}
        </span>
      )}
    </button>
  );
}

function Reactions({ call }: { call: Call }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [open, setOpen] = useState(false);
  const around = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      const outside = !(event.target instanceof Node) || around.current?.contains(event.target) !== true;
      if (event instanceof KeyboardEvent ? event.key === "Escape" : outside) setOpen(false);
    };
    addEventListener("pointerdown", close);
    addEventListener("keydown", close);
    return () => {
      removeEventListener("pointerdown", close);
      removeEventListener("keydown", close);
    };
  }, [open]);

  return (
    <div ref={around} className="relative">
      <Control
        icon="smile"
        label={t("controls.react")}
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
        }}
      />
      {open && (
        <ul className="absolute bottom-full left-1/2 mb-3 flex -translate-x-1/2 rounded-2xl border border-line bg-raised p-1 shadow-[0_1rem_2.5rem_-1rem_rgb(0_0_0/0.4)]">
          {emojis.map((emoji) => (
            <li key={emoji}>
              <button
                type="button"
                aria-label={t("controls.reactWith", { emoji })}
                className="flex size-11 items-center justify-center rounded-xl text-2xl hover:bg-sunken"
                onClick={() => {
                  setOpen(false);
                  call.request("react", { emoji }).catch(lostOnTheWay);
                }}
              >
                {emoji}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
