import { moderates } from "../protocol/things";
import { self } from "../signalling/room";
import type { RoomState } from "../signalling/room";
import type { ChoiceMemory } from "../media/choices";
import { playNotes } from "../media/notes";
import type { Told } from "./told";

export type Chime = "joined" | "hand" | "myTurn" | "silenced" | "left";

// Frequencies, one after the other: up is good news, down is the other.
const notes: Readonly<Record<Chime, readonly number[]>> = {
  joined: [587.33],
  hand: [659.26, 659.26],
  myTurn: [523.25, 659.26, 783.99],
  silenced: [392, 293.66],
  left: [587.33, 440],
};

/** What is worth a sound to this person. Hands are for those who call people up. */
export function chimeFor({ kind }: Told, isModerator: boolean): Chime | undefined {
  switch (kind) {
    case "arrived":
      return "joined";
    case "handUp":
      return isModerator ? "hand" : undefined;
    case "youInvited":
    case "youUp":
      return "myTurn";
    case "youMuted":
      return "silenced";
    default:
      return undefined;
  }
}

/** Small sounds for what happens, which one can turn off. */
export function createChimes(choices: ChoiceMemory, roomNow: () => RoomState | undefined, play: (frequencies: readonly number[]) => Promise<void> = playNotes) {
  function ring(chime: Chime | undefined): void {
    if (chime === undefined || choices.get().chimes === false) return;
    play(notes[chime]).catch((error: unknown) => {
      // Without it the room is the same.
      console.warn("A sound could not be played", error);
    });
  }
  return {
    ring: (told: Told): void => {
      const room = roomNow();
      const me = room && self(room);
      ring(chimeFor(told, me !== undefined && moderates(me.role)));
    },
    left: (): void => {
      ring("left");
    },
  };
}
