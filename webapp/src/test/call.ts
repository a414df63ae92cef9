import { expect, vi } from "vitest";
import { createCamera } from "../media/camera";
import { createChoices } from "../media/choices";
import type { Levels } from "../media/levels";
import { createMicrophone } from "../media/microphone";
import { createScreen } from "../media/screen";
import { observable } from "../media/observable";
import type { Carriers } from "../media/carriers";
import { createSpeakers } from "../media/speakers";
import type { Participant, RoomView } from "../protocol/things";
import type { History } from "../signalling/room";
import { createCall } from "../room/call";

interface Frame {
  event: string;
  data: Record<string, unknown>;
  id?: number;
}

class FakeSocket {
  sent: Frame[] = [];
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  private seq = 1;

  send(text: string) {
    this.sent.push(JSON.parse(text) as Frame);
  }

  close() {
    this.onmessage = null;
  }

  tells(event: string, data: object) {
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify({ event, data, seq: this.seq++ }) }));
  }

  answers(event: string, data: object, refusal = false) {
    const id = this.sent.findLast((frame) => frame.event === event)?.id;
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify({ event: refusal ? "error" : "ack", id, data }) }));
  }

  heard(event: string) {
    return this.sent.filter((frame) => frame.event === event).length;
  }
}

export const creator = { id: "ada", username: "ada", avatar: "" };
export const room = { id: "r", name: "Tea", topic: "Tea", creator, stage: true, locked: false, tags: [], maxParticipants: 9, currentParticipants: 2 } as unknown as RoomView;
export const seat = (id: string, more: Partial<Participant> = {}): Participant => ({
  id,
  peerId: `p-${id}`,
  username: id,
  avatar: "",
  role: "speaker",
  isMuted: true,
  mutedByModerator: false,
  handRaised: false,
  away: false,
  joinedAt: "2026-01-01T10:00:00Z",
  ...more,
});

interface Track {
  enabled: boolean;
  muted: boolean;
  getSettings: () => object;
  stop: () => void;
  onended: (() => void) | null;
  onmute: (() => void) | null;
  onunmute: (() => void) | null;
}

/** A room with one other person in it, on a server and with a microphone that the test holds in its hands. */
export function callWorld({ startMuted = true } = {}) {
  const sockets: FakeSocket[] = [];
  const track: Track = { enabled: true, muted: false, getSettings: () => ({}), stop: vi.fn(), onended: null, onmute: null, onunmute: null };
  const picture = { ...track, stop: vi.fn(), contentHint: "" };
  const stream = { getAudioTracks: () => [track], getVideoTracks: () => [picture], getTracks: () => [track] };
  const devices = {
    stream,
    getUserMedia: vi.fn<() => Promise<unknown>>(() => Promise.resolve(stream)),
    getDisplayMedia: vi.fn<() => Promise<unknown>>(() => Promise.resolve(stream)),
    enumerateDevices: () => Promise.resolve([]),
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  };
  const choices = createChoices();
  const microphone = createMicrophone(choices, devices as unknown as MediaDevices);
  const carrier = {
    ways: observable({}),
    pictures: observable(new Map()),
    squeezed: observable("no" as const),
    setShown: vi.fn(),
    watch: vi.fn(),
    setIceServers: vi.fn(),
    joined: vi.fn(),
    look: vi.fn(),
    hear: vi.fn(),
    setTrack: vi.fn(),
    setMuted: vi.fn(),
    keepForNow: vi.fn(),
    findPaths: vi.fn(),
    close: vi.fn(),
  } satisfies Carriers;
  const camera = createCamera(choices, devices as unknown as MediaDevices);
  const screen = createScreen({ getDisplayMedia: devices.getDisplayMedia } as unknown as MediaDevices);
  const speakers = createSpeakers(choices);
  const listenTo = vi.spyOn(speakers, "listenTo");
  const history = vi.fn<() => Promise<History | undefined>>(() => Promise.resolve(undefined));
  const heard = () => [...(listenTo.mock.lastCall?.[0] ?? [])];
  const call = createCall({
    roomId: "r",
    startMuted,
    sound: { microphone, speakers, levels: {} as Levels, camera, screen },
    surroundings: {
      openSocket: () => {
        const socket = new FakeSocket();
        sockets.push(socket);
        return socket;
      },
      ensureSession: () => Promise.resolve("fine"),
      window: new EventTarget(),
      isVisible: () => true,
      random: () => 0,
    },
    history,
    iceServers: () => Promise.resolve(undefined),
    memory: { read: () => undefined, write: vi.fn() },
    makeCarrier: () => carrier,
  });
  const socket = () => {
    const last = sockets.at(-1);
    if (!last) throw new Error("no socket");
    return last;
  };
  const welcome = () => {
    socket().tells("welcome", { peerId: "p-me", resumeId: "secret", resumeWindow: 20_000, pingInterval: 1, features: [], iceServers: [] });
  };
  const joins = async (me: Partial<Participant> = {}) => {
    const own = seat("me", me);
    socket().answers("join", { room, role: own.role, self: own, participants: [seat("ada", { role: "host" }), own] });
    await vi.waitFor(() => {
      expect(call.view.get().room).toBeDefined();
    });
  };
  const enters = async (me: Partial<Participant> = {}) => {
    await microphone.start();
    welcome();
    await joins(me);
  };
  return { call, socket, sockets, microphone, devices, track, carrier, heard, enters, history, joins, welcome };
}

export const muted = (userId: string, isMute: boolean, byModerator = false) => ({ userId, isMute, mute: isMute, byModerator });
