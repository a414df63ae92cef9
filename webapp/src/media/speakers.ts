import type { ChoiceMemory } from "./choices";
import { observable } from "./observable";
import type { Observable } from "./observable";
import { ownerOf } from "./pictures";
import { createSpace, type Space } from "./space";

interface Entry {
  element: HTMLAudioElement;
  stream: MediaStream;
  /** Somebody's voice, or that of their screen. */
  voice: string;
  userId: string;
  /** Plays without being heard: the same voice comes from another element. */
  held: boolean;
}

export type Speakers = ReturnType<typeof createSpeakers>;

/**
 * What the others say, made audible: each stream in an element of its own, as loud as that person shall be. Voices with a direction are played by the
 * space instead; their elements go on unheard, because browsers decode only what an element plays.
 */
export function createSpeakers(choices: ChoiceMemory, createElement: () => HTMLAudioElement = () => new Audio(), makeSpace: () => Space = createSpace) {
  const elements = new Map<string, Entry>();
  const silenced = new Set<string>();
  let voices: ReadonlySet<string> = new Set();
  const blocked = observable(false);
  let pulledOut = false;
  let space: Space | undefined;
  let directions: ReadonlyMap<string, number> = new Map();

  function play(element: HTMLAudioElement): void {
    element.play().catch((error: unknown) => {
      // Sound before the first gesture is not allowed: somebody has to press a button once.
      if (error instanceof DOMException && error.name === "NotAllowedError") blocked.set(true);
      // The element was given another stream, or removed, before it began.
      else if (!(error instanceof DOMException && error.name === "AbortError")) console.warn("Sound could not be played", error);
    });
  }

  function adjust(name: string, { element, stream, voice, userId, held }: Entry): void {
    const volume = choices.get().volumes[userId] ?? 1;
    const unheard = held || silenced.has(userId) || !voices.has(voice);
    const direction = space?.open.get() === true ? directions.get(voice) : undefined;
    if (direction === undefined) space?.leave(name);
    else space?.play(name, stream, direction, unheard ? 0 : volume);
    element.volume = volume;
    element.muted = unheard || direction !== undefined;
  }

  function adjustAll(userId?: string): void {
    for (const [name, one] of elements) {
      if (userId === undefined || one.userId === userId) adjust(name, one);
    }
  }

  function openSpace(): void {
    if (space || choices.get().seats !== true) return;
    space = makeSpace();
    space.open.subscribe(() => {
      adjustAll();
    });
    const { speaker } = choices.get();
    if (speaker !== undefined && !pulledOut) space.send(speaker);
  }

  function closeSpace(): void {
    space?.close();
    space = undefined;
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

    add(name: string, voice: string, stream: MediaStream, held = false): void {
      const known = elements.get(name);
      const element = known?.element ?? createElement();
      const entry = { element, stream, voice, userId: ownerOf(voice), held };
      elements.set(name, entry);
      element.autoplay = true;
      element.srcObject = stream;
      openSpace();
      adjust(name, entry);
      if (!known && !pulledOut) send(element, choices.get().speaker);
      play(element);
    },

    /** Holds a sound back, or lets it be heard. */
    hold(name: string, held: boolean): void {
      const known = elements.get(name);
      if (!known || known.held === held) return;
      known.held = held;
      adjust(name, known);
      // What a browser lets play unheard it may stop once it is heard.
      if (!held) play(known.element);
    },

    remove(name: string): void {
      const known = elements.get(name);
      if (!known) return;
      elements.delete(name);
      space?.leave(name);
      known.element.pause();
      known.element.srcObject = null;
    },

    /** After a press of a button. */
    allow(): void {
      blocked.set(false);
      space?.wake();
      for (const { element } of elements.values()) play(element);
    },

    volumeOf: (userId: string): number => choices.get().volumes[userId] ?? 1,

    setVolume(userId: string, volume: number): void {
      choices.set({ volumes: { ...choices.get().volumes, [userId]: volume } });
      adjustAll(userId);
    },

    /** From now on only these voices are played, whatever the others send. */
    listenTo(now: ReadonlySet<string>): void {
      voices = now;
      adjustAll();
    },

    /** Where each person is heard from, in degrees, by user id; see {@link Space.play}. */
    place(where: ReadonlyMap<string, number>): void {
      if (where === directions) return;
      directions = where;
      adjustAll();
    },

    /** Whether voices come from where people sit. */
    setSpatial(on: boolean): void {
      choices.set({ seats: on });
      if (on) openSpace();
      else closeSpace();
      adjustAll();
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
      space?.send(gone ? "" : (speaker ?? ""));
    },

    choose(speaker: string): void {
      choices.set({ speaker });
      pulledOut = false;
      for (const { element } of elements.values()) send(element, speaker);
      space?.send(speaker);
    },

    close(): void {
      closeSpace();
      for (const name of [...elements.keys()]) this.remove(name);
    },
  };
}

export function canChooseSpeaker(): boolean {
  return "setSinkId" in HTMLMediaElement.prototype;
}
