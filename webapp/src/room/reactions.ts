import { observable } from "../media/observable";
import type { Observable } from "../media/observable";

export interface Reaction {
  key: number;
  userId: string;
  emoji: string;
}

const shownFor = 4_000;

/** What was sent with a gesture, each for a moment, and one from each person. */
export function createReactions() {
  const shown = observable<readonly Reaction[]>([]);
  let key = 0;
  return {
    shown: shown as Observable<readonly Reaction[]>,
    add(userId: string, emoji: string): void {
      key += 1;
      const reaction = { key, userId, emoji };
      shown.set([...shown.get().filter((one) => one.userId !== userId), reaction]);
      setTimeout(() => {
        shown.set(shown.get().filter((one) => one !== reaction));
      }, shownFor);
    },
  };
}
