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
  it("pass candidates on once the media server knows what they belong to, and take those that come before it says so", async () => {
    const world = await served();
    const [publish, subscribe] = [world.publishing(), world.subscribing()];
    const finds = (pc: typeof publish, candidate: object | null) => {
      (pc?.onicecandidate as (event: object) => void)({ candidate });
    };
    await world.offers(epoch, { a: "ada" });
    finds(publish, { toJSON: () => ({ candidate: "mine" }) });
    finds(subscribe, null);
    await world.tells("media-ice", { leg: "publish", icecandidate: { candidate: "theirs" } });
    expect(world.all("media-ice")).toHaveLength(0);
    expect(publish?.added).toEqual([]);
    await world.lastly("publish").answer(answered);
    await world.lastly("subscribed").answer();
    expect(world.all("media-ice").map(({ data }) => data)).toEqual([
      { leg: "publish", icecandidate: { candidate: "mine" } },
      { leg: "subscribe", icecandidate: null },
    ]);
    expect(publish?.added).toEqual([{ candidate: "theirs" }]);
    world.carriers.close();
  });

  it("keep a candidate that comes before the offer it belongs to, and drop one of an older description", async () => {
    const world = await served();
    const pc = world.subscribing();
    await world.tells("media-ice", { leg: "subscribe", icecandidate: { candidate: "early" } });
    expect(pc.added).toEqual([]);
    await world.offers(epoch, { a: "ada" });
    await world.tells("media-ice", { leg: "subscribe", icecandidate: { candidate: "stale", usernameFragment: "gone" } });
    expect(pc.added).toEqual([{ candidate: "early" }]);
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
