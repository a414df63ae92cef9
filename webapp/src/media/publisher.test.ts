import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answered, epoch, publishing, rest, served } from "../test/carriers";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("what is published", () => {
  it("is one section with one's voice, for which speech is asked on both sides", async () => {
    const { pc, ...world } = await publishing();
    const { data } = world.lastly("publish");
    expect(data).toMatchObject({ epoch, tracks: [{ mid: "0", source: "microphone" }] });
    expect((data["sessionDescription"] as { sdp: string }).sdp).toContain("usedtx=1");
    expect(pc.remoteDescription?.sdp).toContain("usedtx=1");
    world.carriers.close();
  });

  it("is nothing for a listener, until they may speak, and again when they no longer may", async () => {
    const world = await served({ role: "listener" });
    expect(world.all("publish")).toHaveLength(0);
    await world.tells("role", { userId: "me", role: "speaker" });
    const pc = world.publishing();
    expect(world.all("publish")).toHaveLength(1);
    await world.tells("role", { userId: "me", role: "listener" });
    expect(pc?.closed).toBe(true);
    await world.lastly("publish").answer(answered);
    await world.tells("role", { userId: "me", role: "moderator" });
    expect(world.all("publish")).toHaveLength(2);
    await world.lastly("publish").answer(answered);
    expect(world.publishing()?.signalingState).toBe("stable");
    world.carriers.close();
    expect(world.open()).toEqual([]);
  });

  it("begins anew with another connection when the media server has lost it", async () => {
    const { pc, ...world } = await publishing();
    await world.tells("media-restart", { leg: "publish" });
    expect(pc.closed).toBe(true);
    await world.lastly("media-restart").answer();
    await rest();
    expect(world.all("publish")).toHaveLength(2);
    world.carriers.close();
    expect(world.open()).toEqual([]);
  });

  it("looks for another path by the same connection, at once after a failure and after 2 s of interruption", async () => {
    const { pc, ...world } = await publishing();
    pc.becomes("failed");
    await rest();
    expect(world.all("publish")).toHaveLength(2);
    await world.lastly("publish").answer(answered);
    pc.becomes("connected");
    pc.becomes("disconnected");
    await vi.advanceTimersByTimeAsync(1_900);
    expect(world.all("publish")).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(200);
    expect(world.all("publish")).toHaveLength(3);
    expect(pc.restarts).toBe(2);
    expect(world.publishing()).toBe(pc);
    world.carriers.close();
  });

  it("begins anew with another connection when looking for a path is refused, or fails too", async () => {
    for (const how of ["refused", "failed"]) {
      const { pc, ...world } = await publishing();
      pc.becomes("failed");
      await rest();
      if (how === "refused") await world.lastly("publish").refuse("media_failed");
      else {
        await world.lastly("publish").answer(answered);
        pc.becomes("failed");
      }
      await vi.advanceTimersByTimeAsync(1_000);
      expect(pc.closed).toBe(true);
      expect(world.lastly("media-restart").data).toEqual({ leg: "publish" });
      expect(world.all("publish")).toHaveLength(2);
      await world.lastly("media-restart").answer();
      expect(world.all("publish")).toHaveLength(3);
      await world.lastly("publish").answer(answered);
      expect(world.publishing()?.signalingState).toBe("stable");
      world.carriers.close();
      expect(world.open()).toEqual([]);
    }
  });

  it("is offered again after a pause that grows while the media server refuses it, and not at all where one may not speak", async () => {
    const world = await served();
    await world.lastly("publish").refuse("unavailable");
    await vi.advanceTimersByTimeAsync(1_000);
    await world.lastly("media-restart").answer();
    expect(world.all("publish")).toHaveLength(2);
    await world.lastly("publish").refuse("unavailable");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(world.all("media-restart")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    // The media server may have had nothing to forget.
    await world.lastly("media-restart").refuse("invalid");
    expect(world.all("publish")).toHaveLength(3);
    await world.lastly("publish").refuse("forbidden");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.all("publish")).toHaveLength(3);
    world.carriers.close();
    expect(world.open()).toEqual([]);
  });

  it("begins anew when the answer can't be used", async () => {
    const world = await served();
    const pc = world.publishing();
    if (pc) pc.refuses = true;
    await world.lastly("publish").answer(answered);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(pc?.closed).toBe(true);
    await world.lastly("media-restart").answer();
    expect(world.all("publish")).toHaveLength(2);
    world.carriers.close();
    expect(world.open()).toEqual([]);
  });

  it("is offered once at a time, also when the path fails before there is an answer", async () => {
    const world = await served();
    const first = world.lastly("publish");
    world.publishing()?.becomes("failed");
    await rest();
    expect(world.all("publish")).toHaveLength(1);
    await first.answer(answered);
    expect(world.all("publish")).toHaveLength(2);
    world.carriers.close();
  });

  it("says nothing about a connection that was replaced before its offer was answered", async () => {
    const { pc, ...world } = await publishing();
    pc.becomes("failed");
    await rest();
    const late = world.lastly("publish");
    (pc.onicecandidate as (event: object) => void)({ candidate: null });
    pc.becomes("failed");
    await late.answer(answered);
    await world.lastly("media-restart").answer();
    await world.lastly("publish").answer(answered);
    expect(world.publishing()).not.toBe(pc);
    expect(world.publishing()?.remoteDescription?.type).toBe("answer");
    expect(world.all("media-ice")).toHaveLength(0);
    world.carriers.close();
  });

  it("follows a change of the microphone, also on a connection that was made anew", async () => {
    const { pc, ...world } = await publishing();
    world.carriers.setTrack(world.voice);
    world.carriers.setMuted(false);
    await rest();
    expect(pc.transceivers[0]?.sender.track).toBe(world.voice);
    const other = { kind: "audio" } as MediaStreamTrack;
    world.carriers.setTrack(other);
    pc.becomes("failed");
    await rest();
    await world.lastly("publish").answer(answered);
    pc.becomes("failed");
    await rest();
    expect(world.publishing()).not.toBe(pc);
    expect(world.publishing()?.transceivers[0]?.sender.track).toBe(other);
    world.carriers.close();
  });
});

describe("what one shows through the media server", () => {
  const camera = { kind: "video" } as MediaStreamTrack;
  const screen = { kind: "video" } as MediaStreamTrack;

  it("is offered beside the voice, a camera in three sizes with the smallest first", async () => {
    const { pc, ...world } = await publishing();
    world.carriers.setShown({ camera });
    await rest();
    expect(world.lastly("publish").data).toMatchObject({ epoch, tracks: [{ mid: "0", source: "microphone" }, { mid: "1", source: "camera" }] });
    const encodings = pc.transceivers[1]?.sender.getParameters().encodings;
    expect(encodings).toMatchObject([{ rid: "q", scaleResolutionDownBy: 4 }, { rid: "h", scaleResolutionDownBy: 2 }, { rid: "f", scaleResolutionDownBy: 1 }]);
    await world.lastly("publish").answer(answered);
    world.carriers.setShown({ camera, screen });
    await rest();
    expect(world.lastly("publish").data["tracks"]).toContainEqual({ mid: "2", source: "screen" });
    world.carriers.close();
  });

  it("goes off and on again without another offer", async () => {
    const { pc, ...world } = await publishing();
    world.carriers.setShown({ camera });
    await rest();
    await world.lastly("publish").answer(answered);
    world.carriers.setShown({});
    await rest();
    expect(pc.transceivers[1]).toMatchObject({ direction: "sendonly", sender: { track: null } });
    world.carriers.setShown({ camera });
    await rest();
    expect(pc.transceivers[1]?.sender.track).toBe(camera);
    expect(world.all("publish")).toHaveLength(2);
    world.carriers.close();
  });

  it("does not cost the voice when it was ended while it was on its way", async () => {
    const { pc, ...world } = await publishing();
    world.carriers.setShown({ camera });
    await rest();
    await world.lastly("publish").refuse("forbidden");
    expect(pc.closed).toBe(true);
    await world.lastly("media-restart").answer();
    expect(world.lastly("publish").data["tracks"]).toEqual([{ mid: "0", source: "microphone" }]);
    world.carriers.close();
  });
});
