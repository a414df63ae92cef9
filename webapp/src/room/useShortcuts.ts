import { useEffect, useEffectEvent } from "react";

interface Shortcuts {
  toggleMute: () => void;
  /** Held: heard; let go: muted again. */
  hold: (held: boolean) => void;
  toggleHand: () => void;
  help: () => void;
}

const fields = "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true]";
const pressed = "button, a, summary, input, [role=button], [role=log]";

/** Single keys, except where one types, in a dialog, or together with a key of the system. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const press = useEffectEvent((event: KeyboardEvent): boolean => {
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest(fields) || document.querySelector("dialog[open]")) return false;
    if (event.key === " " && !target.closest(pressed)) {
      event.preventDefault();
      if (!event.repeat) shortcuts.hold(true);
      return true;
    }
    if (event.repeat) return false;
    if (event.key.toLowerCase() === "m") shortcuts.toggleMute();
    else if (event.key.toLowerCase() === "h") shortcuts.toggleHand();
    else if (event.key === "?") shortcuts.help();
    return false;
  });
  const letGo = useEffectEvent(() => {
    shortcuts.hold(false);
  });

  useEffect(() => {
    let holding = false;
    const down = (event: KeyboardEvent) => {
      if (press(event)) holding = true;
    };
    const release = () => {
      if (!holding) return;
      holding = false;
      letGo();
    };
    const up = (event: KeyboardEvent) => {
      if (event.key === " ") release();
    };
    addEventListener("keydown", down);
    addEventListener("keyup", up);
    // The key may be let go in another window.
    addEventListener("blur", release);
    return () => {
      removeEventListener("keydown", down);
      removeEventListener("keyup", up);
      removeEventListener("blur", release);
    };
  }, []);
}
