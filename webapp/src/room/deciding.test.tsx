import { fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { open, standsAt } from "../test/open";
import { ada, enter, mei, prepare, room, seat } from "../test/room";
import { ok, refused, serve, signedInAs } from "../test/server";

beforeEach(prepare);

const noor = { id: "u3", username: "noor", name: "Noor Haddad", avatar: "/api/avatars/3" };
const grace = seat("u1", "Grace Hopper", { role: "moderator" });

describe("the time of a room", () => {
  it("is changed from within", async () => {
    const schedule = { startsAt: "2030-03-01T15:00:00+01:00", endsAt: "2030-03-01T16:00:00+01:00", duration: 60, timeZone: "Europe/Berlin", cancelled: false, open: true };
    const { user } = await enter(ada, [mei], 201, { schedule });
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(screen.getByRole("button", { name: "Plan a time" }));
    const dialog = await screen.findByRole("dialog", { name: "When does it meet?" });
    expect(within(dialog).getByLabelText("Day")).toHaveValue("2030-03-01");
    await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(screen.getByRole("toolbar")).toBeVisible();
  });
});

describe("a ban", () => {
  it("is listed with its time and moderator, and lifted in one press", async () => {
    const { user, server } = await enter(ada, [mei]);
    let bans: object[] = [{ user: noor, by: ada, at: "2026-01-02T10:00:00Z" }, { user: { id: "u4", username: "bob", avatar: "/api/avatars/4" } }];
    server.routes["GET /api/rooms/tea/bans"] = () => ok({ bans });
    server.routes["DELETE /api/rooms/tea/bans/u3"] = () => {
      bans = bans.slice(1);
      return ok();
    };
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(screen.getByRole("button", { name: "Banned people" }));
    const dialog = await screen.findByRole("dialog", { name: "Banned people" });
    expect(await within(dialog).findByText("Since 2 Jan 2026, by Ada Lovelace")).toBeVisible();
    await user.click(within(dialog).getByRole("button", { name: "Unban Noor Haddad" }));
    expect(await within(dialog).findByText("Noor Haddad may come in again.")).toBeVisible();
    expect(await within(dialog).findByText("bob")).toBeVisible();
    expect(within(dialog).queryByText("Noor Haddad")).toBeNull();
    expect(server.asked("DELETE /api/rooms/tea/bans/u3")).toBe(1);
  });

  it("says when there is none, and what went wrong", async () => {
    const { user, server } = await enter(ada, [mei]);
    server.routes["GET /api/rooms/tea/bans"] = () => refused(503, "database_unavailable");
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(screen.getByRole("button", { name: "Banned people" }));
    expect(await screen.findByText("Server: database_unavailable")).toBeVisible();
    server.routes["GET /api/rooms/tea/bans"] = () => ok({ bans: [] });
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Nobody is banned from this room.")).toBeVisible();
  });

  it("that cannot be shown leaves the room as it is, and the other dialogs", async () => {
    // React writes what the boundary caught.
    const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { user, server } = await enter(ada, [mei]);
    server.routes["GET /api/rooms/tea/bans"] = () => ok({ bans: [{}] });
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(screen.getByRole("button", { name: "Banned people" }));
    const missing = await screen.findByRole("dialog", { name: "This part is missing" });
    await user.click(within(missing).getByRole("button", { name: "Close" }));
    expect(screen.getByRole("toolbar")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Invite" }));
    expect(await screen.findByLabelText("Link")).toBeVisible();
    errors.mockRestore();
  });

  it("is no matter of somebody who only stands in for the moderators", async () => {
    const { user, server } = await enter(grace, [mei]);
    server.routes["GET /api/rooms/tea/bans"] = () => refused(403, "forbidden");
    await user.click(screen.getByRole("button", { name: "More" }));
    expect(screen.getByRole("button", { name: "Mute everybody" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Banned people" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Room settings" })).toBeNull();
    fireEvent(screen.getByRole("dialog"), new Event("cancel", { cancelable: true }));
    server.routes["GET /api/rooms/tea/bans"] = () => ok({ bans: [] });
    await user.click(screen.getByRole("button", { name: "More" }));
    expect(await screen.findByRole("button", { name: "Banned people" })).toBeVisible();
  });

  it("is said at the door, where nobody is shown and nothing can be pressed", async () => {
    serve({ ...signedInAs(), "GET /api/rooms/tea": () => refused(403, "banned") });
    open("/rooms/tea");
    expect(await screen.findByRole("heading", { level: 1, name: "This room is closed to you" })).toBeVisible();
    expect(screen.getByRole("link", { name: "See other rooms" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Join" })).toBeNull();
  });
});

describe("handing a room over", () => {
  it("is done after reading what it means", async () => {
    const { user, server, socket } = await enter(ada, [mei]);
    server.routes["PUT /api/rooms/tea/host"] = () => refused(409, "too_many_rooms");
    await user.click(screen.getByRole("button", { name: /^Mei Lin/ }));
    await user.click(screen.getByRole("button", { name: "Make host" }));
    expect(screen.getByText("Make Mei Lin the host? You become a moderator. Only the new host can hand it back.")).toBeVisible();
    expect(server.asked("PUT /api/rooms/tea/host")).toBe(0);
    await user.click(screen.getByRole("button", { name: "Yes, do it" }));
    expect(await screen.findByText(/This person has as many rooms as anybody can have/)).toBeVisible();
    server.routes["PUT /api/rooms/tea/host"] = () => ok({ room });
    await user.click(screen.getByRole("button", { name: "Make host" }));
    await user.click(screen.getByRole("button", { name: "Yes, do it" }));
    expect(server.sent("PUT /api/rooms/tea/host")).toEqual({ userId: "u2" });
    await socket.tells("role", { userId: "u2", role: "host" });
    await socket.tells("role", { userId: "u1", role: "moderator" });
    await user.click(screen.getByRole("button", { name: /^Mei Lin/ }));
    expect(screen.queryByRole("button", { name: "Make host" })).toBeNull();
  });

  it("is told to the new host", async () => {
    const { socket } = await enter(mei, [ada]);
    await socket.tells("role", { userId: "u2", role: "host" });
    expect(screen.getAllByText("You are the host now.")[0]).toBeInTheDocument();
  });
});

describe("the settings of a room", () => {
  it("send what was changed, and say at its field what is wrong", async () => {
    const { user, server } = await enter(ada, [mei]);
    server.routes["PATCH /api/rooms/tea"] = () => refused(422, "invalid", { errors: [{ field: "maxParticipants", message: "Please use at least 9." }] });
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(screen.getByRole("button", { name: "Room settings" }));
    const name = await screen.findByLabelText("What is it about?");
    expect(name).toHaveValue("Tea at five");
    expect(screen.getByRole("radio", { name: "9" })).toBeChecked();
    await user.clear(name);
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(screen.getByText("Please give the room a name of at most 100 characters.")).toBeVisible();
    await user.type(name, "Coffee");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("There are more people in the room by now. Please choose more seats.")).toBeVisible();
    server.routes["PATCH /api/rooms/tea"] = () => ok({ room });
    await user.click(screen.getByRole("radio", { name: "250" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(server.sent("PATCH /api/rooms/tea")).toEqual({ name: "Coffee", maxParticipants: 250 });
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("do not ask a moderator who may come in", async () => {
    const { user, server } = await enter(grace, [mei]);
    server.routes["GET /api/rooms/tea/bans"] = () => ok({ bans: [] });
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("button", { name: "Room settings" }));
    expect(await screen.findByLabelText("What is it about?")).toBeVisible();
    expect(screen.queryByRole("group", { name: "Who may come in?" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(server.calls.filter(({ method }) => method === "PATCH")).toEqual([]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

describe("a room that is not shown", () => {
  it("takes the link of an invitation", async () => {
    serve({ ...signedInAs(), "GET /api/rooms/tea": () => refused(404, "room_not_found") });
    const user = open("/rooms/tea");
    await user.type(await screen.findByLabelText("Were you sent an invitation?"), "nonsense!");
    await user.click(screen.getByRole("button", { name: "Open the invitation" }));
    expect(screen.getByLabelText("Were you sent an invitation?")).toBeInvalid();
    await user.clear(screen.getByLabelText("Were you sent an invitation?"));
    await user.type(screen.getByLabelText("Were you sent an invitation?"), "https://voice.example.org/invite/abcdefgh");
    await user.click(screen.getByRole("button", { name: "Open the invitation" }));
    await standsAt("/invite/abcdefgh");
  });
});
