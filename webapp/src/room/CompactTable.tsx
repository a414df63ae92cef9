import { useMemo } from "react";
import { stageOf } from "../signalling/room";
import type { RoomState } from "../signalling/room";
import type { SeatView } from "./Seat";
import { compactSeating } from "./seating";
import { Stage, useChairs } from "./Stage";
import { useSize } from "./useSize";

interface Props {
  room: RoomState;
  viewOf: (userId: string) => SeatView | undefined;
  onOpen: (userId: string) => void;
}

const height = 124;

/** The table stays in sight where a list covers the room: who speaks is seen there, too. */
export function CompactTable({ room, viewOf, onOpen }: Props) {
  const [ref, { width }] = useSize<HTMLDivElement>();
  const chairs = useChairs(
    stageOf(room).map(({ id }) => id),
    room.selfId,
  );
  const seating = useMemo(() => compactSeating(chairs.length, width, height), [chairs.length, width]);
  return (
    <div ref={ref} className="mx-4 shrink-0 lg:hidden low:hidden">
      {width > 0 && <Stage chairs={chairs} seating={seating} viewOf={viewOf} onOpen={onOpen} />}
    </div>
  );
}
