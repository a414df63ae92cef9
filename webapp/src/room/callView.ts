import type { RoomState } from "../signalling/room";
import type { Standing } from "../signalling/surroundings";
import type { Voice } from "./voice";

/** Why one is not in the room any more, or never came in: a code of the server, or one of our own. */
export interface Ended {
  code: string;
}

export interface CallView {
  standing: Standing;
  /** While the line is interrupted: how long the seat is certainly kept. */
  seatUntil: number | undefined;
  /** How long the server keeps the seat of somebody whose line is gone. */
  resumeWindow: number;
  /** Nothing until one is in. */
  room?: RoomState;
  /** Whether the room is shown as it is: one is in it, and hears what happens there. Otherwise it is the room as it was. */
  present: boolean;
  /** What leaves this device and what is shown are both made from this, so that they can't disagree. */
  voice: Voice;
  muted: boolean;
  ended?: Ended;
}
