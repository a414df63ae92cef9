import type { KeyboardEvent } from "react";

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The arrow keys, Home and End go through the buttons of a toolbar or menu, and round at its ends. */
export function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("button:not([disabled])")].filter((one) => one.closest("[hidden]") === null);
  const at = all.findIndex((one) => one === event.target);
  const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : at + (steps[event.key] ?? NaN);
  if (at < 0 || Number.isNaN(to)) return;
  event.preventDefault();
  all[(to + all.length) % all.length]?.focus();
}
