import type { ClientEvent, ClientFrame } from "../protocol/client";
import { Refusal } from "./refusal";

/** How often something is asked again while the server that has the room cannot be reached. */
const mostTries = 20;

interface Waiting {
  frame: ClientFrame;
  tries: number;
  resolve: (data: object) => void;
  reject: (refusal: Refusal) => void;
}

/** Frames that were sent and not answered yet, in the order in which they were sent. */
export class Unanswered {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  add(event: ClientEvent, data: object): { frame: ClientFrame; answer: Promise<object> } {
    const frame: ClientFrame = { event, data, id: this.freshId() };
    const answer = new Promise<object>((resolve, reject) => {
      this.waiting.set(frame.id, { frame, tries: 0, resolve, reject });
    });
    return { frame, answer };
  }

  freshId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  /** An answer may come twice: once before a socket was lost and once told again after it. */
  settle(id: number | undefined, outcome: { data: object } | { refusal: Refusal }): void {
    const waiting = id === undefined ? undefined : this.waiting.get(id);
    if (id === undefined || !waiting) return;
    this.waiting.delete(id);
    if ("data" in outcome) waiting.resolve(outcome.data);
    else waiting.reject(outcome.refusal);
  }

  /** The frame to send once more, if it still makes sense. */
  oncemore(id: number | undefined): ClientFrame | undefined {
    const waiting = id === undefined ? undefined : this.waiting.get(id);
    if (!waiting || waiting.tries === mostTries) return undefined;
    waiting.tries += 1;
    return waiting.frame;
  }

  has({ id }: ClientFrame): boolean {
    return this.waiting.has(id);
  }

  /** After a resume all answers that there are have been told again: what has none never arrived. */
  frames(): ClientFrame[] {
    return [...this.waiting.values()].map(({ frame }) => frame);
  }

  giveUp(): void {
    for (const id of [...this.waiting.keys()]) this.settle(id, { refusal: new Refusal("lost", "The connection was lost.") });
  }
}
