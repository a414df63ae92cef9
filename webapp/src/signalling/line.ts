import type { ServerEvents } from "../protocol/server";

/** What outlives a socket, for the next one to go on with. */
export interface Line {
  peerId: string;
  resumeId: string;
  lastSeq: number;
  /** For how long the server keeps the seat of an interrupted line. */
  resumeWindow: number;
}

export function lineOf({ peerId, resumeId, resumeWindow }: ServerEvents["welcome"], lastSeq: number): Line {
  return { peerId, resumeId, resumeWindow, lastSeq };
}
