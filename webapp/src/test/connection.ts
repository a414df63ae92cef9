import { vi } from "vitest";
import type { ServerMessage } from "../protocol/server";
import { createConnection } from "../signalling/connection";
import type { Connection } from "../signalling/connection";
import type { Over, SessionState, Standing } from "../signalling/surroundings";

/** The server's end of one socket. */
export class FakeSocket {
  sent: { event: string; data: Record<string, unknown>; id?: number }[] = [];
  closed = false;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;

  send(text: string) {
    this.sent.push(JSON.parse(text) as FakeSocket["sent"][number]);
  }

  close() {
    this.closed = true;
  }

  says(frame: object) {
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }

  welcomes(name: string) {
    const data = { peerId: `peer-${name}`, resumeId: `resume-${name}`, resumeWindow: 20_000, pingInterval: 5_000, features: [], iceServers: [] };
    this.says({ event: "welcome", data, seq: 1 });
  }

  breaks(code = 1006) {
    this.onclose?.({ code } as CloseEvent);
  }

  heard(event: string) {
    return this.sent.filter((frame) => frame.event === event);
  }
}

export function connectionWorld(session: () => Promise<SessionState> = () => Promise.resolve("fine")) {
  const sockets: FakeSocket[] = [];
  const told: ServerMessage[] = [];
  const lines: string[] = [];
  const standings: (Standing | Over)[] = [];
  const resumed = vi.fn();
  const seatLost = vi.fn();
  const ensureSession = vi.fn(session);
  const page = new EventTarget();
  const connection: Connection = createConnection(
    {
      message: (message) => told.push(message),
      line: ({ peerId }) => lines.push(peerId),
      resumed,
      seatLost,
      standing: (standing, over) => standings.push(over ?? standing),
    },
    {
      openSocket: () => {
        const socket = new FakeSocket();
        sockets.push(socket);
        return socket;
      },
      ensureSession,
      window: page,
      isVisible: () => true,
      random: () => 1,
    },
  );
  const socket = () => {
    const last = sockets.at(-1);
    if (!last) throw new Error("no socket");
    return last;
  };
  return { sockets, socket, told, lines, standings, resumed, seatLost, ensureSession, page, connection };
}
