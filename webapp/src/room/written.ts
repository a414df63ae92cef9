import type { Observable } from "../media/observable";
import { withHistory, withOlder } from "../signalling/room";
import type { History, RoomState } from "../signalling/room";

/** What was written before, the newest or what is older than it. */
export type Read = (cursor?: string) => Promise<History | undefined>;

/** Reads what was written while one was not there. */
export function createWritten(read: Read, view: Observable<{ room?: RoomState }>, show: (room: RoomState) => void) {
  let goingBack: Promise<boolean> | undefined;

  return {
    /** Says whether that worked. */
    readAgain: async (): Promise<boolean> => {
      const before = view.get().room?.lines ?? [];
      const [written, { room }] = [await read(), view.get()];
      if (written && room) show(withHistory(room, written, before));
      return written !== undefined;
    },

    /** What was written before the first line that one has. */
    readOlder: (): Promise<boolean> => {
      const cursor = view.get().room?.older;
      if (cursor === undefined) return Promise.resolve(true);
      goingBack ??= read(cursor)
        .then((written) => {
          const { room } = view.get();
          // What was read anew meanwhile has its own beginning.
          if (written && room?.older === cursor) show(withOlder(room, written));
          return written !== undefined;
        })
        .finally(() => {
          goingBack = undefined;
        });
      return goingBack;
    },
  };
}
