import { useState } from "react";
import type { ChoiceMemory } from "../media/choices";
import { everybody } from "../signalling/room";
import type { RoomState } from "../signalling/room";
import { largeIn, shows } from "./pictures/shown";

/** Whether faces stand in a grid or sit round the table, and the way to change that: none while there is nothing to choose between. */
export function useFaces(choices: ChoiceMemory, room: RoomState, pinned: string | undefined): readonly [boolean, { inGrid: boolean; change: () => void } | undefined] {
  const [inGrid, setInGrid] = useState(choices.get().faces === "grid");
  const isChoice = largeIn(room, pinned) === undefined && everybody(room).some((person) => shows(person, "camera"));
  const change = () => {
    setInGrid(!inGrid);
    choices.set({ faces: inGrid ? "table" : "grid" });
  };
  return [inGrid, isChoice ? { inGrid, change } : undefined];
}
