import { useLayoutEffect, useRef, useState } from "react";
import type { ClipboardEvent, KeyboardEvent } from "react";
import { Field } from "./Field";

export const codeLength = 6;
const boxes = Array.from({ length: codeLength }, (_, index) => index);

interface Props {
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  onChange?: (digits: string) => void;
  /** Called each time the last digit that was missing is there. */
  onComplete: () => void;
}

/**
 * Six boxes that are one field: a single input lies over them, so that pasting, filling in from a message and a
 * screen reader meet an ordinary field. The digit at the caret is always selected; typing replaces it.
 */
export function CodeField({ label, hint, error, onChange, onComplete, name }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [digits, setDigits] = useState("");
  const [active, setActive] = useState<number>();
  const at = useRef(0);
  const completed = useRef(false);

  function mark(index: number) {
    const field = input.current;
    if (!field) return;
    at.current = Math.max(0, Math.min(index, field.value.length));
    field.setSelectionRange(at.current, Math.min(at.current + 1, field.value.length));
    setActive(Math.min(at.current, codeLength - 1));
  }

  function change(typed: string, caret: number) {
    const kept = onlyDigits(typed).slice(0, codeLength);
    at.current = onlyDigits(typed.slice(0, caret)).length;
    setDigits(kept);
    onChange?.(kept);
    // Typing over a wrong code goes through five codes that nobody means; the last digit ends it.
    completed.current = kept.length === codeLength && kept !== digits && at.current >= codeLength;
  }

  useLayoutEffect(() => {
    if (document.activeElement === input.current) mark(at.current);
    if (!completed.current) return;
    completed.current = false;
    onComplete();
    // Only a change of the digits moves the mark and completes the field.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as said
  }, [digits]);

  // Said to be wrong: the next digit typed is the first of another code.
  useLayoutEffect(() => {
    if (error !== undefined && document.activeElement === input.current) mark(0);
  }, [error]);

  function steer(event: KeyboardEvent<HTMLInputElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = { ArrowLeft: at.current - 1, ArrowRight: at.current + 1, Home: 0, End: digits.length }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    mark(target);
  }

  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const pasted = onlyDigits(event.clipboardData.getData("text"));
    if (pasted.length < codeLength) return;
    // A whole code takes the place of whatever is there.
    event.preventDefault();
    change(pasted.slice(0, codeLength), codeLength);
  }

  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <div className="relative w-full max-w-[22rem]">
          <div aria-hidden="true" className="grid grid-cols-6 gap-2">
            {boxes.map((index) => (
              <span
                key={index}
                data-active={index === active}
                className={`flex h-14 items-center justify-center rounded-lg border-2 bg-raised font-mono text-2xl font-bold data-[active=true]:border-brand data-[active=true]:outline-2 data-[active=true]:outline-offset-2 data-[active=true]:outline-brand ${error === undefined ? "border-edge" : "border-danger"}`}
              >
                {digits[index]}
              </span>
            ))}
          </div>
          <input
            {...control}
            ref={input}
            name={name}
            value={digits}
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]*"
            spellCheck={false}
            className="absolute inset-0 size-full cursor-text rounded-lg bg-transparent text-transparent caret-transparent outline-none selection:bg-transparent selection:text-transparent"
            onChange={({ target }) => {
              change(target.value, target.selectionStart ?? target.value.length);
            }}
            onKeyDown={steer}
            onPaste={paste}
            onFocus={() => {
              mark(digits.length === codeLength ? 0 : digits.length);
            }}
            onPointerUp={({ currentTarget, clientX }) => {
              const { left, width } = currentTarget.getBoundingClientRect();
              mark(Math.floor(((clientX - left) / (width || 1)) * codeLength));
            }}
            onBlur={() => {
              setActive(undefined);
            }}
          />
        </div>
      )}
    </Field>
  );
}

function onlyDigits(text: string): string {
  return text.replace(/\D/g, "");
}
