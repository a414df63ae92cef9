import { Refusal } from "../signalling/refusal";

const first = 1_000;
const longest = 15_000;

/** Tries something again after a pause, which is twice as long each time until it has worked. */
export class Again {
  private pause = first;
  private timer: ReturnType<typeof setTimeout> | undefined;

  later(attempt: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(attempt, this.pause);
    this.pause = Math.min(longest, 2 * this.pause);
  }

  worked(): void {
    this.stop();
    this.pause = first;
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

/** Whether trying again makes no sense: the person may not do it, or the room or the line is gone. */
export function isFinal(error: unknown): boolean {
  return error instanceof Refusal && ["forbidden", "not_in_room", "lost"].includes(error.code);
}
