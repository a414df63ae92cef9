import { useEffectEvent, useLayoutEffect } from "react";
import type { Call, CallView } from "./call";
import { createHoldToTalk, isMicrophone } from "./holdToTalk";
import type { Sound } from "./sound";

export interface Shortcuts {
  /** Without them only the space bar and Escape do something. */
  letters: boolean;
  toggleMute: () => void;
  /** Held: heard; let go: muted again. */
  talk: (on: boolean) => void;
  /** The space bar was let go too soon for a word. */
  tapped: () => void;
  /** Whether the space bar is held anywhere on the page, or only on the microphone's button. */
  talkAnywhere: boolean;
  toggleHand?: () => void;
  camera?: (() => void) | undefined;
  screen?: (() => void) | undefined;
  chat?: () => void;
  people?: () => void;
  leave?: () => void;
  help?: () => void;
  /** Answers whether there was something to close. */
  close?: () => boolean;
}

/** What the keys do with one's own voice, on the room's page and in the bar on every other. */
export function voiceKeys(call: Call, view: CallView, sound: Sound): Pick<Shortcuts, "letters" | "toggleMute" | "talk" | "tapped"> {
  return {
    letters: sound.choices.get().letters !== false,
    toggleMute: call.toggleMuted,
    talk: (on) => {
      call.setMuted(!on);
    },
    tapped: () => {
      if (view.voice !== "listening" && view.voice !== "silenced") call.tell({ kind: "tapped" });
    },
  };
}

const fields = "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true]";

/** Single keys, except where one types, in a dialog, or together with a key of the system. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const talk = useEffectEvent((on: boolean) => {
    shortcuts.talk(on);
  });
  const tapped = useEffectEvent(() => {
    shortcuts.tapped();
  });
  const mayTalkAt = useEffectEvent((target: Element) => shortcuts.talkAnywhere || isMicrophone(target));
  const letter = useEffectEvent((event: KeyboardEvent, target: Element) => {
    if (event.key === "Escape") {
      if (shortcuts.close?.() === true) event.preventDefault();
      return;
    }
    if (!shortcuts.letters || target.closest(fields)) return;
    const key = event.key.toLowerCase();
    if (event.shiftKey && key === "l") shortcuts.leave?.();
    if (event.key === "?") shortcuts.help?.();
    if (event.shiftKey) return;
    if (key === "m") shortcuts.toggleMute();
    else if (key === "h") shortcuts.toggleHand?.();
    else if (key === "v") shortcuts.camera?.();
    else if (key === "s") shortcuts.screen?.();
    else if (key === "c") shortcuts.chat?.();
    else if (key === "p") shortcuts.people?.();
    else return;
    // Where it opens a field, the letter is not the first thing written there.
    event.preventDefault();
  });

  // Before the room is seen: a key that is pressed at once counts.
  useLayoutEffect(() => {
    const hold = createHoldToTalk(
      (on) => {
        talk(on);
      },
      () => {
        tapped();
      },
    );
    const down = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : document.body;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
      if (event.key === " ") {
        if (mayTalkAt(target) && hold.press({ target, repeat: event.repeat })) event.preventDefault();
        return;
      }
      // Nothing else while the space bar is held: what it ends with has to be certain.
      if (!event.repeat && !hold.isHeld()) letter(event, target);
    };
    const up = (event: KeyboardEvent) => {
      if (event.key !== " ") return;
      // Otherwise the button that has the focus would be pressed now.
      if (hold.isHeld() || (event.target instanceof Element && isMicrophone(event.target))) event.preventDefault();
      hold.letGo();
    };
    const moved = (event: FocusEvent) => {
      if (event.target instanceof Element) hold.moved(event.target);
    };
    // The key may be let go in another window.
    const away = () => {
      hold.release();
    };
    addEventListener("keydown", down);
    addEventListener("keyup", up);
    addEventListener("focusin", moved);
    addEventListener("blur", away);
    document.addEventListener("visibilitychange", away);
    return () => {
      hold.release();
      removeEventListener("keydown", down);
      removeEventListener("keyup", up);
      removeEventListener("focusin", moved);
      removeEventListener("blur", away);
      document.removeEventListener("visibilitychange", away);
    };
  }, []);
}
