import { afterEach, describe, expect, it, vi } from "vitest";
import { seat } from "../test/call";
import { carriersWorld, movingWorld, rest, toMesh, toServer } from "../test/carriers";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** In a room that the media server carries, where Ada is heard. */
async function servedWorld(options?: Parameters<typeof carriersWorld>[0]) {
  const world = carriersWorld(options);
  await world.joins({ carrier: "server", epoch: 3 });
  await world.offers(3, { a: "ada" });
  world.subscribing().becomes("connected");
  world.comes(world.subscribing(), "a").sounds();
  return world;
}

describe("a room that the media server carries", () => {
  it("builds no connections from browser to browser, whatever it is told about who is there", async () => {
    const world = await servedWorld();
    await world.tells("room-state", { room: {}, participants: [seat("me"), seat("ada")], media: { carrier: "server", epoch: 3 } });
    expect(world.all("relay-sdp")).toHaveLength(0);
    expect(world.open()).toHaveLength(2);
    world.carriers.close();
  });

  it("moves back with the same rules", async () => {
    const world = await servedWorld();
    await vi.advanceTimersByTimeAsync(20_000);
    const before = world.heard("ada");
    expect(before).toBeDefined();
    await world.tells("media-move", toMesh(4));
    const mesh = await world.meets("ada", false);
    expect(world.heard("ada")).toBe(before);
    const track = [...world.whose.keys()].at(-1);
    track?.sounds();
    expect(world.heard("ada")).toBe(track);
    expect(world.lastly("media-confirm").data).toEqual({ epoch: 4 });
    expect(world.open()).toHaveLength(3);
    await world.tells("media-state", { state: "up" });
    expect(world.open()).toEqual([mesh]);
    expect(world.heard("ada")).toBe(track);
    world.carriers.close();
  });

  it("is heard on while it moves to the mesh right after one has joined again", async () => {
    const world = carriersWorld({ others: [seat("ada", { isMuted: false }), seat("eve", { isMuted: false })] });
    await world.joins();
    await world.joins({ carrier: "server", epoch: 3 });
    await world.offers(3, { a: "ada" });
    world.subscribing().becomes("connected");
    world.comes(world.subscribing(), "a").sounds();
    const before = world.heard("ada");
    await world.tells("media-move", toMesh(4));
    expect(before).toBeDefined();
    expect(world.heard("ada")).toBe(before);
    world.carriers.close();
  });

  it("keeps what it has while the media server is lost, until a new one carries it", async () => {
    const world = await servedWorld();
    const before = world.heard("ada");
    await world.tells("media-state", { state: "down" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.heard("ada")).toBe(before);
    await world.tells("media-move", toServer(5));
    expect(world.heard("ada")).toBe(before);
    await world.offers(5, { x: "ada" });
    world.subscribing().becomes("connected");
    world.comes(world.subscribing(), "x").sounds();
    expect(world.heard("ada")).toBe(world.comes(world.subscribing(), "x"));
    await world.tells("media-state", { state: "up" });
    expect(world.open()).toHaveLength(2);
    world.carriers.close();
  });

  it("goes on to be heard by the old connection after one's own line was lost, until the new one has sound", async () => {
    const world = await servedWorld();
    const before = world.heard("ada");
    const old = world.subscribing();
    world.carriers.keepForNow();
    await world.joins({ carrier: "server", epoch: 3 });
    expect(world.all("publish")).toHaveLength(2);
    await world.offers(3, { a: "ada" });
    expect(world.heard("ada")).toBe(before);
    world.subscribing().becomes("connected");
    world.comes(world.subscribing(), "a").sounds();
    expect(world.heard("ada")).toBe(world.comes(world.subscribing(), "a"));
    expect(old.closed).toBe(true);
    expect(world.all("media-confirm")).toHaveLength(0);
    world.carriers.close();
    expect(world.open()).toEqual([]);
  });

  it("is left for the mesh when that is what one finds after joining again, or from a server that knows nothing else", async () => {
    for (const after of ["join", "room-state"]) {
      const world = await servedWorld();
      if (after === "join") await world.joins();
      else await world.tells("room-state", { room: {}, participants: [seat("me"), seat("ada")] });
      const mesh = await world.meets("ada");
      await vi.advanceTimersByTimeAsync(35_000);
      expect(world.open()).toEqual([mesh]);
      world.carriers.close();
    }
  });

  it("shows the way over which somebody is heard", async () => {
    const { mesh, ...world } = await movingWorld();
    expect(mesh.connectionState).toBe("connected");
    await world.offers(1, { a: "ada" });
    expect(world.carriers.ways.get()["ada"]?.state).toBe("connected");
    world.subscribing().becomes("connected");
    await world.tells("media-state", { state: "up" });
    world.subscribing().becomes("failed");
    expect(world.carriers.ways.get()["ada"]?.state).toBe("failed");
    world.carriers.close();
  });
});

describe("one's own voice", () => {
  it.each(["mesh", "server"] as const)("is not encoded before one is unmuted for the first time, nor once one has been muted for a while (%s)", async (carrier) => {
    const world = carriersWorld();
    await world.joins({ carrier, epoch: 1 });
    if (carrier === "mesh") await world.meets("ada");
    const pc = carrier === "mesh" ? world.last() : world.publishing();
    const sent = async () => {
      await rest();
      return pc?.transceivers[0]?.sender.track;
    };
    world.carriers.setTrack(world.voice);
    expect(await sent()).not.toBe(world.voice);
    world.carriers.setMuted(false);
    expect(await sent()).toBe(world.voice);
    world.carriers.setMuted(true);
    expect(await sent()).toBe(world.voice);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await sent()).toBeNull();
    world.carriers.setMuted(false);
    expect(await sent()).toBe(world.voice);
    world.carriers.close();
  });
});
