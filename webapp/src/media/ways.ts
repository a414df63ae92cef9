import { observable } from "./observable";
import type { Quality } from "./quality";

/** How the sound of one person gets here. */
export interface Way {
  state: RTCPeerConnectionState;
  quality: Quality;
}

export type Ways = Readonly<Record<string, Way>>;

/** The ways to everybody, by their user id. */
export function createWays() {
  const all = observable<Ways>({});
  return {
    all,

    set(userId: string, change: Partial<Way>): void {
      const before = all.get();
      all.set({ ...before, [userId]: { state: "new", quality: "unknown", ...before[userId], ...change } });
    },

    remove(userId: string): void {
      const { [userId]: _, ...others } = all.get();
      all.set(others);
    },
  };
}

/** Of two ways to the same person the newer one counts once it is connected. */
export function joinedWays(older: Ways, newer: Ways): Ways {
  const ready = Object.entries(newer).filter(([userId, { state }]) => state === "connected" || older[userId] === undefined);
  return { ...older, ...Object.fromEntries(ready) };
}
