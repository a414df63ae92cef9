import { useRoomAtDoorQuery } from "./api";
import type { Planning } from "./Door";

interface Props {
  roomId: string;
  planning: Planning;
  onClose: () => void;
}

/** When the room meets, planned from within. What one knows of a room while one is in it says nothing about that. */
export function PlanHere({ roomId, planning: Planning, onClose }: Props) {
  const { data: room, isFetching } = useRoomAtDoorQuery(roomId, { refetchOnMountOrArgChange: true });
  return room && !isFetching ? <Planning room={room} onClose={onClose} /> : null;
}
