import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Participant } from "../protocol/things";
import { Button } from "../ui/Button";
import { inputStyle } from "../ui/form/Field";
import { IconButton } from "../ui/IconButton";
import { Icon } from "./icons";
import { MentionList } from "./MentionList";
import { withMention } from "./mentions";
import { Quote } from "./Quote";
import type { Unsent } from "./unsent";
import type { QuoteOf } from "./UnsentLines";
import { useMention } from "./useMention";
import { useObservable } from "./useObservable";

const longest = 2_000;

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  unsent: Unsent;
  /** Who can be mentioned. */
  people: readonly Participant[];
  quoteOf: QuoteOf;
}

/** Where one writes. What is not sent yet stays, also when the chat is closed in between. */
export function Write({ field, unsent, people, quoteOf }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [text, setText] = useState(unsent.draft);
  const replyTo = useObservable(unsent.replyTo);
  const before = useRef(replyTo);
  /** Where one goes on writing after a name was put in. */
  const goOnAt = useRef<number>(undefined);
  const mention = useMention(text, people, (typing, { username }) => {
    const next = withMention(text, typing, username);
    if (next.text.length > longest) return;
    goOnAt.current = next.caret;
    write(next.text);
  });

  function write(next: string): void {
    setText(next);
    unsent.setDraft(next);
  }

  // Whoever chose to reply goes on here.
  useEffect(() => {
    if (replyTo !== undefined && replyTo !== before.current) field.current?.focus();
    before.current = replyTo;
  }, [replyTo, field]);

  useLayoutEffect(() => {
    const caret = goOnAt.current;
    if (caret === undefined) return;
    goOnAt.current = undefined;
    field.current?.focus();
    field.current?.setSelectionRange(caret, caret);
  }, [text, field]);

  function send() {
    const written = text.trim();
    if (written === "") return;
    setText("");
    unsent.write(written);
  }

  const open = mention.found.length > 0;
  return (
    <form
      className="relative border-t border-line p-3 lg:pb-[max(0.75rem,env(safe-area-inset-bottom))]"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {open && <MentionList id={mention.id} people={mention.found} chosen={mention.chosen} onPick={mention.choose} />}
      {replyTo !== undefined && (
        <div className="-mt-1 mb-1 flex items-center gap-2 pl-1">
          <div className="min-w-0 grow">
            <Quote {...quoteOf(replyTo)} />
          </div>
          <IconButton
            label={t("chat.cancelReply")}
            className="shrink-0"
            onClick={() => {
              unsent.answer(undefined);
              field.current?.focus();
            }}
          >
            <Icon name="close" className="size-5" />
          </IconButton>
        </div>
      )}
      <div className="flex items-end gap-2">
        {/* A field of several lines may not be a combobox, but it may say the same about its list. */}
        <textarea
          ref={field}
          aria-label={t("chat.write")}
          aria-autocomplete="list"
          aria-controls={open ? mention.id : undefined}
          aria-activedescendant={open ? `${mention.id}${mention.chosen}` : undefined}
          placeholder={t("chat.write")}
          rows={1}
          dir="auto"
          maxLength={longest}
          value={text}
          className={`${inputStyle} field-sizing-content max-h-32 resize-none`}
          onChange={({ target }) => {
            write(target.value);
            mention.follow(target, true);
          }}
          onSelect={({ currentTarget }) => {
            mention.follow(currentTarget, false);
          }}
          onBlur={() => {
            mention.leave();
          }}
          onKeyDown={(event) => {
            // What an input method is asked to do is not meant for us.
            if (event.nativeEvent.isComposing || mention.take(event)) return;
            if (event.key === "Escape" && replyTo !== undefined) {
              event.preventDefault();
              unsent.answer(undefined);
            }
            if (event.key !== "Enter" || event.shiftKey) return;
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
