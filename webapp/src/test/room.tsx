import { act, screen, waitFor } from "@testing-library/react";
import { expect, vi } from "vitest";
import type { Participant } from "../protocol/things";
import { open } from "./open";
import { PictureTrack } from "./pictures";
import { ok, serve, signedInAs } from "./server";

interface Frame {
  event: string;
  data: Record<string, unknown>;
  id?: number;
}

/** The server's end of the one socket that the page opens. */
export class FakeSocket {
  static last: FakeSocket | undefined;
  sent: Frame[] = [];
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: (() => void) | null = null;
  private seq = 1;

  constructor() {
    FakeSocket.last = this;
  }

  send(text: string) {
    const frame = JSON.parse(text) as Frame;
    this.sent.push(frame);
    if (frame.event === "ping") queueMicrotask(() => this.onmessage?.(new MessageEvent("message", { data: JSON.stringify({ event: "pong", data: {} }) })));
  }

  close() {
    this.onmessage = null;
  }

  async tells(event: string, data: object) {
    await this.receives({ event, data, seq: this.seq++ });
  }

  async answers(event: string, data: object = {}, outcome = "ack") {
    await waitFor(() => {
      expect(this.heard(event)).toBeDefined();
    });
    await this.receives({ event: outcome, id: this.heard(event)?.id, data });
  }

  heard(event: string) {
    return this.sent.findLast((frame) => frame.event === event);
  }

  private async receives(frame: object) {
    await act(async () => {
      this.onmessage?.(new MessageEvent("message", { data: JSON.stringify(frame) }));
      // What comes within one frame is shown together.
      await new Promise(requestAnimationFrame);
    });
  }
}

const creator = { id: "u1", username: "ada.lovelace", name: "Ada Lovelace", avatar: "/api/avatars/1" };
export const room = {
  id: "tea",
  name: "Tea at five",
  topic: "Tea at five",
  isPrivate: false,
  roomType: "public",
  stage: true,
  locked: false,
  maxParticipants: 9,
  currentParticipants: 2,
  creator,
  tags: [],
  createdAt: "2026-01-01T00:00:00Z",
};

export function seat(id: string, name: string, more: Partial<Participant> = {}): Participant {
  return {
    id,
    peerId: `p-${id}`,
    username: id,
    name,
    avatar: `/api/avatars/${id}`,
    role: "listener",
    isMuted: true,
    mutedByModerator: false,
    handRaised: false,
    away: false,
    joinedAt: "2026-01-01T10:00:00Z",
    ...more,
  };
}

export const ada = seat("u1", "Ada Lovelace", { role: "host" });
export const mei = seat("u2", "Mei Lin");

export async function enter(self: Participant, others: Participant[], inviting = 201, more: object = {}, routes: Parameters<typeof serve>[0] = {}) {
  const server = serve({
    ...signedInAs(),
    "GET /api/rooms/tea": () => ok({ room: { ...room, ...more, participants: others, role: self.role, canModerate: self.role === "host" } }),
    "GET /api/rooms/tea/messages": () => ok({ messages: [], quoted: [] }),
    "POST /api/rooms/tea/invites": () => ok({ invite: { code: "abc", url: "https://voice.example.org/invite/abc", uses: 0, createdAt: room.createdAt }, code: "forbidden" }, inviting),
    ...routes,
  });
  const user = open("/rooms/tea");
  await user.click(await screen.findByRole("button", { name: "Join" }));
  const socket = FakeSocket.last;
  if (!socket) throw new Error("no socket");
  await socket.tells("welcome", { peerId: self.peerId, resumeId: "r", resumeWindow: 20_000, pingInterval: 1, features: [], iceServers: [] });
  await socket.answers("join", { room: { ...room, ...more }, role: self.role, self, participants: [self, ...others] });
  await screen.findByRole("toolbar");
  return { user, socket, server };
}

/** A microphone that works, a camera that works or is refused, and a screen. */
export function plugIn(refusal?: string) {
  const track = { enabled: true, muted: false, getSettings: () => ({}), stop: vi.fn(), clone: () => ({ ...track }) };
  const camera = new PictureTrack("camera");
  const shared = new PictureTrack("shared");
  const answer = ({ video }: MediaStreamConstraints) => {
    if (video === undefined) return Promise.resolve({ getAudioTracks: () => [track] });
    return refusal === undefined ? Promise.resolve({ getVideoTracks: () => [camera] }) : Promise.reject(new DOMException("no", refusal));
  };
  const getDisplayMedia = vi.fn(() => Promise.resolve({ getVideoTracks: () => [shared], getAudioTracks: () => [], getTracks: () => [shared] }));
  const devices = ["Front", "Desk"].map((label) => ({ kind: "videoinput", deviceId: label, label }));
  const mediaDevices = { getUserMedia: vi.fn(answer), getDisplayMedia, enumerateDevices: () => Promise.resolve(devices), addEventListener: vi.fn(), removeEventListener: vi.fn() };
  const mine: Record<PropertyKey, unknown> = { mediaDevices, userActivation: { hasBeenActive: false } };
  // The one of the document is not changed: other tests have it too.
  vi.stubGlobal("navigator", new Proxy(navigator, { get: (theirs, key) => (key in mine ? mine[key] : (Reflect.get(theirs, key, theirs) as unknown)) }));
  return { camera, shared, mediaDevices };
}

// Nothing is measured where nothing sounds.
class NoContext {
  createMediaStreamSource = () => ({ connect: vi.fn(), disconnect: vi.fn() });
  createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData: vi.fn() });
  close = () => Promise.resolve();
}

/** Before each test: the browser that a room needs, and its server. */
export function prepare(): void {
  plugIn();
  sessionStorage.clear();
  vi.stubGlobal("MediaStream", Array);
  vi.stubGlobal("AudioContext", NoContext);
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("matchMedia", () => ({ matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
}
