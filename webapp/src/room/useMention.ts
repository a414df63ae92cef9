import { useId, useState } from "react";
import type { KeyboardEvent } from "react";
import type { Participant } from "../protocol/things";
import { peopleLike, typingAt } from "./mentions";
import type { Mentionable, Typing } from "./mentions";

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** The people one may mean where one is typing an @, and who of them is chosen. `pick` puts that person there. */
export function useMention(text: string, people: readonly Participant[], pick: (typing: Typing, person: Mentionable) => void) {
  const id = useId();
  /** Nothing where a part of the text is selected, or one writes elsewhere. */
  const [caret, setCaret] = useState<number>();
  const [closedAt, setClosedAt] = useState<number>();
  const [chosen, setChosen] = useState(0);
  const typing = caret === undefined ? undefined : typingAt(text, caret);
  const found = typing && typing.from !== closedAt ? peopleLike(typing.query, people) : [];
  const index = Math.min(chosen, found.length - 1);

  function choose(person: Mentionable | undefined): void {
    if (typing && person) pick(typing, person);
  }

  return {
    id,
    found,
    chosen: index,
    choose,
    /** The caret is here now, after something was written or not. */
    follow(field: HTMLTextAreaElement, written: boolean): void {
      const { selectionStart, selectionEnd, value } = field;
      setCaret(selectionStart === selectionEnd ? selectionStart : undefined);
      if (!written) return;
      setChosen(0);
      if (typingAt(value, selectionStart)?.from !== closedAt) setClosedAt(undefined);
    },
    leave(): void {
      setCaret(undefined);
    },
    /** Whether the key was meant for the list. */
    take(event: KeyboardEvent): boolean {
      if (found.length === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
      const step = steps[event.key];
      if (step !== undefined) setChosen((index + step + found.length) % found.length);
      else if (event.key === "Enter" || event.key === "Tab") choose(found[index]);
      else if (event.key === "Escape") setClosedAt(typing?.from);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
