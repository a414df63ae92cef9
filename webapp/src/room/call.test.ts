import { beforeEach, describe, expect, it, vi } from "vitest";
import { createChoices } from "../media/choices";
import type { Levels } from "../media/levels";
import { createMicrophone } from "../media/microphone";
import { observable } from "../media/observable";
import type { Peers } from "../media/peers";
import { createSpeakers } from "../media/speakers";
import type { Participant, RoomView } from "../protocol/things";
import { createCall } from "./call";

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

const creator = { id: "ada", username: "ada", avatar: "" };
const room = { id: "r", name: "Tea", topic: "Tea", creator, stage: true, locked: false, tags: [], maxParticipants: 9, currentParticipants: 2 } as unknown as RoomView;
const seat = (id: string, more: Partial<Participant> = {}): Participant => ({
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

function world({ startMuted = true } = {}) {
  const sockets: FakeSocket[] = [];
  const track = { enabled: true, getSettings: () => ({}), stop: vi.fn(), onended: null };
  const stream = { getAudioTracks: () => [track], getTracks: () => [track] };
  const devices = {
    getUserMedia: () => Promise.resolve(stream),
    enumerateDevices: () => Promise.resolve([]),
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  };
  const choices = createChoices();
  const microphone = createMicrophone(choices, devices as unknown as MediaDevices);
  const peers = {
    ways: observable({}),
    setIceServers: vi.fn(),
    add: vi.fn(),
    drop: vi.fn(),
    gone: vi.fn(),
    take: vi.fn(() => Promise.resolve()),
    takeCandidate: vi.fn(() => Promise.resolve()),
    setTrack: vi.fn(),
    setMuted: vi.fn(),
    setSending: vi.fn(),
    keepForNow: vi.fn(),
    findPaths: vi.fn(),
    close: vi.fn(),
  } satisfies Peers;
  const speakers = createSpeakers(choices);
  const listenTo = vi.spyOn(speakers, "listenTo");
  const heard = () => [...(listenTo.mock.lastCall?.[0] ?? [])];
  const call = createCall({
    roomId: "r",
    startMuted,
    sound: { microphone, speakers, levels: {} as Levels },
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
    history: () => Promise.resolve(undefined),
    iceServers: () => Promise.resolve(undefined),
    makePeers: () => peers,
  });
  const socket = () => {
    const last = sockets.at(-1);
    if (!last) throw new Error("no socket");
    return last;
  };
  const welcome = () => {
    socket().tells("welcome", { peerId: "p-me", resumeId: "secret", resumeWindow: 1, pingInterval: 1, features: [], iceServers: [] });
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
  return { call, socket, sockets, microphone, track, peers, heard, enters, joins, welcome };
}

const muted = (userId: string, isMute: boolean, byModerator = false) => ({ userId, isMute, mute: isMute, byModerator });

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("a call", () => {
  it("plays nobody whom a moderator muted, and nobody who listens, whatever they send", async () => {
    const { socket, heard, enters } = world();
    await enters();
    expect(heard()).toContain("ada");
    socket().tells("mute-info", muted("ada", true, true));
    expect(heard()).not.toContain("ada");
    socket().tells("unmute", { roomId: "r", peerId: "p-ada", userId: "ada" });
    expect(heard()).not.toContain("ada");
    socket().tells("mute-info", muted("ada", true, false));
    expect(heard()).toContain("ada");
    socket().tells("role", { userId: "ada", role: "listener" });
    expect(heard()).not.toContain("ada");
    socket().tells("role", { userId: "ada", role: "speaker" });
    socket().tells("remove-peer", { peerId: "p-ada", userId: "ada" });
    expect(heard()).not.toContain("ada");
  });

  it("is silent until the server says that one is unmuted, and silent at once when one mutes", async () => {
    const { call, socket, track, enters } = world();
    await enters();
    expect(call.view.get().muted).toBe(true);
    expect(track.enabled).toBe(false);
    call.setMuted(false);
    expect(track.enabled).toBe(false);
    expect(call.view.get().unmuting).toBe(true);
    socket().tells("unmute", { roomId: "r", peerId: "p-me", userId: "me" });
    expect(track.enabled).toBe(true);
    expect(call.view.get().muted).toBe(false);
    call.setMuted(true);
    expect(track.enabled).toBe(false);
    expect(call.view.get().muted).toBe(true);
    expect(socket().heard("mute")).toBe(1);
  });

  it("is silenced by a moderator, and stays so when that is allowed again", async () => {
    const { call, socket, track, enters } = world({ startMuted: false });
    await enters();
    expect(socket().heard("unmute")).toBe(1);
    socket().tells("mute-info", muted("me", false));
    expect(track.enabled).toBe(true);
    socket().tells("mute-info", muted("me", true, true));
    expect(track.enabled).toBe(false);
    expect(call.told.get()?.news).toEqual({ kind: "youMuted" });
    call.setMuted(false);
    expect(socket().heard("unmute")).toBe(1);
    socket().tells("mute-info", muted("me", true));
    expect(call.told.get()?.news).toEqual({ kind: "youAllowed" });
    expect(track.enabled).toBe(false);
  });

  it("shows muted when the server would not have it otherwise", async () => {
    const { call, socket, enters } = world();
    await enters();
    call.setMuted(false);
    socket().answers("unmute", { code: "forbidden", message: "No." }, true);
    await vi.waitFor(() => {
      expect(call.view.get().unmuting).toBe(false);
    });
    expect(call.view.get().muted).toBe(true);
  });

  it("connects to whom the server says, and sends only where one may speak", async () => {
    const { socket, peers, enters } = world();
    await enters({ role: "listener" });
    expect(peers.setSending).toHaveBeenLastCalledWith(false);
    socket().tells("add-peer", { peerId: "p-ada", createOffer: true, user: creator });
    expect(peers.add).toHaveBeenCalledWith("p-ada", "ada", true);
    socket().tells("role", { userId: "me", role: "speaker" });
    expect(peers.setSending).toHaveBeenLastCalledWith(true);
    socket().tells("remove-peer", { peerId: "p-ada", userId: "ada" });
    expect(peers.gone).toHaveBeenCalledWith("p-ada", "ada");
  });

  it("joins again when the server has forgotten it, and is heard again without a click", async () => {
    const { call, socket, sockets, track, peers, enters, welcome } = world({ startMuted: false });
    await enters();
    socket().tells("mute-info", muted("me", false));
    socket().onclose?.({ code: 1006 } as CloseEvent);
    await vi.waitFor(() => {
      expect(sockets).toHaveLength(2);
    });
    welcome();
    const before = call.view.get().room;
    expect(peers.keepForNow).toHaveBeenCalledOnce();
    socket().answers("resume", {});
    socket().tells("resync", { reason: "window_over" });
    expect(peers.keepForNow).toHaveBeenCalledTimes(2);
    const own = seat("me");
    socket().answers("join", { room, role: "speaker", self: own, participants: [own] });
    await vi.waitFor(() => {
      expect(call.view.get().room).not.toBe(before);
    });
    expect(socket().heard("unmute")).toBe(1);
    socket().tells("mute-info", muted("me", false));
    expect(track.enabled).toBe(true);
  });

  it.each([
    ["removed", { reason: "joined_elsewhere", banned: false }, "joined_elsewhere"],
    ["removed", { reason: "removed", banned: false }, "removed"],
    ["removed", { reason: "banned", banned: true }, "banned"],
    ["room-closed", { reason: "deleted" }, "deleted"],
  ])("ends with %s %o: no sound in, none out", async (event, data, code) => {
    const { call, socket, track, peers, enters } = world({ startMuted: false });
    await enters();
    socket().tells("mute-info", muted("me", false));
    socket().tells(event, data);
    expect(call.view.get().ended).toEqual({ code, refused: false });
    expect(peers.close).toHaveBeenCalledOnce();
    expect(track.enabled).toBe(false);
  });

  it("ends when one is not let in", async () => {
    const { call, socket, welcome } = world();
    welcome();
    socket().answers("join", { code: "room_full", message: "Full." }, true);
    await vi.waitFor(() => {
      expect(call.view.get().ended).toEqual({ code: "room_full", refused: true });
    });
  });

  it("says goodbye when the page is left", async () => {
    const { call, socket, enters } = world();
    await enters();
    const last = socket();
    dispatchEvent(new Event("pagehide"));
    expect(last.heard("leave")).toBe(1);
    expect(call.view.get().ended?.code).toBe("left");
  });
});
