import { memo, startTransition, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { localeOf } from "../i18n/setup";
import { everybody, lineOf, self } from "../signalling/room";
import type { RoomState } from "../signalling/room";
import { Button } from "../ui/Button";
import type { Call } from "./call";
import { ChatLine } from "./ChatLine";
import { conversation, dayName } from "./conversation";
import { LineMenu } from "./LineMenu";
import { UnsentLines } from "./UnsentLines";
import { rowOf, useLineFocus } from "./useLineFocus";
import { useObservable } from "./useObservable";
import { Write } from "./Write";

/** So long a message is marked that one has gone to. */
const markedFor = 2_000;

/** So many messages are drawn when the chat is opened, and so many more at a time after that. */
const atOnce = 40;

/** What is written in the room, and what one writes oneself. */
export function Chat({ call, room }: { call: Call; room: RoomState }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const atEnd = useRef(true);
  const newest = room.lines.at(-1);
  const [readUntil, setReadUntil] = useState(newest?.at ?? "");
  const [menuOf, setMenuOf] = useState<string>();
  const [marked, setMarked] = useState<{ id: string }>();
  const unsent = useObservable(call.unsent.lines);
  const drawn = useDrawn(room.lines.length);
  const shown = useMemo(() => new Map(room.lines.map((line) => [line.id, line])), [room.lines]);
  const ids = useMemo(() => [...shown.keys()], [shown]);
  const me = self(room);
  const { stop, focus, around } = useLineFocus(ids, list, setMenuOf, () => field.current?.focus());

  function toEnd(): void {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }

  const react = useCallback(
    (id: string, emoji: string, on: boolean) => {
      // A message that was deleted meanwhile takes none; anything else is tried again by another press.
      call.request("react", { emoji, id, on }).catch((error: unknown) => {
        console.warn("The server took no reaction", error);
      });
    },
    [call],
  );

  const goTo = useCallback((id: string) => {
    const line = rowOf(list.current, id);
    line?.scrollIntoView({ block: "center" });
    line?.focus({ preventScroll: true });
    setMarked({ id });
  }, []);

  useEffect(() => {
    if (!marked) return;
    const timer = setTimeout(() => {
      setMarked(undefined);
    }, markedFor);
    return () => {
      clearTimeout(timer);
    };
  }, [marked]);

  // What is read from further back stands above what one sees, and moves nothing.
  const oldest = room.lines[0]?.id;
  const height = useRef(0);
  useLayoutEffect(() => {
    const log = list.current;
    if (!log) return;
    if (!atEnd.current && height.current > 0) log.scrollTop += log.scrollHeight - height.current;
  }, [oldest]);
  useLayoutEffect(() => {
    height.current = list.current?.scrollHeight ?? 0;
  });

  // Follows what is written, unless somebody reads further up; what one writes oneself is always seen.
  useLayoutEffect(() => {
    if (!atEnd.current) return;
    toEnd();
    setReadUntil(newest?.at ?? "");
  }, [newest, drawn]);
  useLayoutEffect(() => {
    if (unsent.length > 0) toEnd();
  }, [unsent.length]);
  // Also when there is less room for it, as beside a phone's keyboard.
  useEffect(() => {
    const log = list.current;
    if (!log) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) log.scrollTop = log.scrollHeight;
    });
    observer.observe(log);
    return () => {
      observer.disconnect();
    };
  }, []);

  const unread = room.lines.filter(({ userId, at }) => userId !== room.selfId && isAfter(at, readUntil)).length;
  const opened = menuOf === undefined ? undefined : shown.get(menuOf);
  const quoteOf = (id: string) => {
    const line = lineOf(room, id);
    return { line, face: line && room.faces[line.userId] };
  };
  const close = () => {
    setMenuOf(undefined);
  };
  return (
    <>
      <div className="relative flex min-h-0 grow flex-col">
        <div
          ref={list}
          role="log"
          aria-label={t("chat.log")}
          className="min-h-0 grow overflow-y-auto px-5 pb-3 [overflow-anchor:none]"
          onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
            atEnd.current = scrollTop + clientHeight >= scrollHeight - 40;
            if (atEnd.current) setReadUntil(newest?.at ?? "");
            if (scrollTop < clientHeight / 2 && room.older !== undefined) void call.readOlder();
          }}
          {...around}
        >
          {room.older !== undefined && <Older call={call} />}
          {room.lines.length === 0 && unsent.length === 0 && <p className="py-6 text-muted">{t("chat.empty")}</p>}
          <Lines
            lines={room.lines}
            quoted={room.quoted}
            faces={room.faces}
            drawn={drawn}
            me={self(room)?.username}
            self={room.selfId}
            onReact={react}
            stop={stop}
            marked={marked?.id}
            menuOf={menuOf}
            onOpen={setMenuOf}
            onGo={goTo}
          />
          <UnsentLines lines={unsent} unsent={call.unsent} quoteOf={quoteOf} />
        </div>
        {unread > 0 && (
          <button
            type="button"
            className="absolute bottom-3 left-1/2 min-h-11 -translate-x-1/2 rounded-full bg-brand px-5 text-sm font-semibold whitespace-nowrap text-brand-ink shadow-lg hover:bg-brand-strong focus-visible:outline-brand"
            onClick={() => {
              toEnd();
              focus(newest?.id, false);
            }}
          >
            {t("chat.newMessages", { count: unread })} <span aria-hidden="true">↓</span>
          </button>
        )}
      </div>
      <Write field={field} unsent={call.unsent} people={everybody(room).filter(({ id }) => id !== room.selfId)} quoteOf={quoteOf} />
      {opened && me && (
        <LineMenu
          line={opened}
          face={room.faces[opened.userId]}
          me={me}
          call={call}
          onReply={() => {
            close();
            call.unsent.answer(opened.id);
          }}
          onClose={close}
        />
      )}
    </>
  );
}

/** The way to what was written before. Scrolling there takes it, too. */
function Older({ call }: { call: Call }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [failed, setFailed] = useState(false);
  return (
    <p className="flex flex-wrap items-center justify-center gap-x-3 pt-2 text-sm text-muted">
      {failed && <span role="alert">{t("chat.olderFailed")}</span>}
      <Button
        look="quiet"
        onClick={() => {
          setFailed(false);
          void call.readOlder().then((worked) => {
            setFailed(!worked);
          });
        }}
      >
        {t("chat.older")}
      </Button>
    </p>
  );
}

/** How many of the newest messages are drawn: at first what one sees, so that the chat opens soon, and then all. */
function useDrawn(count: number): number {
  const [drawn, setDrawn] = useState(atOnce);
  useEffect(() => {
    if (drawn === Infinity) return;
    const frame = requestAnimationFrame(() => {
      startTransition(() => {
        setDrawn(drawn + atOnce < count ? drawn + atOnce : Infinity);
      });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [drawn, count]);
  return drawn;
}

interface LinesProps extends Pick<RoomState, "lines" | "quoted" | "faces"> {
  self: string;
  onReact: (id: string, emoji: string, on: boolean) => void;
  drawn: number;
  /** One's own username. */
  me: string | undefined;
  stop: string | undefined;
  marked: string | undefined;
  menuOf: string | undefined;
  onOpen: (id: string) => void;
  onGo: (id: string) => void;
}

/** The messages. They are left alone while something else changes in the room. */
const Lines = memo(function Lines({ lines, quoted, faces, drawn, self, onReact, me, stop, marked, menuOf, onOpen, onGo }: LinesProps) {
  const { i18n } = useTranslation();
  const locale = localeOf(i18n.language);
  const { time, whole } = useMemo(
    () => ({
      time: new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" }),
      whole: new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" }),
    }),
    [locale],
  );
  const usernames = useMemo(() => new Set(Object.values(faces).flatMap(({ username }) => username?.toLowerCase() ?? [])), [faces]);
  const said = useMemo(() => conversation(lines), [lines]);
  const shown = useMemo(() => new Map(lines.map((line) => [line.id, line])), [lines]);
  return said.slice(-drawn).map(({ line, newDay, goesOn }) => {
    const answered = line.replyTo === undefined ? undefined : (shown.get(line.replyTo) ?? quoted[line.replyTo]);
    return (
      <div key={line.id}>
        {newDay && (
          <p className="mt-5 mb-1 flex items-center gap-3 text-xs font-semibold text-muted before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
            {dayName(line.at, new Date(), locale)}
          </p>
        )}
        <ChatLine
          line={line}
          goesOn={goesOn}
          face={faces[line.userId]}
          answered={answered}
          answeredFace={answered && faces[answered.userId]}
          canGo={answered !== undefined && shown.has(answered.id)}
          usernames={usernames}
          self={self}
          onReact={onReact}
          me={me}
          time={time}
          whole={whole}
          isStop={line.id === stop}
          isMarked={line.id === marked}
          isOpen={line.id === menuOf}
          onOpen={onOpen}
          onGo={onGo}
        />
      </div>
    );
  });
});

function isAfter(at: string, before: string): boolean {
  return before === "" || Date.parse(at) > Date.parse(before);
}
