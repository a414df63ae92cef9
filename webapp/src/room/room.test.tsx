import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { open, titled } from "../test/open";
import { ada, enter, mei, prepare, room, seat } from "../test/room";
import { ok, refused, serve, signedInAs } from "../test/server";

beforeEach(prepare);

describe("a room", () => {
  it("says at the door who is in it, and as whom one comes in", async () => {
    serve({ ...signedInAs(), "GET /api/rooms/tea": () => ok({ room: { ...room, participants: [mei], canModerate: false } }) });
    open("/rooms/tea");
    expect(await screen.findByText("1 person here: Mei Lin")).toBeVisible();
    expect(await screen.findByText(/You join as Ada Lovelace/)).toHaveTextContent("you join as a listener");
    await titled("Tea at five · Parley");
  });

  it.each([
    ["locked", { locked: true }, "The room is locked."],
    ["full", { currentParticipants: 8, maxParticipants: 8 }, "The room is full."],
  ])("says at the door that it is %s, before anything is pressed", async (_, closed, words) => {
    serve({ ...signedInAs(), "GET /api/rooms/tea": () => ok({ room: { ...room, participants: [mei], canModerate: false, ...closed } }) });
    open("/rooms/tea");
    expect(await screen.findByText(new RegExp(words))).toBeVisible();
    expect(screen.queryByRole("button", { name: "Join" })).toBeNull();
  });

  it("lets a moderator through a locked door", async () => {
    serve({ ...signedInAs(), "GET /api/rooms/tea": () => ok({ room: { ...room, participants: [mei], canModerate: true, locked: true } }) });
    open("/rooms/tea");
    expect(await screen.findByRole("button", { name: "Join" })).toBeVisible();
  });

  it("seats speakers at the table and listeners behind it", async () => {
    await enter(ada, [mei]);
    const stage = screen.getByRole("list", { name: "Speakers" });
    expect(within(stage).getByRole("button", { name: /^Ada Lovelace, you, host, muted$/ })).toBeVisible();
    expect(screen.getByRole("button", { name: /^1 listening/ })).toBeVisible();
    expect(screen.getByRole("button", { name: /Mei Lin, listener$/ })).toBeVisible();
  });

  it("says calmly that no voices come through while the media server is lost", async () => {
    const { socket } = await enter(ada, [mei]);
    await socket.tells("media-state", { state: "down" });
    expect(screen.getByText(/the sound comes back by itself/)).toBeVisible();
    await socket.tells("media-state", { state: "up" });
    expect(screen.queryByText(/the sound comes back by itself/)).toBeNull();
  });

  it("unmutes by button or key, once the server agrees", async () => {
    const { user, socket } = await enter(ada, [mei]);
    await user.keyboard("m");
    expect(socket.heard("unmute")?.data).toEqual({ roomId: "tea" });
    await socket.tells("mute-info", { userId: "u1", isMute: false, mute: false, byModerator: false });
    await user.click(screen.getByRole("button", { name: "Mute" }));
    expect(socket.heard("mute")).toBeDefined();
    expect(screen.getByRole("button", { name: "Unmute" })).toBeVisible();
  });

  it("talks while the space bar is held, not where one types", async () => {
    const { user, socket } = await enter(ada, [mei]);
    await user.click(screen.getByRole("button", { name: "Chat" }));
    await user.type(await screen.findByLabelText("Write to everybody"), "m h ?");
    expect(socket.heard("unmute")).toBeUndefined();
    expect(socket.heard("hand")).toBeUndefined();
    (document.activeElement as HTMLElement).blur();
    await user.keyboard("{ >}");
    expect(socket.heard("unmute")).toBeDefined();
    expect(socket.heard("mute")).toBeUndefined();
    await user.keyboard("{/ }");
    expect(socket.heard("mute")).toBeDefined();
  });

  it("queues hands for who moderates, who brings them up", async () => {
    const { user, socket } = await enter(ada, [mei]);
    await socket.tells("hand", { userId: "u2", raised: true, position: 1, since: new Date().toISOString() });
    expect(within(screen.getByRole("status")).getByText("Mei Lin raised a hand.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "People, 1 hand raised" }));
    await user.click(await screen.findByRole("button", { name: "Invite to speak: Mei Lin" }));
    expect(socket.heard("set-role")?.data).toEqual({ userId: "u2", role: "speaker" });
    await socket.answers("set-role");
    expect(screen.getAllByText("invited, waiting")).toHaveLength(2);
    expect(screen.queryByRole("button", { name: "Invite to speak: Mei Lin" })).not.toBeInTheDocument();
    await socket.tells("speak", { userId: "u2", accept: false });
    expect(screen.queryByText("invited, waiting")).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Dismiss: Mei Lin" }));
    expect(socket.heard("lower-hand")?.data).toEqual({ userId: "u2" });
  });

  it("asks whoever is invited to speak", async () => {
    const { user, socket } = await enter(mei, [ada]);
    await socket.tells("invited-to-speak", { by: "u1" });
    expect(screen.getByText("Ada Lovelace invites you to speak.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Not now" }));
    expect(socket.heard("speak")?.data).toEqual({ accept: false });
    expect(screen.queryByText("Ada Lovelace invites you to speak.")).not.toBeInTheDocument();
  });

  it("counts what was written while the chat is closed", async () => {
    const { user, socket } = await enter(ada, [mei]);
    await socket.tells("chat", { id: "1", userId: "u2", text: "Good evening", at: "2026-01-01T10:30:00Z" });
    await user.click(screen.getByRole("button", { name: "Chat, 1 new message" }));
    expect(within(await screen.findByRole("log")).getByText("Good evening")).toBeVisible();
    await user.type(await screen.findByLabelText("Write to everybody"), "Hello{Enter}");
    expect(socket.heard("chat")?.data).toEqual({ text: "Hello" });
    expect(screen.getByRole("button", { name: "Chat" })).toBeVisible();
  });

  it("keeps what was typed when it could not be sent", async () => {
    const { user, socket } = await enter(ada, [mei]);
    await user.click(screen.getByRole("button", { name: "Chat" }));
    await user.type(await screen.findByLabelText("Write to everybody"), "Hello{Enter}");
    await socket.answers("chat", { code: "rate_limited", message: "Slow down." }, "error");
    expect(await screen.findByText("Not sent.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(screen.getByText("Sending")).toBeVisible();
    await socket.tells("chat", { id: "1", userId: "u1", text: "Hello", at: "2026-01-01T10:30:00Z" });
    expect(screen.queryByText("Sending")).not.toBeInTheDocument();
    expect(screen.getAllByText("Hello")).toHaveLength(1);
  });

  it("removes somebody only after asking whether that is meant", async () => {
    const { user, socket } = await enter(ada, [mei]);
    await user.click(screen.getByRole("button", { name: /^Mei Lin/ }));
    await user.click(screen.getByRole("button", { name: "Ban" }));
    expect(screen.getByText("Ban Mei Lin? They cannot come back.")).toBeVisible();
    expect(socket.heard("remove")).toBeUndefined();
    await user.click(screen.getByRole("button", { name: "Yes, do it" }));
    expect(socket.heard("remove")?.data).toEqual({ userId: "u2", ban: true });
  });

  it("makes a link to invite by", async () => {
    const { user, server } = await enter(ada, [mei]);
    await user.click(screen.getByRole("button", { name: "Invite" }));
    expect(await screen.findByLabelText("Link")).toHaveValue("https://voice.example.org/invite/abc");
    await user.click(screen.getByRole("button", { name: "Copy the link" }));
    expect(await screen.findByText("Copied")).toBeVisible();
    expect(server.sent("POST /api/rooms/tea/invites")).toEqual({});
  });

  it("invites by the room's own address where one only stands in for the moderators", async () => {
    const { user } = await enter(seat("u1", "Ada Lovelace", { role: "moderator" }), [mei], 403);
    await user.click(screen.getByRole("button", { name: "Invite" }));
    expect(await screen.findByLabelText("Link")).toHaveValue(`${location.origin}/rooms/tea`);
  });

  it("shares the link where the browser can, and copies it where that fails", async () => {
    const share = vi.fn<(data: ShareData) => Promise<void>>(() => Promise.resolve());
    vi.stubGlobal("navigator", Object.assign(navigator, { share }));
    const { user } = await enter(ada, [mei]);
    await user.click(screen.getByRole("button", { name: "Invite" }));
    await user.click(await screen.findByRole("button", { name: "Share" }));
    expect(share.mock.lastCall?.[0]).toMatchObject({ title: "Tea at five", url: "https://voice.example.org/invite/abc" });
    share.mockRejectedValue(new DOMException("no", "NotAllowedError"));
    await user.click(screen.getByRole("button", { name: "Share" }));
    expect(await screen.findByText("Copied")).toBeVisible();
    Reflect.deleteProperty(navigator, "share");
  });

  it("says who comes, and politely", async () => {
    const { socket } = await enter(ada, [mei]);
    await socket.tells("arrived", { participant: seat("u3", "Noor Haddad") });
    const region = screen.getByRole("status");
    expect(region).toHaveTextContent("Noor Haddad joined.");
    expect(region).toHaveAttribute("aria-live", "polite");
  });

  it.each([
    ["removed", { reason: "joined_elsewhere", banned: false }, "Your seat is in another tab", "Sit here instead"],
    ["removed", { reason: "removed", banned: false }, "A moderator removed you", "Join again"],
    ["removed", { reason: "banned", banned: true }, "This room is closed to you", undefined],
    ["room-closed", { reason: "deleted" }, "The room has ended", undefined],
  ])("says why one is no longer in it: %s %o", async (event, data, heading, back) => {
    const { socket } = await enter(mei, [ada]);
    await socket.tells(event, data);
    expect(await screen.findByRole("heading", { level: 1, name: heading })).toBeVisible();
    expect(screen.getByRole("link", { name: "See other rooms" })).toBeVisible();
    if (back === undefined) expect(screen.queryByRole("button", { name: /Come back|instead|again/ })).not.toBeInTheDocument();
    else expect(screen.getByRole("button", { name: back })).toBeVisible();
  });

  it("is not there for who may not see it", async () => {
    serve({ ...signedInAs(), "GET /api/rooms/tea": () => refused(404, "room_not_found") });
    open("/rooms/tea");
    expect(await screen.findByRole("heading", { level: 1, name: "This room can't be found" })).toBeVisible();
  });
});
