import { useState } from "react";
import type { FocusEvent, KeyboardEvent } from "react";

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Many people, one stop for the Tab key: the arrow keys go from one to the next. */
export function useRoving(ids: readonly string[]) {
  const [last, setLast] = useState<string>();
  const stop = last !== undefined && ids.includes(last) ? last : ids[0];
  return {
    tabIndexOf: (id: string) => (id === stop ? 0 : -1),
    around: {
      onFocus: ({ target }: FocusEvent<HTMLElement>) => {
        setLast(target.dataset["person"]);
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-person]")];
        const here = all.findIndex((one) => one === document.activeElement);
        const step = steps[event.key];
        const to = step !== undefined ? (here + step + all.length) % all.length : event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : undefined;
        if (to === undefined || here < 0) return;
        event.preventDefault();
        all[to]?.focus();
      },
    },
  };
}
