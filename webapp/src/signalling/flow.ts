import type { ClientEvent, ClientFrame } from "../protocol/client";

/** What goes out in one go, and how many frames a second follow. The server takes 200 and 50; the rest is for what people do. */
export const flowing = { atOnce: 150, perSecond: 40, look: 50 };

const relayed: ReadonlySet<ClientEvent> = new Set<ClientEvent>(["relay-sdp", "relay-ice"]);

/**
 * What browsers exchange comes by the hundred when one enters a full room. The server refuses what is too much for it, so this waits here, in its
 * order, and what a person does goes ahead of it.
 */
export class Flow {
  private waiting: ClientFrame[] = [];
  private left = flowing.atOnce;
  private at = performance.now();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (frame: ClientFrame) => void) {}

  take(frame: ClientFrame): void {
    if (!relayed.has(frame.event)) {
      this.send(frame);
      return;
    }
    this.waiting.push(frame);
    this.go();
  }

  /** For a new socket, of which the server counts anew. What waited for the old one is dropped: nobody has answered it, so it is sent again. */
  restart(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = [];
    this.left = flowing.atOnce;
    this.at = performance.now();
  }

  private go(): void {
    const now = performance.now();
    this.left = Math.min(flowing.atOnce, this.left + ((now - this.at) * flowing.perSecond) / 1_000);
    this.at = now;
    const many = Math.min(Math.floor(this.left), this.waiting.length);
    this.left -= many;
    for (const frame of this.waiting.splice(0, many)) this.send(frame);
    if (this.waiting.length === 0) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.go();
    }, flowing.look);
  }
}
