import { beforeEach, describe, expect, it, vi } from "vitest";
import { callWorld, creator, muted, room, seat } from "../test/call";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("a call", () => {
  it("plays nobody whom a moderator muted, and nobody who listens, whatever they send", async () => {
    const { socket, heard, enters } = callWorld();
    await enters();
    expect(heard()).toContain("ada");
    socket().tells("mute-info", muted("ada", true, true));
    expect(heard()).not.toContain("ada");
    socket().tells("unmute", { roomId: "r", peerId: "p-ada", userId: "ada" });
    expect(heard()).not.toContain("ada");
    socket().tells("mute-info", muted("ada", true, false));
    expect(heard()).toContain("ada");
    socket().tells("role", { userId: "ada", role: "listener" });
    expect(heard()).not.toContain("ada");
    socket().tells("role", { userId: "ada", role: "speaker" });
    socket().tells("remove-peer", { peerId: "p-ada", userId: "ada" });
    expect(heard()).not.toContain("ada");
  });

  it("is silent until the server says that one is unmuted, and silent at once when one mutes", async () => {
    const { call, socket, track, enters } = callWorld();
    await enters();
    expect(call.view.get().muted).toBe(true);
    expect(track.enabled).toBe(false);
    call.setMuted(false);
    expect(track.enabled).toBe(false);
    expect(call.view.get().voice).toBe("unmuting");
    socket().tells("unmute", { roomId: "r", peerId: "p-me", userId: "me" });
    expect(track.enabled).toBe(true);
    expect(call.view.get().muted).toBe(false);
    call.setMuted(true);
    expect(track.enabled).toBe(false);
    expect(call.view.get().muted).toBe(true);
    expect(socket().heard("mute")).toBe(1);
  });

  it("is silenced by a moderator, and stays so when that is allowed again", async () => {
    const { call, socket, track, enters } = callWorld({ startMuted: false });
    await enters();
    expect(socket().heard("unmute")).toBe(1);
    socket().tells("mute-info", muted("me", false));
    expect(track.enabled).toBe(true);
    socket().tells("mute-info", muted("me", true, true));
    expect(track.enabled).toBe(false);
    expect(call.told.get()?.kind).toBe("youMuted");
    call.setMuted(false);
    expect(socket().heard("unmute")).toBe(1);
    socket().tells("mute-info", muted("me", true));
    expect(call.told.get()?.kind).toBe("youAllowed");
    expect(track.enabled).toBe(false);
  });

  it("shows muted when the server would not have it otherwise", async () => {
    const { call, socket, enters } = callWorld();
    await enters();
    call.setMuted(false);
    socket().answers("unmute", { code: "forbidden", message: "No." }, true);
    await vi.waitFor(() => {
      expect(call.view.get().voice).toBe("muted");
    });
  });

  it("tells what carries the voices how it came in, who is there, and what the server says", async () => {
    const { call, socket, carrier, enters } = callWorld();
    await enters({ role: "listener" });
    expect(carrier.joined).toHaveBeenLastCalledWith(expect.objectContaining({ role: "listener" }));
    socket().tells("add-peer", { peerId: "p-ada", createOffer: true, user: creator });
    expect(carrier.hear).toHaveBeenLastCalledWith(expect.objectContaining({ event: "add-peer" }));
    expect(carrier.look).toHaveBeenLastCalledWith(call.view.get().room);
  });

  it("reads the chat again when it may have missed something", async () => {
    const { call, socket, history, enters } = callWorld();
    await enters();
    const line = { id: "m1", userId: "ada", text: "while you could not hear us", at: "2026-01-01T10:00:00Z" };
    history.mockResolvedValue({ lines: [line], quoted: [], faces: [] });
    socket().tells("room-state", { room, participants: [seat("me"), seat("ada", { role: "host" })] });
    await vi.waitFor(() => {
      expect(call.view.get().room?.lines).toEqual([line]);
    });
  });

  it("joins again on the same line when its seat is lost", async () => {
    const { socket, sockets, carrier, enters } = callWorld();
    await enters();
    socket().tells("resync", { reason: "seat_lost" });
    expect(carrier.keepForNow).toHaveBeenCalledTimes(2);
    expect(socket().heard("join")).toBe(2);
    expect(sockets).toHaveLength(1);
  });

  it("goes on trying to join again while the server that has the room can't be reached", async () => {
    const { call, socket, enters } = callWorld();
    await enters();
    vi.useFakeTimers();
    socket().tells("resync", { reason: "seat_lost" });
    socket().answers("join", { code: "database_unavailable", message: "Later." }, true);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(call.view.get().ended).toBeUndefined();
    expect(socket().heard("join")).toBe(3);
    socket().answers("join", { code: "banned", message: "No." }, true);
    await vi.advanceTimersByTimeAsync(0);
    expect(call.view.get().ended).toEqual({ code: "banned" });
    vi.useRealTimers();
  });

  it("joins again when the server has forgotten it, and is heard again without a click", async () => {
    const { call, socket, sockets, track, carrier, enters, welcome } = callWorld({ startMuted: false });
    await enters();
    socket().tells("mute-info", muted("me", false));
    socket().onclose?.({ code: 1006 } as CloseEvent);
    await vi.waitFor(
      () => {
        expect(sockets).toHaveLength(2);
      },
      { timeout: 30_000 },
    );
    welcome();
    const before = call.view.get().room;
    expect(carrier.keepForNow).toHaveBeenCalledOnce();
    socket().answers("resume", {});
    socket().tells("resync", { reason: "window_over" });
    expect(carrier.keepForNow).toHaveBeenCalledTimes(2);
    const own = seat("me");
    socket().answers("join", { room, role: "speaker", self: own, participants: [own] });
    await vi.waitFor(() => {
      expect(call.view.get().room).not.toBe(before);
    });
    expect(socket().heard("unmute")).toBe(1);
    socket().tells("mute-info", muted("me", false));
    expect(track.enabled).toBe(true);
  });

  it.each([
    ["removed", { reason: "joined_elsewhere", banned: false }, "joined_elsewhere"],
    ["removed", { reason: "removed", banned: false }, "removed"],
    ["removed", { reason: "banned", banned: true }, "banned"],
    ["room-closed", { reason: "deleted" }, "deleted"],
  ])("ends with %s %o: no sound in, none out", async (event, data, code) => {
    const { call, socket, track, carrier, enters } = callWorld({ startMuted: false });
    await enters();
    socket().tells("mute-info", muted("me", false));
    socket().tells(event, data);
    expect(call.view.get().ended).toEqual({ code });
    expect(carrier.close).toHaveBeenCalledOnce();
    expect(track.enabled).toBe(false);
  });

  it("ends when one is not let in", async () => {
    const { call, socket, welcome } = callWorld();
    welcome();
    socket().answers("join", { code: "room_full", message: "Full." }, true);
    await vi.waitFor(() => {
      expect(call.view.get().ended).toEqual({ code: "room_full" });
    });
  });

  it("says goodbye when one leaves, and not when the page goes away, for which the seat is kept", async () => {
    const { call, socket, enters } = callWorld();
    await enters();
    const last = socket();
    dispatchEvent(new Event("pagehide"));
    expect(last.heard("leave")).toBe(0);
    expect(call.view.get().ended).toBeUndefined();
    call.leave();
    expect(last.heard("leave")).toBe(1);
    expect(call.view.get().ended?.code).toBe("left");
  });

  it("is not in the room while the line is interrupted, and says how long its seat is kept", async () => {
    const { call, socket, enters } = callWorld();
    await enters();
    expect(call.view.get().present).toBe(true);
    socket().onclose?.({ code: 1006 } as CloseEvent);
    expect(call.view.get()).toMatchObject({ present: false, standing: "reconnecting" });
    expect(Math.abs((call.view.get().seatUntil ?? 0) - Date.now() - 20_000)).toBeLessThan(5_000);
    expect(call.told.get()?.kind).toBe("interrupted");
  });
});
