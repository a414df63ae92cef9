import { useEffect, useState } from "react";
import type { Participant } from "../protocol/things";
import type { RoomState } from "../signalling/room";
import type { Call } from "./call";

/** What others wrote since one came in, or last looked. */
export function useUnread(call: Call, room: RoomState, me: Participant | undefined, looking: boolean): number {
  const [seen, setSeen] = useState(call.seen.get() || (me?.joinedAt ?? ""));
  const newest = room.lines.at(-1)?.at ?? "";
  if (looking && newest > seen) setSeen(newest);
  // One may look at another page in between.
  useEffect(() => {
    call.seen.set(seen);
  }, [call, seen]);
  return looking ? 0 : room.lines.filter(({ userId, at }) => userId !== room.selfId && at > seen).length;
}
