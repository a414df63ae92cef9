import { describe, expect, it, vi } from "vitest";
import { FakeConnection, FakeStream, FakeTrack } from "../test/peerConnection";
import { createChoices } from "./choices";
import { createHeard } from "./heard";
import { createLevels } from "./levels";
import { createMeshCarrier } from "./meshCarrier";
import { createSpeakers } from "./speakers";

/** The connections to others, each of which the test holds in its hands. */
function manyPeers() {
  const made: FakeConnection[] = [];
  const speakers = createSpeakers(createChoices());
  const levels = createLevels();
  // There is no sound here.
  vi.spyOn(speakers, "add").mockReturnValue();
  vi.spyOn(levels, "add").mockReturnValue();
  const peers = createMeshCarrier({ say: vi.fn() }, createHeard(speakers, levels), {
    iceServers: [],
    sending: false,
    voice: undefined,
    create: () => {
      made.push(new FakeConnection());
      return made.at(-1) as unknown as RTCPeerConnection;
    },
  });
  return { peers, made };
}

describe("the connections to all others", () => {
  it("are given a camera as small as suits so many, also when it is turned on after they came", async () => {
    const { peers, made } = manyPeers();
    for (const one of ["ada", "mei", "tom"]) peers.add(one, one, true);
    peers.setSending(true);
    peers.setShown({ camera: new FakeTrack("video") as unknown as MediaStreamTrack });
    await vi.waitFor(() => {
      const cameras = made.map((pc) => pc.transceivers.at(-1)?.sender.getParameters().encodings[0]);
      expect(cameras).toMatchObject([{ scaleResolutionDownBy: 2 }, { scaleResolutionDownBy: 2 }, { scaleResolutionDownBy: 2 }]);
    });
    peers.close();
  });

  it("is heard on by the old way until the new one stands, when somebody takes their seat again on another line", async () => {
    vi.useFakeTimers();
    const { peers, made } = manyPeers();
    peers.add("before", "ada", true);
    peers.ended("before");
    peers.add("after", "ada", false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(made[0]?.closed).toBe(false);
    const next = made[1];
    if (next) next.connectionState = "connected";
    next?.onconnectionstatechange?.();
    // The other side may still hear us by it.
    expect(made[0]?.closed).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(made[0]?.closed).toBe(true);
    expect(next?.closed).toBe(false);

    peers.ended("after");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(next?.closed).toBe(true);
    peers.close();
    vi.useRealTimers();
  });

  it("is heard on by the old way until the first sound comes over the new one, or none does", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("MediaStream", FakeStream);
    for (const comes of [true, false]) {
      const { peers, made } = manyPeers();
      peers.add("before", "ada", true);
      peers.ended("before");
      peers.add("after", "ada", false);
      const [older, newer] = made;
      const track = new FakeTrack();
      newer?.brings(track);
      newer?.becomes("connected");
      await vi.advanceTimersByTimeAsync(1_000);
      expect(older?.closed).toBe(false);
      if (comes) track.dispatchEvent(new Event("unmute"));
      else await vi.advanceTimersByTimeAsync(1_000);
      expect(older?.closed).toBe(false);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(older?.closed).toBe(true);
      expect(newer?.closed).toBe(false);
      peers.close();
    }
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("is heard on by the way that stood, however often somebody takes their seat again before a new one does", async () => {
    vi.useFakeTimers();
    const { peers, made } = manyPeers();
    peers.add("before", "ada", true);
    peers.keepForNow();
    peers.add("lost", "ada", true);
    peers.ended("lost");
    peers.add("after", "ada", false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(made.map(({ closed }) => closed)).toEqual([false, true, false]);
    peers.close();
    vi.useRealTimers();
  });
});
