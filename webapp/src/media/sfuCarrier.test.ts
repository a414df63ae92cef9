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

describe("what comes through the media server", () => {
  it("is a voice, a picture, or the sound of a screen, as the server calls it", async () => {
    const world = await served();
    const sdp = "a=mid:a\na=mid:b\na=mid:c\n";
    const tracks = [
      { mid: "a", userId: "ada", source: "microphone" },
      { mid: "b", userId: "ada", source: "screen" },
      { mid: "c", userId: "ada", source: "screen-audio" },
    ];
    await world.tells("subscribe", { epoch, sessionDescription: { type: "offer", sdp }, tracks });
    const pc = world.subscribing();
    expect([...world.carriers.pictures.get()]).toEqual([["screen ada", world.comes(pc, "b")]]);
    world.whose.set(world.comes(pc, "a"), "ada");
    world.comes(pc, "a").sounds();
    expect(world.heard("ada")).toBe(world.comes(pc, "a"));
    world.speakers.listenTo(new Set(["screen ada"]));
    world.whose.set(world.comes(pc, "c"), "screen ada");
    world.comes(pc, "c").sounds();
    expect(world.heard("screen ada")).toBe(world.comes(pc, "c"));
    await world.tells("subscribe", { epoch, sessionDescription: { type: "offer", sdp }, tracks: tracks.slice(0, 1) });
    expect(world.carriers.pictures.get().size).toBe(0);
    world.carriers.close();
  });

  it("is what one looks at, also after the media server had to be set up anew", async () => {
    const world = await served();
    world.carriers.watch(new Map([["camera ada", "small"]]));
    expect(world.lastly("watch").data).toEqual({ epoch, pictures: [{ userId: "ada", source: "camera", size: "small" }] });
    await world.tells("media-move", { to: "server", epoch: epoch + 1, by: "failure" });
    expect(world.lastly("watch").data).toEqual({ epoch: epoch + 1, pictures: [{ userId: "ada", source: "camera", size: "small" }] });
    world.carriers.watch(new Map(Array.from({ length: 70 }, (_, index) => [`camera u${index}`, "small"])));
    expect(world.lastly("watch").data["pictures"]).toHaveLength(64);
    world.carriers.close();
  });

  it("comes small while the voices come badly", async () => {
    const world = await served();
    await world.offers(epoch, { a: "ada" });
    const sdp = "a=mid:a\na=mid:b\n";
    const tracks = [
      { mid: "a", userId: "ada", source: "microphone" },
      { mid: "b", userId: "ada", source: "camera" },
    ];
    await world.tells("subscribe", { epoch, sessionDescription: { type: "offer", sdp }, tracks });
    const pc = world.subscribing();
    pc.becomes("connected");
    world.carriers.watch(new Map([["camera ada", "large"]]));
    for (let look = 1; look <= 4; look += 1) {
      pc.stats = [{ type: "inbound-rtp", kind: "audio", mid: "a", packetsReceived: look * 100, packetsLost: look * 50, jitter: 0 }];
      await vi.advanceTimersByTimeAsync(3_000);
    }
    expect(world.carriers.squeezed.get()).toBe("smaller");
    expect(world.lastly("watch").data["pictures"]).toEqual([{ userId: "ada", source: "camera", size: "small" }]);
    world.carriers.close();
  });
});
