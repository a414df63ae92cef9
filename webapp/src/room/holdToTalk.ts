/** Marks the button of the microphone: there, too, the space bar is held to talk. */
export const holdsToTalk = "data-holds-to-talk";

export function isMicrophone(element: Element): boolean {
  return element.closest(`[${holdsToTalk}]`) !== null;
}

/** Nobody says a word in so many milliseconds. */
const shortest = 250;

// The space bar does something of its own here.
const taken = "button, a, summary, input, textarea, select, [role=button], [role=log], [contenteditable=true], dialog[open]";

/**
 * Heard while the space bar is held, and muted after it, whatever happens in between. Holding ends with the key, and also with everything after
 * which its end may not be told: another window, another tab, a dialog, a field.
 *
 * On a focused button the space bar presses that button and nothing else. The button of the microphone is the one exception: pressed by the
 * space bar it would go on when the key is let go, and stay on. So it is held there as everywhere, and the Enter key presses it.
 */
export function createHoldToTalk(talk: (on: boolean) => void, tapped: () => void = () => undefined) {
  let holding = false;
  let since = 0;

  function release(): void {
    if (!holding) return;
    holding = false;
    talk(false);
  }

  return {
    isHeld: () => holding,
    release,

    /** The key is let go. Whoever only tapped it perhaps meant to press the button. */
    letGo(): void {
      const short = holding && Date.now() - since < shortest;
      release();
      if (short) tapped();
    },

    /** Answers whether the key means talking, so that nothing else comes of it. */
    press({ target, repeat }: { target: Element; repeat: boolean }): boolean {
      if (holding) return true;
      if (!isMicrophone(target) && target.closest(taken)) return false;
      // Begun elsewhere, in a field perhaps: it has to be let go first.
      if (repeat) return true;
      holding = true;
      since = Date.now();
      talk(true);
      return true;
    },

    /** The focus went somewhere else. */
    moved(target: Element): void {
      if (!isMicrophone(target) && target.closest(taken)) release();
    },
  };
}
