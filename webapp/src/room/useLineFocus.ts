import { useLayoutEffect, useRef, useState } from "react";
import type { FocusEvent, KeyboardEvent, RefObject } from "react";

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function lineAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-line]") : null;
}

export function rowOf(list: HTMLElement | null, id: string): HTMLElement | undefined {
  return [...(list?.querySelectorAll<HTMLElement>("[data-line]") ?? [])].find((one) => one.dataset["line"] === id);
}

/**
 * Many messages, one stop for the Tab key, at first the newest: the arrow keys go from one to the next, and Enter opens the menu. When the
 * message that has the focus is deleted, the next one gets it, or else whatever `otherwise` says.
 */
export function useLineFocus(ids: readonly string[], list: RefObject<HTMLElement | null>, onOpen: (id: string) => void, otherwise: () => void) {
  const [last, setLast] = useState<string>();
  /** Where the focus was, and whether it has not gone elsewhere since. */
  const was = useRef({ id: "", index: 0, here: false });

  function focus(id: string | undefined, scroll = true): boolean {
    const line = id === undefined ? undefined : rowOf(list.current, id);
    line?.focus({ preventScroll: !scroll });
    return line !== undefined;
  }

  useLayoutEffect(() => {
    const { id, index, here } = was.current;
    const now = ids.indexOf(id);
    if (now >= 0 || id === "") {
      was.current.index = Math.max(0, now);
      return;
    }
    was.current = { id: "", index: 0, here: false };
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (here && lost && !focus(ids[Math.min(index, ids.length - 1)])) otherwise();
  });

  return {
    stop: last !== undefined && ids.includes(last) ? last : ids.at(-1),
    focus,
    around: {
      onFocus: ({ target }: FocusEvent<HTMLElement>) => {
        const id = lineAt(target)?.dataset["line"];
        if (id === undefined) return;
        was.current = { id, index: ids.indexOf(id), here: true };
        setLast(id);
      },
      onBlur: ({ relatedTarget }: FocusEvent<HTMLElement>) => {
        // A menu comes back to the message that it belongs to.
        if (relatedTarget instanceof Element && !relatedTarget.closest("dialog, [data-line]")) was.current.here = false;
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        const line = lineAt(event.target);
        const here = line?.dataset["line"];
        if (here === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
        if (event.key === "Enter") {
          if (event.target !== line) return;
          event.preventDefault();
          onOpen(here);
          return;
        }
        const step = steps[event.key];
        const at = ids.indexOf(here);
        const to = step !== undefined ? at + step : event.key === "Home" ? 0 : event.key === "End" ? ids.length - 1 : undefined;
        if (to === undefined) return;
        event.preventDefault();
        focus(ids[Math.min(Math.max(to, 0), ids.length - 1)]);
      },
    },
  };
}
