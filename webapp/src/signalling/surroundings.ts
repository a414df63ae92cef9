import type { ServerEvents, ServerMessage } from "../protocol/server";

/** `reconnecting`: the seat is kept. `lost`: it is gone by now, or there never was one; it is tried on all the same. */
export type Standing = "connecting" | "open" | "reconnecting" | "lost" | "over";

/** Why there will be no connection any more. */
export type Over = "closed" | "signedOut" | "replaced";

export type SessionState = "fine" | "over" | "unreachable";

export type Socket = Pick<WebSocket, "send" | "close" | "onmessage" | "onclose">;

export interface Surroundings {
  openSocket: () => Socket;
  /** Renews the session if that is needed. */
  ensureSession: () => Promise<SessionState>;
  /** Where `online`, `offline` and `visibilitychange` are told. */
  window: Pick<EventTarget, "addEventListener" | "removeEventListener">;
  isVisible: () => boolean;
  random: () => number;
}

export interface Listener {
  message: (message: ServerMessage) => void;
  /** A line the server knows nothing of yet: join. */
  line: (welcome: ServerEvents["welcome"]) => void;
  /** The line goes on, but the server has no seat for it any more: join again. */
  seatLost: () => void;
  /** Everything that was missed has been told. What the new socket said first has fresh credentials in it. */
  resumed: (welcome: ServerEvents["welcome"]) => void;
  /** While the line is interrupted, `seatUntil` is how long the server certainly keeps the seat. */
  standing: (standing: Standing, over?: Over, seatUntil?: number) => void;
}

export const timing = {
  welcome: 8_000,
  ping: 4_000,
  pong: 5_000,
  /** After coming back from sleep or from another network a dead socket is likely. */
  hurriedPong: 2_500,
  firstRetry: 500,
  slowestRetry: 3_000,
  /** While another server takes a room over, what was not done is asked again. */
  unavailable: 400,
  /** Where there is no seat yet that could be lost. */
  lostAfter: 45_000,
};
