import type { ChoiceMemory } from "./choices";
import { observable } from "./observable";
import type { Observable } from "./observable";

interface Entry {
  element: HTMLAudioElement;
  userId: string;
  /** Plays without being heard: the same voice comes from another element. */
  held: boolean;
}

export type Speakers = ReturnType<typeof createSpeakers>;

/** What the others say, made audible: each stream in an element of its own, as loud as that person shall be. */
export function createSpeakers(choices: ChoiceMemory, createElement: () => HTMLAudioElement = () => new Audio()) {
  const elements = new Map<string, Entry>();
  const silenced = new Set<string>();
  let voices: ReadonlySet<string> = new Set();
  const blocked = observable(false);
  let pulledOut = false;

  function play(element: HTMLAudioElement): void {
    element.play().catch((error: unknown) => {
      // Sound before the first gesture is not allowed: somebody has to press a button once.
      if (error instanceof DOMException && error.name === "NotAllowedError") blocked.set(true);
      // The element was given another stream, or removed, before it began.
      else if (!(error instanceof DOMException && error.name === "AbortError")) console.warn("Sound could not be played", error);
    });
  }

  function adjust({ element, userId, held }: Entry): void {
    element.volume = choices.get().volumes[userId] ?? 1;
    element.muted = held || silenced.has(userId) || !voices.has(userId);
  }

  function adjustAll(userId: string): void {
    for (const one of elements.values()) {
      if (one.userId === userId) adjust(one);
    }
  }

  function send(element: HTMLAudioElement, speaker: string | undefined): void {
    if (speaker === undefined || !canChooseSpeaker()) return;
    element.setSinkId(speaker).catch((error: unknown) => {
      // Not plugged in today: the system's own speaker is used.
      console.warn("The chosen speaker could not be used", error);
    });
  }

  return {
    blocked: blocked as Observable<boolean>,

    add(name: string, userId: string, stream: MediaStream, held = false): void {
      const known = elements.get(name);
      const element = known?.element ?? createElement();
      const entry = { element, userId, held };
      elements.set(name, entry);
      element.autoplay = true;
      element.srcObject = stream;
      adjust(entry);
      if (!known && !pulledOut) send(element, choices.get().speaker);
      play(element);
    },

    /** Holds a sound back, or lets it be heard. */
    hold(name: string, held: boolean): void {
      const known = elements.get(name);
      if (!known || known.held === held) return;
      known.held = held;
      adjust(known);
      // What a browser lets play unheard it may stop once it is heard.
      if (!held) play(known.element);
    },

    remove(name: string): void {
      const known = elements.get(name);
      if (!known) return;
      elements.delete(name);
      known.element.pause();
      known.element.srcObject = null;
    },

    /** After a press of a button. */
    allow(): void {
      blocked.set(false);
      for (const { element } of elements.values()) play(element);
    },

    volumeOf: (userId: string): number => choices.get().volumes[userId] ?? 1,

    setVolume(userId: string, volume: number): void {
      choices.set({ volumes: { ...choices.get().volumes, [userId]: volume } });
      adjustAll(userId);
    },

    /** From now on only these people are played, whatever the others send. */
    listenTo(userIds: ReadonlySet<string>): void {
      voices = userIds;
      for (const entry of elements.values()) adjust(entry);
    },

    isSilenced: (userId: string): boolean => silenced.has(userId),

    /** For this visit, and for this person alone. */
    setSilenced(userId: string, silent: boolean): void {
      if (silent) silenced.add(userId);
      else silenced.delete(userId);
      adjustAll(userId);
    },

    /** A chosen speaker that is pulled out gives way to the system's own, and is used again once it is back. */
    plugged(ids: readonly string[]): void {
      const { speaker } = choices.get();
      // Without permission the browser names none.
      const gone = speaker !== undefined && speaker !== "" && ids.length > 0 && !ids.includes(speaker);
      if (gone === pulledOut) return;
      pulledOut = gone;
      for (const { element } of elements.values()) send(element, gone ? "" : speaker);
    },

    choose(speaker: string): void {
      choices.set({ speaker });
      pulledOut = false;
      for (const { element } of elements.values()) send(element, speaker);
    },

    close(): void {
      for (const name of [...elements.keys()]) this.remove(name);
    },
  };
}

export function canChooseSpeaker(): boolean {
  return "setSinkId" in HTMLMediaElement.prototype;
}
