import { useState } from "react";
import { useRoomAtDoorQuery } from "./api";
import type { Planning } from "./Door";

interface Props {
  roomId: string;
  planning: Planning;
  onClose: () => void;
}

/** When the room meets, planned from within. What one knows of a room while one is in it says nothing about that. */
export function PlanHere({ roomId, planning: Planning, onClose }: Props) {
  const [opened] = useState(Date.now);
  const { data: room, fulfilledTimeStamp = 0 } = useRoomAtDoorQuery(roomId, { refetchOnMountOrArgChange: true });
  // As it is now. What is read later changes nothing under the hands of whoever fills it in.
  return room && fulfilledTimeStamp >= opened ? <Planning room={room} onClose={onClose} /> : null;
}
