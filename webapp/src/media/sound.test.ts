import { describe, expect, it, vi } from "vitest";
import { createChoices } from "./choices";
import { decibels, hear, silence, still } from "./levels";
import { createMicrophone } from "./microphone";
import { judge, sampleOf } from "./quality";
import { createSpeakers } from "./speakers";

class FakeTrack {
  enabled = true;
  stopped = false;
  onended: (() => void) | null = null;

  constructor(readonly deviceId: string) {}

  getSettings() {
    return { deviceId: this.deviceId };
  }

  stop() {
    this.stopped = true;
  }
}

function computer(plugged: string[]) {
  const tracks: FakeTrack[] = [];
  const listeners = new Set<() => void>();
  const world = { plugged, refusal: undefined as string | undefined };
  const source = {
    getUserMedia: ({ audio }: MediaStreamConstraints) => {
      if (world.refusal?.endsWith("Error") === true) return Promise.reject(new DOMException("no", world.refusal));
      const wanted = ((audio as MediaTrackConstraints).deviceId as { exact?: string } | undefined)?.exact;
      if (wanted !== undefined && !world.plugged.includes(wanted)) return Promise.reject(new DOMException("gone", "OverconstrainedError"));
      const device = wanted ?? world.plugged[0];
      if (device === undefined) return Promise.reject(new DOMException("none", "NotFoundError"));
      const track = new FakeTrack(device);
      tracks.push(track);
      return Promise.resolve({ getAudioTracks: () => [track], getTracks: () => [track] } as unknown as MediaStream);
    },
    enumerateDevices: () =>
      Promise.resolve(world.plugged.map((deviceId) => ({ deviceId, label: deviceId, kind: "audioinput", groupId: "" }) as MediaDeviceInfo)),
    addEventListener: (_: string, listener: unknown) => void listeners.add(listener as () => void),
    removeEventListener: (_: string, listener: unknown) => void listeners.delete(listener as () => void),
  };
  const choices = createChoices();
  const quieted = vi.fn((device: MediaStreamTrack) => {
    if (world.refusal === "quiet") return Promise.reject(new Error("no WebAssembly"));
    const track = new FakeTrack(`quiet ${device.getSettings().deviceId ?? ""}`);
    return Promise.resolve({ track: track as unknown as MediaStreamTrack, wake: () => Promise.resolve(), stop: () => { track.stop(); } });
  });
  const microphone = createMicrophone(choices, source, quieted);
  const change = (now: string[]) => {
    world.plugged = now;
    for (const listener of listeners) listener();
  };
  const current = () => microphone.state.get().track as unknown as FakeTrack | undefined;
  return { microphone, tracks, change, current, world, choices };
}

describe("the microphone", () => {
  it("is silent until it is unmuted, and stays as it was through a change of device", async () => {
    const { microphone, current } = computer(["a", "b"]);
    await microphone.start();
    expect(current()?.enabled).toBe(false);
    microphone.setMuted(false);
    expect(current()?.enabled).toBe(true);
    const before = current();
    await microphone.choose("b");
    expect(current()).toMatchObject({ deviceId: "b", enabled: true });
    expect(before?.stopped).toBe(true);
    microphone.setMuted(true);
    expect(current()?.enabled).toBe(false);
  });

  it("survives that its device is unplugged, and takes the chosen one again when it is back", async () => {
    const { microphone, current, change } = computer(["a", "b"]);
    await microphone.choose("b");
    const lost = current();
    change(["a"]);
    await vi.waitFor(() => {
      expect(current()?.deviceId).toBe("a");
    });
    expect(lost?.stopped).toBe(true);
    change(["a", "b"]);
    await vi.waitFor(() => {
      expect(current()?.deviceId).toBe("b");
    });
  });

  it("remembers what was chosen, and does without when it is not there", async () => {
    const { microphone, current, choices } = computer(["a"]);
    choices.set({ microphone: "gone" });
    await microphone.start();
    expect(current()?.deviceId).toBe("a");
    expect(createChoices().get().microphone).toBe("gone");
  });

  it("gives the voice without the noise around it, as muted as before, and lets go of both", async () => {
    const { microphone, current, tracks, choices } = computer(["a"]);
    await microphone.start();
    microphone.setMuted(false);
    await microphone.setQuiet(true);
    const quiet = current();
    expect(quiet).toMatchObject({ deviceId: "quiet a", enabled: true });
    expect(microphone.state.get().used).toBe("a");
    expect(createChoices().get().quiet).toBe(true);
    microphone.setMuted(true);
    expect(quiet?.enabled).toBe(false);
    await microphone.setQuiet(false);
    expect(current()).toMatchObject({ deviceId: "a", enabled: false });
    expect(quiet?.stopped).toBe(true);
    microphone.stop();
    expect(tracks.every(({ stopped }) => stopped)).toBe(true);
    expect(choices.get().quiet).toBe(false);
  });

  it("is heard with the noise where it can't be taken away", async () => {
    const { microphone, current, world, choices } = computer(["a"]);
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    choices.set({ quiet: true });
    world.refusal = "quiet";
    await microphone.start();
    expect(current()?.deviceId).toBe("a");
  });

  it.each([
    ["NotAllowedError", "denied"],
    ["NotFoundError", "missing"],
    ["NotReadableError", "busy"],
  ])("says what is wrong: %s is %s", async (refusal, status) => {
    const { microphone, world } = computer(["a"]);
    world.refusal = refusal;
    await microphone.start();
    expect(microphone.state.get().status).toBe(status);
    world.refusal = undefined;
    await microphone.start();
    expect(microphone.state.get().status).toBe("on");
  });

  it("can't be had where the browser has none to give", async () => {
    const microphone = createMicrophone(createChoices(), undefined);
    await microphone.start();
    expect(microphone.state.get().status).toBe("insecure");
  });
});

describe("the speakers", () => {
  function room(play: () => Promise<void> = () => Promise.resolve()) {
    const element = { play: vi.fn(play), pause: vi.fn(), volume: 1, muted: false, srcObject: null as unknown };
    const speakers = createSpeakers(createChoices(), () => element as unknown as HTMLAudioElement);
    speakers.listenTo(new Set(["mei"]));
    return { element, speakers };
  }

  it("are as loud as each person shall be, which is remembered", () => {
    const { element, speakers } = room();
    speakers.add("n", "mei", {} as MediaStream);
    speakers.setVolume("mei", 0.4);
    expect(element.volume).toBe(0.4);
    expect(element.muted).toBe(false);
    expect(createSpeakers(createChoices()).volumeOf("mei")).toBe(0.4);
    speakers.setSilenced("mei", true);
    expect(element.muted).toBe(true);
  });

  it("play nobody whom the room gives no voice, however the sound got here", () => {
    const { element, speakers } = room();
    speakers.listenTo(new Set(["ada"]));
    speakers.add("n", "mei", {} as MediaStream);
    expect(element.muted).toBe(true);
    speakers.setSilenced("mei", false);
    speakers.setVolume("mei", 1);
    expect(element.muted).toBe(true);
    speakers.listenTo(new Set(["ada", "mei"]));
    expect(element.muted).toBe(false);
    speakers.listenTo(new Set());
    expect(element.muted).toBe(true);
  });

  it("ask for one press of a button when the browser forbids sound", async () => {
    let allowed = false;
    const { element, speakers } = room(() => (allowed ? Promise.resolve() : Promise.reject(new DOMException("no", "NotAllowedError"))));
    speakers.add("n", "mei", {} as MediaStream);
    await vi.waitFor(() => {
      expect(speakers.blocked.get()).toBe(true);
    });
    allowed = true;
    speakers.allow();
    expect(element.play).toHaveBeenCalledTimes(2);
    expect(speakers.blocked.get()).toBe(false);
  });

  it("give way to the system's own when the chosen one is pulled out, and are used again once it is back", () => {
    const setSinkId = vi.fn(() => Promise.resolve());
    Object.assign(HTMLMediaElement.prototype, { setSinkId });
    const { element, speakers } = room();
    Object.assign(element, { setSinkId });
    speakers.add("n", "mei", {} as MediaStream);
    speakers.choose("headset");
    speakers.plugged(["loud", "headset"]);
    speakers.plugged([]);
    expect(setSinkId.mock.calls).toEqual([["headset"]]);
    speakers.plugged(["loud"]);
    speakers.plugged(["loud"]);
    expect(setSinkId).toHaveBeenLastCalledWith("");
    speakers.plugged(["loud", "headset"]);
    expect(setSinkId.mock.calls).toEqual([["headset"], [""], ["headset"]]);
    Reflect.deleteProperty(HTMLMediaElement.prototype, "setSinkId");
  });

  it("let go of who left", () => {
    const { element, speakers } = room();
    speakers.add("n", "mei", {} as MediaStream);
    speakers.remove("n");
    expect(element.pause).toHaveBeenCalledOnce();
    expect(element.srcObject).toBeNull();
  });
});

describe("hearing", () => {
  it("measures loudness", () => {
    expect(decibels(new Float32Array(8))).toBe(silence);
    expect(decibels(new Float32Array(8).fill(1))).toBe(0);
    expect(decibels(new Float32Array(8).fill(0.1))).toBeCloseTo(-20);
  });

  it("takes a breath for part of speaking, and a pause for its end", () => {
    const began = hear(still, -30, 1_000);
    expect(began.speaking).toBe(true);
    expect(hear(began, -90, 1_300).speaking).toBe(true);
    expect(hear(began, -90, 1_500).speaking).toBe(false);
    expect(hear(still, -55, 1_000).speaking).toBe(false);
    expect(hear(began, -55, 5_000).speaking).toBe(true);
  });
});

describe("the quality of a connection", () => {
  const at = (received: number, lost: number, more = {}) => ({ received, lost, jitter: 0.01, roundTrip: 0.05, ...more });

  it("is judged by what was lost since the last look", () => {
    expect(judge(undefined, at(100, 50))).toBe("unknown");
    expect(judge(at(100, 50), at(250, 50))).toBe("good");
    expect(judge(at(100, 0), at(245, 5))).toBe("fair");
    expect(judge(at(100, 0), at(220, 30))).toBe("poor");
    expect(judge(at(100, 0), at(250, 0, { roundTrip: 0.7 }))).toBe("poor");
  });

  it("reads the browser's reports of what is heard", () => {
    const reports = [
      { type: "inbound-rtp", packetsReceived: 10, packetsLost: 2, jitter: 0.02 },
      { type: "candidate-pair", nominated: true, state: "succeeded", currentRoundTripTime: 0.1 },
      { type: "candidate-pair", nominated: false, state: "succeeded", currentRoundTripTime: 9 },
    ];
    expect(sampleOf(reports)).toEqual({ received: 10, lost: 2, jitter: 0.02, roundTrip: 0.1 });
    const picture = { type: "inbound-rtp", kind: "video", packetsReceived: 900, packetsLost: 90, jitter: 1 };
    const music = { type: "inbound-rtp", kind: "audio", packetsReceived: 5, packetsLost: 1, jitter: 0.03 };
    expect(sampleOf([...reports, picture, music])).toEqual({ received: 15, lost: 3, jitter: 0.03, roundTrip: 0.1 });
  });
});
