import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectionWorld as world } from "../test/connection";
import { flowing } from "./flow";
import { timing } from "./surroundings";

const chat = (seq: number) => ({ event: "chat", data: { id: `c${seq}`, userId: "u", text: "Hello", at: "" }, seq });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the connection", () => {
  it("answers each request by its id", async () => {
    const { socket, connection, lines } = world();
    socket().welcomes("a");
    expect(lines).toEqual(["peer-a"]);
    const good = connection.request("chat", { text: "Hello" });
    const bad = connection.request("lock", { locked: true });
    const [first, second] = socket().sent;
    socket().says({ event: "error", id: second?.id, data: { code: "forbidden", message: "No." } });
    socket().says({ event: "ack", id: first?.id, data: {} });
    await expect(good).resolves.toEqual({});
    await expect(bad).rejects.toMatchObject({ code: "forbidden" });
  });

  it("asks again while another server takes the room over, and gives up in the end", async () => {
    const { socket, connection } = world();
    socket().welcomes("a");
    const unavailable = { code: "unavailable", message: "The server that has this room cannot be reached." };
    const done = connection.request("hand", { raised: true });
    socket().says({ event: "error", id: socket().heard("hand")[0]?.id, data: unavailable });
    await vi.advanceTimersByTimeAsync(1_000);
    const [first, second] = socket().heard("hand");
    expect(second).toEqual(first);
    socket().says({ event: "ack", id: second?.id, data: {} });
    await expect(done).resolves.toEqual({});

    const never = expect(connection.request("lock", { locked: true })).rejects.toMatchObject({ code: "unavailable" });
    for (let i = 0; i < 30; i++) {
      socket().says({ event: "error", id: socket().heard("lock")[0]?.id, data: unavailable });
      await vi.advanceTimersByTimeAsync(1_000);
    }
    await never;
    expect(socket().heard("lock").length).toBeLessThan(30);
  });

  it("says so when the server has no seat for the line any more", () => {
    const { socket, seatLost, lines } = world();
    socket().welcomes("a");
    socket().says({ event: "resync", data: { reason: "seat_lost" }, seq: 2 });
    expect(seatLost).toHaveBeenCalledOnce();
    expect(lines).toEqual(["peer-a"]);
  });

  it("takes up where the lost socket stopped, telling nothing twice", async () => {
    const { sockets, socket, connection, told, resumed, lines, standings } = world();
    socket().welcomes("a");
    socket().says(chat(2));
    socket().says(chat(3));
    const unheard = connection.request("hand", { raised: true });
    const acked = connection.request("chat", { text: "Hello" });
    const hand = socket().heard("hand")[0];
    const said = socket().heard("chat")[0];
    socket().breaks();
    const meanwhile = connection.request("react", { emoji: "👏" });
    await vi.advanceTimersByTimeAsync(timing.firstRetry);
    expect(sockets).toHaveLength(2);
    socket().welcomes("b");
    const resume = socket().heard("resume")[0];
    expect(resume?.data).toEqual({ resumeId: "resume-a", lastSeq: 3 });
    socket().says(chat(3));
    socket().says(chat(4));
    // The answer that got lost is told again before the resume is acknowledged.
    socket().says({ event: "ack", id: said?.id, data: {} });
    socket().says({ event: "ack", id: resume?.id, data: { peerId: "peer-a" } });
    await acked;
    expect(told.map(({ data }) => (data as { id: string }).id)).toEqual(["c2", "c3", "c4"]);
    expect(resumed).toHaveBeenCalledOnce();
    expect(lines).toEqual(["peer-a"]);
    expect(standings).toEqual(["open", "reconnecting", "open"]);
    // Only what the server never got is sent again.
    expect(socket().sent.map(({ event }) => event)).toEqual(["resume", "hand", "react"]);
    expect(socket().heard("hand")[0]?.id).toBe(hand?.id);
    socket().says({ event: "ack", id: hand?.id, data: {} });
    socket().says({ event: "ack", id: socket().heard("react")[0]?.id, data: {} });
    await Promise.all([unheard, meanwhile]);
  });

  it("begins a new line when the old one can't be resumed, and numbers start anew", async () => {
    const { socket, connection, lines, told } = world();
    socket().welcomes("a");
    for (const seq of [2, 3, 4, 5]) socket().says(chat(seq));
    const pending = connection.request("hand", { raised: true });
    const refused = expect(pending).rejects.toMatchObject({ code: "lost" });
    socket().breaks();
    await vi.advanceTimersByTimeAsync(timing.firstRetry);
    socket().welcomes("b");
    socket().says({ event: "ack", id: socket().heard("resume")[0]?.id, data: {} });
    socket().says({ event: "resync", data: { reason: "window_over" }, seq: 2 });
    await refused;
    expect(lines).toEqual(["peer-a", "peer-b"]);
    socket().says(chat(3));
    expect(told).toHaveLength(5);
    socket().breaks();
    await vi.advanceTimersByTimeAsync(timing.firstRetry);
    socket().welcomes("c");
    expect(socket().heard("resume")[0]?.data).toEqual({ resumeId: "resume-b", lastSeq: 3 });
  });

  it("asks to resume by another id each time, so that no late answer is taken for this one's", async () => {
    const { socket, standings } = world();
    socket().welcomes("a");
    socket().breaks();
    await vi.advanceTimersByTimeAsync(timing.firstRetry);
    socket().welcomes("b");
    const first = socket().heard("resume")[0]?.id;
    socket().breaks();
    await vi.advanceTimersByTimeAsync(2 * timing.firstRetry);
    socket().welcomes("c");
    socket().says({ event: "ack", id: first, data: { peerId: "peer-a" } });
    expect(socket().heard("resume")[0]?.id).not.toBe(first);
    expect(standings.at(-1)).toBe("reconnecting");
    socket().says({ event: "ack", id: socket().heard("resume")[0]?.id, data: { peerId: "peer-a" } });
    expect(standings.at(-1)).toBe("open");
  });

  it("never sends more at once of what browsers exchange than the server takes, also over a new socket", async () => {
    const { socket, connection } = world();
    socket().welcomes("a");
    for (let peer = 0; peer < 400; peer += 1) void connection.request("relay-ice", { peerId: `p${peer}`, icecandidate: null });
    void connection.request("hand", { raised: true });
    expect(socket().sent.map(({ event }) => event)).toEqual([...Array<string>(flowing.atOnce).fill("relay-ice"), "hand"]);
    socket().breaks();
    await vi.advanceTimersByTimeAsync(timing.firstRetry);
    socket().welcomes("b");
    socket().says({ event: "ack", id: socket().heard("resume")[0]?.id, data: { peerId: "peer-a" } });
    expect(socket().heard("hand")).toHaveLength(1);
    expect(socket().heard("relay-ice")).toHaveLength(flowing.atOnce);
    for (let second = 0; second < 8; second += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      socket().says({ event: "pong", data: {} });
    }
    expect(socket().heard("relay-ice").map(({ data }) => data.peerId)).toEqual(Array.from({ length: 400 }, (_, peer) => `p${peer}`));
  });

  it("notices within ten seconds that the server is silent", async () => {
    const { sockets, socket } = world();
    socket().welcomes("a");
    await vi.advanceTimersByTimeAsync(timing.ping);
    expect(socket().heard("ping")[0]?.data).toEqual({ seq: 1 });
    socket().says({ event: "pong", data: {} });
    const before = socket();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(before.closed).toBe(true);
    expect(sockets.length).toBeGreaterThan(1);
  });

  it("looks at once when the network comes back", async () => {
    const { sockets, socket, page } = world();
    socket().welcomes("a");
    page.dispatchEvent(new Event("online"));
    expect(socket().heard("ping")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(timing.hurriedPong);
    expect(socket().closed).toBe(true);
    page.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);
    expect(sockets).toHaveLength(2);
  });

  it("renews the session once when the server ended it, and resumes", async () => {
    const { socket, ensureSession } = world();
    socket().welcomes("a");
    socket().says({ event: "go-away", data: { reason: "token_expired" }, seq: 2 });
    socket().breaks(4001);
    await vi.advanceTimersByTimeAsync(timing.firstRetry);
    expect(ensureSession).toHaveBeenCalledOnce();
    socket().welcomes("b");
    expect(socket().heard("resume")).toHaveLength(1);
  });

  it("is over when the session is", async () => {
    const { sockets, socket, standings } = world(() => Promise.resolve("over"));
    socket().breaks();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(standings.at(-1)).toBe("signedOut");
    expect(sockets).toHaveLength(1);
  });

  it("waits as long as a stopping server asks for", async () => {
    const { sockets, socket } = world();
    socket().welcomes("a");
    socket().says({ event: "go-away", data: { reason: "server_stopping", reconnectIn: 2_000 }, seq: 2 });
    socket().breaks(1001);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sockets).toHaveLength(2);
  });

  it("says after a while that it is lost, tries on, and sooner when asked", async () => {
    const { sockets, socket, standings, connection } = world();
    socket().welcomes("a");
    for (let second = 0; second < 50; second += 1) {
      socket().breaks();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(standings.at(-1)).toBe("lost");
    socket().breaks();
    const tried = sockets.length;
    connection.retryNow();
    await vi.advanceTimersByTimeAsync(0);
    expect(sockets).toHaveLength(tried + 1);
    socket().welcomes("b");
    socket().says({ event: "ack", id: socket().heard("resume")[0]?.id, data: { peerId: "peer-a" } });
    expect(standings.at(-1)).toBe("open");
  });

  it("does not fight with another socket for the same line", () => {
    const { socket, standings } = world();
    socket().welcomes("a");
    socket().breaks(4002);
    expect(standings.at(-1)).toBe("replaced");
  });

  it("says a last word while closing", () => {
    const { socket, connection, standings } = world();
    socket().welcomes("a");
    connection.sayAndClose("leave", { roomId: "r" });
    expect(socket().heard("leave")[0]?.data).toEqual({ roomId: "r" });
    expect(socket().closed).toBe(true);
    expect(standings.at(-1)).toBe("closed");
  });
});
