import { useCallback, useState } from "react";
import type { Participant, PictureSource } from "../../protocol/things";
import { stageOf } from "../../signalling/room";
import type { RoomState } from "../../signalling/room";
import type { SeatView } from "../Seat";

/** Whether the server says that it is on, and somebody is there whose it is. */
export function shows(person: Participant | undefined, source: PictureSource): boolean {
  return person !== undefined && !person.away && person.sources?.includes(source) === true;
}

/** Who shares a screen: one at a time. */
export function sharerIn(room: RoomState): Participant | undefined {
  return stageOf(room).find((person) => shows(person, "screen"));
}

/** What has the middle of the room instead of the table. */
export interface Large {
  userId: string;
  source: PictureSource;
}

/** The face that one keeps large: until it goes, or a screen is shared that was not there before. */
export function usePin(room: RoomState): readonly [string | undefined, (userId: string | undefined) => void] {
  const [pin, setPin] = useState<{ userId: string; over: string | undefined }>();
  const sharer = sharerIn(room)?.id;
  const holds = pin !== undefined && shows(room.people[pin.userId], "camera") && (sharer === undefined || sharer === pin.over);
  if (pin !== undefined && !holds) setPin(undefined);
  const change = useCallback(
    (userId: string | undefined) => {
      setPin(userId === undefined ? undefined : { userId, over: sharer });
    },
    [sharer],
  );
  return [holds ? pin.userId : undefined, change];
}

/** One's own screen is not shown to oneself: that would be a hall of mirrors. */
export function largeIn(room: RoomState, pinned: string | undefined): Large | undefined {
  if (pinned !== undefined) return { userId: pinned, source: "camera" };
  const sharer = sharerIn(room);
  return sharer && sharer.id !== room.selfId ? { userId: sharer.id, source: "screen" } : undefined;
}

/** Who is seen as a tile: everybody beside what is large, whoever shows themselves in a grid, and nobody round the table. */
export function tilesAmong(views: readonly SeatView[], large: Large | undefined, inGrid: boolean, isLow: boolean): readonly SeatView[] {
  if (large) return views.filter(({ person }) => large.source === "screen" || person.id !== large.userId);
  if (!inGrid || !views.some(({ camera }) => camera)) return [];
  return views.filter(({ camera }) => camera || isLow);
}
