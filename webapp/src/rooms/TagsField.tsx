import { useEffect, useId, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Field, inputStyle } from "../ui/form/Field";
import { useTagsQuery } from "./api";
import { tagsOf } from "./wish";

const pause = 200;
export const mostTags = 5;

interface Props {
  name: string;
  error: string | undefined;
  /** Those that the room has already. */
  tags: readonly string[];
}

/** Tags, one after the other. Those that others use are offered; the field works without them. */
export function TagsField({ name, error, tags: before }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "rooms" });
  const [tags, setTags] = useState(before);
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState<string>();
  const [told, setTold] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();

  const full = tags.length >= mostTags;
  const asked = useRested(typed.trim().replace(/^#/, ""));
  const { currentData = [] } = useTagsQuery(asked, { skip: !open || full || asked.length > 24 });
  // While the answer to what is typed now is on its way, the one before is there.
  const [begun = ""] = tagsOf(typed);
  const offered = currentData.filter((tag) => tag.startsWith(begun) && !tags.includes(tag));
  const isOpen = open && !full && offered.length > 0;
  const marked = isOpen && active !== undefined && offered.includes(active) ? active : undefined;

  function add(text: string) {
    const more = tagsOf(text).filter((tag, index, all) => !tags.includes(tag) && all.indexOf(tag) === index);
    setTyped("");
    setActive(undefined);
    // Further ones are offered when they are asked for; unasked, they would lie on what comes next on the page.
    setOpen(false);
    if (more.length === 0) return;
    setTags([...tags, ...more]);
    setTold(t("tags.added", { tag: more.join(", ") }));
  }

  function remove(tag: string) {
    setTags(tags.filter((one) => one !== tag));
    setTold(t("tags.removed", { tag }));
    input.current?.focus();
  }

  function step(by: 1 | -1) {
    setOpen(true);
    if (offered.length === 0) return;
    const at = marked === undefined ? (by === 1 ? -1 : 0) : offered.indexOf(marked);
    setActive(offered[(at + by + offered.length) % offered.length]);
  }

  function steer(event: KeyboardEvent) {
    const { key } = event;
    // A script that is being composed has these keys for itself.
    if (event.nativeEvent.isComposing) return;
    const last = tags.at(-1);
    if (key === "ArrowDown" || key === "ArrowUp") step(key === "ArrowDown" ? 1 : -1);
    else if (key === "Enter" && marked !== undefined) add(marked);
    else if ((key === "Enter" || key === ",") && typed.trim() !== "") add(typed);
    else if (key === "Escape" && isOpen) {
      setOpen(false);
      setActive(undefined);
    } else if (key === "Backspace" && typed === "" && last !== undefined) remove(last);
    else if (key !== ",") return;
    event.preventDefault();
  }

  return (
    <Field label={t("new.tags")} hint={t("new.tagsHint")} error={error}>
      {(control) => (
        <div className="relative">
          <input type="hidden" name={`${name}Chosen`} value={tags.join(",")} />
          {tags.length > 0 && (
            <ul aria-label={t("tags.chosen")} className="mb-2 flex flex-wrap gap-2">
              {tags.map((tag) => (
                <li key={tag} className="flex max-w-full items-center rounded-lg border-2 border-line bg-raised ps-3 font-semibold">
                  <bdi className="truncate">#{tag}</bdi>
                  <button
                    type="button"
                    aria-label={t("tags.remove", { tag })}
                    className="flex size-11 shrink-0 items-center justify-center rounded-lg text-muted hover:text-ink"
                    onClick={() => {
                      remove(tag);
                    }}
                  >
                    <svg viewBox="0 0 20 20" className="size-4" aria-hidden="true" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round">
                      <path d="m5 5 10 10M15 5 5 15" />
                    </svg>
                  </button>
                </li>
              ))}
            </ul>
          )}
          <input
            {...control}
            ref={input}
            name={name}
            type="text"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-activedescendant={marked === undefined ? undefined : `${listId}${marked}`}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="done"
            value={typed}
            className={inputStyle}
            onChange={({ target }) => {
              setOpen(true);
              setActive(undefined);
              // What is pasted, or typed on a phone, may have commas.
              if (target.value.includes(",")) add(target.value);
              else setTyped(target.value);
            }}
            onKeyDown={steer}
            onClick={() => {
              setOpen(true);
            }}
            onFocus={() => {
              setOpen(true);
            }}
            onBlur={() => {
              setOpen(false);
              if (typed.trim() !== "") add(typed);
            }}
          />
          <div
            id={listId}
            role="listbox"
            aria-label={t("tags.offered")}
            hidden={!isOpen}
            className="absolute inset-x-0 top-full z-10 mt-1 max-h-60 overflow-y-auto rounded-xl border border-line bg-raised p-1 shadow-lg"
          >
            {isOpen &&
              offered.map((tag) => (
                // The keys are those of the field, which keeps the focus.
                // eslint-disable-next-line jsx-a11y/click-events-have-key-events
                <div
                  key={tag}
                  id={`${listId}${tag}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={tag === marked}
                  ref={tag === marked ? (option) => { option?.scrollIntoView({ block: "nearest" }); } : undefined}
                  className="flex min-h-11 cursor-pointer items-center rounded-lg px-3 hover:bg-sunken aria-selected:bg-sunken aria-selected:font-semibold"
                  onPointerDown={(event) => {
                    event.preventDefault();
                  }}
                  onClick={() => {
                    add(tag);
                  }}
                >
                  <bdi>#{tag}</bdi>
                </div>
              ))}
          </div>
          <p role="status" className="sr-only">
            {told}
          </p>
        </div>
      )}
    </Field>
  );
}

/** What was typed, once the typing rests. */
function useRested(typed: string): string {
  const [rested, setRested] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => {
      setRested(typed);
    }, pause);
    return () => {
      clearTimeout(timer);
    };
  }, [typed]);
  return rested;
}
