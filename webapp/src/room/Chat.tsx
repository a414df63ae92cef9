import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { localeOf } from "../i18n/setup";
import type { RoomState } from "../signalling/room";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { inputStyle } from "../ui/form/Field";
import type { Call } from "./call";
import { nameOf } from "./news";

const longest = 2_000;

/** What is written in the room, and what one writes oneself. */
export function Chat({ call, room }: { call: Call; room: RoomState }) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "room" });
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const time = new Intl.DateTimeFormat(localeOf(i18n.language), { hour: "numeric", minute: "2-digit" });

  // Follows what is written, unless somebody reads further up.
  useLayoutEffect(() => {
    if (list.current && atEnd.current) list.current.scrollTop = list.current.scrollHeight;
  }, [room.lines]);

  return (
    <>
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
        }}
      >
        {room.lines.length === 0 && <p className="py-6 text-muted">{t("chat.empty")}</p>}
        {room.lines.map((line, index) => {
          const face = room.faces[line.userId];
          const goesOn = room.lines[index - 1]?.userId === line.userId;
          return (
            <div key={line.id} className={`flex gap-3 ${goesOn ? "mt-0.5" : "mt-4"}`}>
              <span className="w-9 shrink-0">{!goesOn && <Avatar src={face?.avatar} size="small" />}</span>
              <div className="min-w-0">
                <p className={goesOn ? "sr-only" : "flex flex-wrap items-baseline gap-x-2"}>
                  <span className="font-semibold">{face ? nameOf(face) : t("chat.somebody")}</span>
                  <time dateTime={line.at} className="text-xs text-muted">
                    {time.format(new Date(line.at))}
                  </time>
                </p>
                <p className="whitespace-pre-line">{line.text}</p>
              </div>
            </div>
          );
        })}
      </div>
      <Write call={call} />
    </>
  );
}

function Write({ call }: { call: Call }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [text, setText] = useState("");
  const [failed, setFailed] = useState(false);

  function send() {
    const written = text.trim();
    if (written === "") return;
    setText("");
    setFailed(false);
    call.request("chat", { text: written }).catch(() => {
      // Nothing that was typed gets lost.
      setText((now) => (now === "" ? written : now));
      setFailed(true);
    });
  }

  return (
    <form
      className="border-t border-line p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p role="alert" className="mb-2 text-sm font-semibold text-danger empty:hidden">
        {failed ? t("chat.failed") : ""}
      </p>
      <div className="flex items-end gap-2">
        <textarea
          aria-label={t("chat.write")}
          placeholder={t("chat.write")}
          rows={1}
          maxLength={longest}
          value={text}
          className={`${inputStyle} field-sizing-content max-h-32 resize-none`}
          onChange={({ target }) => {
            setText(target.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <Button type="submit" className="min-h-12">
          {t("chat.send")}
        </Button>
      </div>
    </form>
  );
}
