import { useState } from "react";
import { useTranslation } from "react-i18next";
import { nameOf } from "../protocol/things";
import type { Participant, Person } from "../protocol/things";
import type { Line } from "../signalling/room";
import { Popover } from "../ui/Popover";
import type { Call } from "./call";
import { mayDelete } from "./doings";
import { GuestMark } from "./GuestMark";
import { emojis } from "./Reactions";
import { Sure } from "./Sure";

interface Props {
  line: Line;
  face: Person | undefined;
  me: Participant;
  call: Call;
  onReply: () => void;
  onClose: () => void;
}

const action = "min-h-11 w-full rounded-lg px-2 text-left font-semibold hover:bg-sunken focus-visible:outline-offset-0";

/** What one may do with a message. It is deleted for everybody once the server says so. */
export function LineMenu({ line, face, me, call, onReply, onClose }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [sure, setSure] = useState(false);
  const [copied, setCopied] = useState<"copied" | "notCopied">();
  const [failed, setFailed] = useState("");

  function copy() {
    navigator.clipboard.writeText(line.text).then(
      () => {
        setCopied("copied");
      },
      () => {
        setCopied("notCopied");
      },
    );
  }

  const mine = line.reactions?.[me.id];

  function react(emoji: string) {
    call.request("react", { emoji, id: line.id, on: emoji !== mine }).then(onClose, (error: unknown) => {
      setFailed(error instanceof Error ? error.message : String(error));
    });
  }

  function remove() {
    call.request("chat-delete", { id: line.id }).then(onClose, (error: unknown) => {
      setSure(false);
      setFailed(error instanceof Error ? error.message : String(error));
    });
  }

  return (
    <Popover heading={<bdi className="line-clamp-2">{face ? nameOf(face) : t("chat.somebody")}</bdi>} onClose={onClose}>
      <GuestMark of={face} />
      <p dir="auto" className="mt-2 line-clamp-2 text-sm text-muted">
        {line.text}
      </p>
      <p role="alert" className="mt-2 text-sm font-semibold text-danger empty:hidden">
        {failed === "" ? "" : t("actions.failed", { reason: failed })}
      </p>
      {sure ? (
        <Sure
          question={t("chat.deleteSure")}
          yes={t("menu.deleteYes")}
          onYes={remove}
          onNo={() => {
            setSure(false);
          }}
        />
      ) : (
        <ul className="mt-2 border-t border-line pt-2">
          <li className="-mx-1 mb-1 flex justify-between">
            {emojis.map((emoji) => (
              <button
                key={emoji}
                type="button"
                aria-pressed={emoji === mine}
                aria-label={t("controls.reactWith", { emoji })}
                className="flex size-11 items-center justify-center rounded-xl text-2xl hover:bg-sunken aria-pressed:bg-brand/15 aria-pressed:outline-2 aria-pressed:outline-brand"
                onClick={() => {
                  react(emoji);
                }}
              >
                {emoji}
              </button>
            ))}
          </li>
          <li>
            <button type="button" className={action} onClick={onReply}>
              {t("chat.reply")}
            </button>
          </li>
          <li className="flex items-center">
            <button type="button" className={action} onClick={copy}>
              {t("chat.copy")}
            </button>
            <span role="status" className="shrink-0 px-2 text-sm font-semibold text-brand">
              {copied ? t(`chat.${copied}`) : ""}
            </span>
          </li>
          {mayDelete(me, line.userId) && (
            <li>
              <button
                type="button"
                className={`${action} text-danger`}
                onClick={() => {
                  setSure(true);
                }}
              >
                {t("chat.delete")}
              </button>
            </li>
          )}
        </ul>
      )}
    </Popover>
  );
}
