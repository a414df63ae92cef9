import { afterEach, describe, expect, it, vi } from "vitest";
import { seat } from "../test/call";
import { answered, movingWorld, rest, toMesh, toServer } from "../test/carriers";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("a room that moves to the media server", () => {
  it("hears everybody on the old way until their sound comes on the new one, and closes the old one when the server says so", async () => {
    const { mesh, old, ...world } = await movingWorld();
    await world.lastly("publish").answer(answered);
    await world.offers(1, { a: "ada" });
    const pc = world.subscribing();
    pc.becomes("connected");
    expect(world.heard("ada")).toBe(old);
    expect(world.all("media-confirm")).toHaveLength(0);
    world.comes(pc, "a").sounds();
    expect(world.heard("ada")).toBe(world.comes(pc, "a"));
    expect(world.lastly("media-confirm").data).toEqual({ epoch: 1 });
    expect(mesh.closed).toBe(false);
    await world.tells("media-state", { state: "up" });
    expect(mesh.closed).toBe(true);
    expect(world.heard("ada")).toBe(world.comes(pc, "a"));
    expect(world.all("media-confirm")).toHaveLength(1);
    world.carriers.close();
    expect(world.open()).toEqual([]);
  });

  it("sends one's own voice on both ways until the move is over", async () => {
    const { mesh, ...world } = await movingWorld();
    world.carriers.setTrack(world.voice);
    world.carriers.setMuted(false);
    await rest();
    const sent = () => [mesh, world.publishing()].map((pc) => pc?.transceivers[0]?.sender.track);
    expect(sent()).toEqual([world.voice, world.voice]);
    world.carriers.close();
  });

  it("goes on with the old copy until the new one has settled", async () => {
    const { old, ...world } = await movingWorld();
    await world.lastly("publish").answer(answered);
    await world.offers(1, { a: "ada" });
    const pc = world.subscribing();
    pc.becomes("connected");
    world.comes(pc, "a").begins();
    await rest();
    expect(world.heard("ada")).toBe(old);
    vi.advanceTimersByTime(200);
    expect(world.heard("ada")).toBe(world.comes(pc, "a"));
    world.carriers.close();
  });

  it("does not wait for the sound of people who are muted, only for the way to them", async () => {
    const world = await movingWorld({ others: [seat("ada", { isMuted: false }), seat("eve"), seat("linus", { role: "listener" })] });
    await world.offers(1, { a: "ada" });
    const pc = world.subscribing();
    pc.becomes("connected");
    world.comes(pc, "a").sounds();
    expect(world.all("media-confirm")).toHaveLength(0);
    await world.offers(1, { a: "ada", b: "eve" });
    expect(world.all("media-confirm")).toHaveLength(1);
    world.carriers.close();
  });

  it("confirms when the last person who was not heard yet is muted or leaves", async () => {
    const world = await movingWorld({ others: [seat("ada", { isMuted: false })] });
    await world.offers(1, { a: "ada" });
    world.subscribing().becomes("connected");
    await world.holds([seat("ada", { isMuted: true })]);
    expect(world.all("media-confirm")).toHaveLength(1);
    world.carriers.close();
  });

  it("closes the old way 33 s after it confirmed, should the server never say that it may", async () => {
    const { mesh, ...world } = await movingWorld();
    await world.offers(1, { a: "ada" });
    world.subscribing().becomes("connected");
    world.comes(world.subscribing(), "a").sounds();
    await vi.advanceTimersByTimeAsync(32_900);
    expect(mesh.closed).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(mesh.closed).toBe(true);
    world.carriers.close();
  });

  it("hears the old way again at once when the move is given up, and makes no new connection for it", async () => {
    const { mesh, old, ...world } = await movingWorld();
    await world.offers(1, { a: "ada" });
    world.subscribing().becomes("connected");
    world.comes(world.subscribing(), "a").sounds();
    expect(world.heard("ada")).not.toBe(old);
    const before = world.made.length;
    await world.tells("media-move", toMesh(2, "failure"));
    expect(world.heard("ada")).toBe(old);
    expect(world.open()).toEqual([mesh]);
    await vi.advanceTimersByTimeAsync(35_000);
    expect(world.made).toHaveLength(before);
    expect(world.open()).toEqual([mesh]);
    world.carriers.close();
  });

  it("begins anew when the server moves it once more before the first move is over, and does nothing about what is stale", async () => {
    const { old, ...world } = await movingWorld();
    const first = world.lastly("publish");
    await world.tells("media-move", toServer(2));
    await first.answer(answered);
    await world.offers(1, { a: "ada" });
    await world.tells("media-move", toServer(1));
    expect(world.all("publish").map(({ data }) => data["epoch"])).toEqual([1, 2]);
    expect(world.all("subscribed")).toHaveLength(0);
    expect(world.heard("ada")).toBe(old);
    await world.offers(2, { a: "ada" });
    world.subscribing().becomes("connected");
    world.comes(world.subscribing(), "a").sounds();
    await world.tells("media-state", { state: "up" });
    expect(world.open()).toHaveLength(2);
    expect(world.heard("ada")).toBe(world.comes(world.subscribing(), "a"));
    world.carriers.close();
    expect(world.open()).toEqual([]);
  });

  it("says nothing more about a move that another one has replaced, whatever of it was still under way", async () => {
    const world = await movingWorld();
    const [publishing, subscribing] = [world.publishing(), world.subscribing()];
    let release = () => {};
    subscribing.gate = new Promise((resolve) => (release = resolve));
    publishing?.becomes("failed");
    await world.offers(1, { a: "ada" });
    await world.tells("media-move", toServer(2));
    const before = world.said.length;
    release();
    await world.all("publish")[0]?.answer(answered);
    subscribing.becomes("failed");
    publishing?.becomes("failed");
    for (const pc of [publishing, subscribing]) (pc?.onicecandidate as (event: object) => void)({ candidate: null });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.said).toHaveLength(before);
    world.carriers.close();
    expect(world.open()).toEqual([]);
  });

  it("confirms once, whoever is muted or comes after that", async () => {
    const world = await movingWorld({ others: [seat("ada")] });
    await world.offers(1, { a: "ada" });
    world.subscribing().becomes("connected");
    for (const isMuted of [false, true, false, true]) await world.holds([seat("ada", { isMuted })]);
    expect(world.all("media-confirm")).toHaveLength(1);
    world.carriers.close();
  });

  it("keeps the old way when the media server is lost after one has confirmed", async () => {
    const { mesh, ...world } = await movingWorld({ others: [seat("ada")] });
    await world.offers(1, { a: "ada" });
    world.subscribing().becomes("connected");
    expect(world.all("media-confirm")).toHaveLength(1);
    await world.tells("media-state", { state: "down" });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(mesh.closed).toBe(false);
    world.carriers.close();
  });

  it("sends and stops sending as one's role changes in the middle of it", async () => {
    const { mesh, ...world } = await movingWorld({ role: "listener" });
    expect(world.all("publish")).toHaveLength(0);
    await world.tells("role", { userId: "me", role: "speaker" });
    expect(world.all("publish")).toHaveLength(1);
    expect(mesh.transceivers[0]?.direction).toBe("sendrecv");
    await world.tells("role", { userId: "me", role: "listener" });
    await world.lastly("publish").answer(answered);
    expect(world.publishing()?.closed).toBe(true);
    world.carriers.close();
    expect(world.open()).toEqual([]);
  });

  it("leaves no connection behind when one leaves in the middle of it", async () => {
    const world = await movingWorld();
    let release = () => {};
    world.subscribing().gate = new Promise((resolve) => (release = resolve));
    await world.offers(1, { a: "ada" });
    world.carriers.close();
    release();
    await rest();
    await world.lastly("publish").refuse("lost");
    await vi.advanceTimersByTimeAsync(30_000);
    expect(world.open()).toEqual([]);
    expect(world.heard("ada")).toBeUndefined();
    expect(world.all("subscribed")).toHaveLength(0);
  });
});
