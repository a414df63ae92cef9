import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { localeOf } from "../i18n/setup";
import type { RoomState } from "../signalling/room";
import { Avatar } from "../ui/Avatar";
import type { Call } from "./call";
import { conversation, dayName } from "./conversation";
import { Linked } from "./Linked";
import { nameOf } from "./news";
import { UnsentLines } from "./UnsentLines";
import { useObservable } from "./useObservable";
import { Write } from "./Write";

/** What is written in the room, and what one writes oneself. */
export function Chat({ call, room }: { call: Call; room: RoomState }) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "room" });
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const newest = room.lines.at(-1)?.id;
  const [read, setRead] = useState(newest);
  const unsent = useObservable(call.unsent.lines);
  const locale = localeOf(i18n.language);
  const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
  const whole = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });

  function toEnd(): void {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }

  // Follows what is written, unless somebody reads further up; what one writes oneself is always seen.
  useLayoutEffect(() => {
    if (!atEnd.current) return;
    toEnd();
    setRead(newest);
  }, [newest]);
  useLayoutEffect(() => {
    if (unsent.length > 0) toEnd();
  }, [unsent.length]);

  const readUpTo = room.lines.findIndex(({ id }) => id === read);
  const unread = room.lines.slice(readUpTo + 1).filter(({ userId }) => userId !== room.selfId).length;
  return (
    <>
      <div className="relative flex min-h-0 grow flex-col">
        <div
          ref={list}
          role="log"
          aria-label={t("chat.log")}
          // Scrolled by the keyboard, too.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          className="min-h-0 grow overflow-y-auto px-5 pb-3"
          onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
            atEnd.current = scrollTop + clientHeight >= scrollHeight - 40;
            if (atEnd.current) setRead(newest);
          }}
        >
          {room.lines.length === 0 && unsent.length === 0 && <p className="py-6 text-muted">{t("chat.empty")}</p>}
          {conversation(room.lines).map(({ line, newDay, goesOn }) => {
            const face = room.faces[line.userId];
            return (
              <div key={line.id}>
                {newDay && (
                  <p className="mt-5 mb-1 flex items-center gap-3 text-xs font-semibold text-muted before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
                    {dayName(line.at, new Date(), locale)}
                  </p>
                )}
                <div className={`flex gap-3 ${goesOn ? "mt-0.5" : "mt-3"}`}>
                  <span className="w-9 shrink-0">{!goesOn && <Avatar src={face?.avatar} size="small" />}</span>
                  <div className="min-w-0">
                    <p className={goesOn ? "sr-only" : "flex flex-wrap items-baseline gap-x-2"}>
                      <span dir="auto" className="min-w-0 font-semibold [overflow-wrap:anywhere]">
                        {face ? nameOf(face) : t("chat.somebody")}
                      </span>
                      <time dateTime={line.at} title={whole.format(new Date(line.at))} className="text-xs text-muted">
                        {time.format(new Date(line.at))}
                      </time>
                    </p>
                    <p dir="auto" title={goesOn ? time.format(new Date(line.at)) : undefined} className="[overflow-wrap:anywhere] whitespace-pre-line">
                      <Linked text={line.text} />
                    </p>
                  </div>
                </div>
              </div>
            );
          })}
          <UnsentLines lines={unsent} unsent={call.unsent} />
        </div>
        {unread > 0 && (
          <button
            type="button"
            className="absolute bottom-3 left-1/2 min-h-11 -translate-x-1/2 rounded-full bg-brand px-5 text-sm font-semibold whitespace-nowrap text-brand-ink shadow-lg hover:bg-brand-strong focus-visible:outline-brand"
            onClick={() => {
              toEnd();
              list.current?.focus({ preventScroll: true });
            }}
          >
            {t("chat.newMessages", { count: unread })} <span aria-hidden="true">↓</span>
          </button>
        )}
      </div>
      <Write unsent={call.unsent} />
    </>
  );
}
