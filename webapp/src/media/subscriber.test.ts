import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { seat } from "../test/call";
import { epoch, rest, served } from "../test/carriers";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function subscribed() {
  const world = await served({ role: "listener", others: [seat("ada", { isMuted: false }), seat("eve", { isMuted: false })] });
  await world.offers(epoch, { a: "ada" });
  await world.lastly("subscribed").answer();
  const pc = world.subscribing();
  pc.becomes("connected");
  return { ...world, pc };
}

describe("what is subscribed to", () => {
  it("is answered offer by offer, in the order in which they came", async () => {
    const world = await served();
    const pc = world.subscribing();
    let release = () => {};
    pc.gate = new Promise((resolve) => (release = resolve));
    const offers = [world.offers(epoch, { a: "ada" }), world.offers(epoch, { a: "ada", b: "eve" })];
    await Promise.all(offers);
    expect(world.all("subscribed")).toHaveLength(0);
    release();
    await rest();
    expect(world.all("subscribed")).toHaveLength(2);
    expect(pc.remoteDescription?.sdp).toContain("a=mid:b");
    expect(world.made).toHaveLength(2);
    expect((world.lastly("subscribed").data["sessionDescription"] as { type: string; sdp: string }).sdp).toContain("usedtx=1");
    world.carriers.close();
  });

  it("is one connection, in which a section is used for somebody else later", async () => {
    const { pc, ...world } = await subscribed();
    world.comes(pc, "a").sounds();
    expect(world.heard("ada")).toBe(world.comes(pc, "a"));
    await world.offers(epoch, { a: "eve" });
    expect(world.heard("ada")).toBeUndefined();
    expect(world.heard("eve")).toBe(world.comes(pc, "a"));
    expect(Object.keys(world.carriers.ways.get())).toEqual(["eve"]);
    await world.offers(epoch, {});
    expect(world.heard("eve")).toBeUndefined();
    expect(world.carriers.ways.get()).toEqual({});
    world.carriers.close();
  });

  it("hears who stays without a break while others come and go", async () => {
    const { pc, ...world } = await subscribed();
    const play = vi.spyOn(world.speakers, "add");
    await world.offers(epoch, { a: "ada", b: "eve" });
    await world.offers(epoch, { a: "ada" });
    expect(play).toHaveBeenCalledOnce();
    expect(world.heard("ada")).toBe(world.comes(pc, "a"));
    world.carriers.close();
  });

  it("moves to another section without being heard twice", async () => {
    const { pc, ...world } = await subscribed();
    world.comes(pc, "a").sounds();
    await world.offers(epoch, { b: "ada" });
    expect(world.heard("ada")).toBe(world.comes(pc, "b"));
    await world.offers(epoch, { a: "ada", b: "ada" });
    expect(world.heard("ada")).toBeDefined();
    world.carriers.close();
    expect(world.heard("ada")).toBeUndefined();
  });

  it("asks for an offer with another path when the present one fails or stays interrupted, and asks again until there is one", async () => {
    const { pc, ...world } = await subscribed();
    pc.becomes("failed");
    expect(world.all("media-restart").map(({ data }) => data)).toEqual([{ leg: "subscribe" }]);
    // While the line is interrupted, one question waits, and not a heap of them.
    await vi.advanceTimersByTimeAsync(30_000);
    expect(world.all("media-restart")).toHaveLength(1);
    await world.lastly("media-restart").refuse("unavailable");
    await vi.advanceTimersByTimeAsync(15_000);
    expect(world.all("media-restart")).toHaveLength(2);
    await world.lastly("media-restart").answer();
    await world.offers(epoch, { a: "ada" });
    await world.lastly("subscribed").answer();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(world.all("media-restart")).toHaveLength(2);
    pc.becomes("connected");
    pc.becomes("disconnected");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(world.all("media-restart")).toHaveLength(3);
    world.carriers.close();
  });

  it("begins anew with another connection when the offer does not fit the one there is", async () => {
    const { pc, ...world } = await subscribed();
    world.comes(pc, "a").sounds();
    pc.refuses = true;
    await world.offers(epoch, { x: "ada" });
    expect(pc.closed).toBe(true);
    expect(world.subscribing()).not.toBe(pc);
    expect(world.heard("ada")).toBe(world.comes(world.subscribing(), "x"));
    expect(world.all("subscribed")).toHaveLength(2);
    world.carriers.close();
    expect(world.open()).toEqual([]);
  });

  it("begins anew with another connection when the media server says so, even if the offer would fit", async () => {
    const { pc, ...world } = await subscribed();
    await world.offers(epoch, { a: "ada" }, true);
    expect(pc.closed).toBe(true);
    expect(world.subscribing()).not.toBe(pc);
    world.carriers.close();
    expect(world.open()).toEqual([]);
  });

  it("asks for another offer after a pause when one can't be answered, or the server does not take the answer", async () => {
    const world = await served({ role: "listener" });
    world.subscribing().refuses = true;
    await world.offers(epoch, { a: "ada" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(world.all("media-restart")).toHaveLength(1);
    await world.lastly("media-restart").answer();
    await world.offers(epoch, { a: "ada" });
    await world.lastly("subscribed").refuse("media_failed");
    await vi.advanceTimersByTimeAsync(4_000);
    expect(world.all("media-restart").length).toBeGreaterThan(1);
    world.carriers.close();
  });

  it("says nothing more once it is closed, whatever was still under way", async () => {
    const { pc, ...world } = await subscribed();
    await world.offers(epoch, { a: "ada", b: "eve" });
    (pc.onicecandidate as (event: object) => void)({ candidate: null });
    world.carriers.close();
    const before = world.said.length;
    await world.lastly("subscribed").refuse("media_failed");
    pc.becomes("failed");
    await world.tells("media-ice", { leg: "subscribe", icecandidate: { candidate: "late" } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.said).toHaveLength(before);
    expect(world.open()).toEqual([]);
  });
});
