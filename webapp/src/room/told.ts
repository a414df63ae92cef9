import { observable } from "../media/observable";
import type { Observable } from "../media/observable";
import type { Role } from "../protocol/things";
import type { Called, News } from "./news";

/** One sentence about what happened, perhaps to several people at once. */
export interface Told {
  key: number;
  kind: News["kind"];
  names: readonly Called[];
  role?: Role;
}

/** Between two sentences. Whoever listens to a screen reader also wants to hear the room. */
export const pauseBetween = 2_000;

/** About oneself, and said at once. */
export const urgent: readonly News["kind"][] = ["youMuted", "youInvited", "notSent", "interrupted", "seatLost", "back", "tapped", "cameraStopped", "screenStopped", "cameraRefused", "screenRefused"];

// What is said first when several things wait.
const order: readonly News["kind"][] = [
  ...urgent,
  "youHost",
  "youUp",
  "youDown",
  "youModerate",
  "youAllowed",
  "mentioned",
  "screenShown",
  "handUp",
  "upForYes",
  "upForNo",
  "up",
  "down",
  "role",
  "locked",
  "unlocked",
  "arrived",
  "left",
];

/** Sums up what happens: one sentence at a time, the most important one first, and joins and leaves by their number. */
export function createTold() {
  const told = observable<Told | undefined>(undefined);
  let waiting: News[] = [];
  let pause: ReturnType<typeof setTimeout> | undefined;
  let key = 0;

  function say(news: readonly News[]): void {
    const [first] = news;
    if (!first) return;
    key += 1;
    const names = news.flatMap((one) => ("name" in one ? [one.name] : []));
    told.set({ key, kind: first.kind, names, ...(first.kind === "role" && { role: first.role }) });
  }

  function next(): void {
    pause = undefined;
    const [first] = [...waiting].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
    if (!first) return;
    const together = (one: News) => one.kind === first.kind && (one.kind !== "role" || first.kind !== "role" || one.role === first.role);
    say(waiting.filter(together));
    waiting = waiting.filter((one) => !together(one));
    pause = setTimeout(next, pauseBetween);
  }

  return {
    said: told as Observable<Told | undefined>,

    tell(news: News): void {
      if (urgent.includes(news.kind)) {
        say([news]);
        return;
      }
      // Came and went before anybody was told: nothing has changed.
      const undone = news.kind === "left" ? waiting.findIndex((one) => one.kind === "arrived" && one.userId === news.userId) : -1;
      const again = news.kind === "mentioned" && waiting.some((one) => one.kind === "mentioned" && one.userId === news.userId);
      if (undone >= 0) waiting.splice(undone, 1);
      else if (!again) waiting.push(news);
      if (pause === undefined) next();
    },

    close(): void {
      clearTimeout(pause);
      waiting = [];
    },
  };
}
