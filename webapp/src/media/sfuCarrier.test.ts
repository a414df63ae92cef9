import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { seat } from "../test/call";
import { answered, epoch, publishing, rest, served } from "../test/carriers";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("both ways to the media server", () => {
  it("pass candidates on, and keep those that come before their description", async () => {
    const world = await served();
    const [publish, subscribe] = [world.publishing(), world.subscribing()];
    const found = { candidate: { toJSON: () => ({ candidate: "mine" }) } };
    (publish?.onicecandidate as (event: object) => void)(found);
    (subscribe.onicecandidate as (event: object) => void)({ candidate: null });
    expect(world.all("media-ice").map(({ data }) => data)).toEqual([
      { leg: "publish", icecandidate: { candidate: "mine" } },
      { leg: "subscribe", icecandidate: null },
    ]);
    await world.tells("media-ice", { leg: "publish", icecandidate: { candidate: "theirs" } });
    await world.tells("media-ice", { leg: "subscribe", icecandidate: null });
    expect([publish?.added, subscribe.added]).toEqual([[], []]);
    await world.lastly("publish").answer(answered);
    await world.offers(epoch, { a: "ada" });
    expect([publish?.added, subscribe.added]).toEqual([[{ candidate: "theirs" }], [undefined]]);
    world.carriers.close();
  });

  it("look for other paths after a change of network, unless they work", async () => {
    const { pc, ...world } = await publishing();
    await world.offers(epoch, { a: "ada" });
    world.carriers.findPaths();
    await rest();
    expect(world.all("publish")).toHaveLength(1);
    expect(world.all("media-restart")).toHaveLength(1);
    world.subscribing().becomes("connected");
    pc.becomes("disconnected");
    world.carriers.findPaths();
    await rest();
    expect(world.all("publish")).toHaveLength(2);
    expect(world.all("media-restart")).toHaveLength(1);
    world.carriers.close();
  });

  it("use fresh passes to the relays, also for connections made later", async () => {
    const { pc, ...world } = await publishing();
    const servers = [{ urls: "turn:relay" }];
    world.carriers.setIceServers(servers);
    expect(pc.configuration.iceServers).toBe(servers);
    expect(world.subscribing().configuration.iceServers).toBe(servers);
    await world.tells("media-move", { to: "server", epoch: 2, by: "failure" });
    expect(world.publishing()?.configuration.iceServers).toBe(servers);
    world.carriers.close();
  });

  it("judge how well each person is heard by what came in for that person", async () => {
    const world = await served({ role: "listener", others: [seat("ada"), seat("eve")] });
    await world.offers(epoch, { a: "ada", b: "eve" });
    const pc = world.subscribing();
    pc.becomes("connected");
    const came = (mid: string, packetsReceived: number, packetsLost: number) => ({ type: "inbound-rtp", mid, packetsReceived, packetsLost });
    pc.stats = [came("a", 100, 0), came("b", 100, 0)];
    await vi.advanceTimersByTimeAsync(3_000);
    pc.stats = [came("a", 200, 0), came("b", 150, 50)];
    await vi.advanceTimersByTimeAsync(3_000);
    expect(world.carriers.ways.get()).toEqual({ ada: { state: "connected", quality: "good" }, eve: { state: "connected", quality: "poor" } });
    world.carriers.close();
  });
});
