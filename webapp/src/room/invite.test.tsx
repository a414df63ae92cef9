import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { ok, refused } from "../test/server";
import { ada, enter, mei, prepare } from "../test/room";

beforeEach(prepare);

const invites = "POST /api/rooms/tea/invites";
const made = (code: string) => ok({ invite: { code, url: `https://voice.example.org/invite/${code}`, uses: 0, createdAt: "2026-01-01T00:00:00Z" } }, 201);
const link = () => screen.findByLabelText("Link");
const welcome = () => screen.getByRole("checkbox", { name: "People can join without an account" });

async function inviting(guests: () => Response) {
  const { user, server } = await enter(ada, [mei]);
  server.routes[invites] = () => ((server.sent(invites) as { guests?: boolean }).guests === true ? guests() : made("members"));
  await user.click(screen.getByRole("button", { name: "Invite" }));
  expect(await link()).toHaveValue("https://voice.example.org/invite/members");
  return { user, server };
}

describe("an invitation for guests", () => {
  it("is another link, made once it is wanted, and none for moderators", async () => {
    const { user, server } = await inviting(() => made("guests"));
    await user.click(welcome());
    expect(await screen.findByDisplayValue("https://voice.example.org/invite/guests")).toBeVisible();
    expect(server.sent(invites)).toEqual({ guests: true });
    await user.selectOptions(screen.getByLabelText("They join"), "moderator");
    expect(welcome()).not.toBeChecked();
    expect(welcome()).toHaveAccessibleDescription("Moderators need an account.");
    await screen.findByDisplayValue("https://voice.example.org/invite/members");
    expect(server.sent(invites)).toEqual({ role: "moderator" });
  });

  it("is taken back where the server lets in no guests, and the link for others stays", async () => {
    const { user } = await inviting(() => refused(403, "guests_off"));
    await user.click(welcome());
    expect(await screen.findByText("This server lets nobody in without an account.")).toBeVisible();
    expect(welcome()).not.toBeChecked();
    await waitFor(() => {
      expect(within(screen.getByRole("dialog")).queryByRole("alert")).toBeNull();
    });
    expect(await link()).toHaveValue("https://voice.example.org/invite/members");
  });
});

describe("an invitation by name", () => {
  it("tells one person, who is offered while one writes", async () => {
    const { user, server } = await inviting(() => made("guests"));
    server.routes["GET /api/users"] = () => ok({ users: [{ id: "u9", username: "grace", name: "Grace Hopper", avatar: "/a" }] });
    const name = screen.getByLabelText("Invite by username");
    await user.type(name, "@gra");
    await waitFor(() => {
      expect(document.querySelector("datalist option")).toHaveValue("grace");
    });
    await user.clear(name);
    await user.type(name, "@grace{Enter}");
    expect(await screen.findByText("@grace is told.")).toBeVisible();
    expect(server.sent(invites)).toEqual({ username: "grace" });
    expect(name).toHaveValue("");
  });

  it("says when nobody has this name, or they are banned, and keeps what was written", async () => {
    const { user, server } = await inviting(() => made("guests"));
    server.routes["GET /api/users"] = () => ok({ users: [] });
    let refusal = refused(422, "invalid", { errors: [{ field: "username", message: "Please use the username of somebody else." }] });
    server.routes[invites] = () => refusal;
    const name = screen.getByLabelText("Invite by username");
    await user.type(name, "nobody{Enter}");
    expect(await screen.findByText("Nobody else has this username.")).toBeVisible();
    expect(name).toHaveValue("nobody");
    refusal = refused(409, "person_banned");
    await user.type(name, "{Enter}");
    expect(await screen.findByText("This person is banned from the room.")).toBeVisible();
  });
});
