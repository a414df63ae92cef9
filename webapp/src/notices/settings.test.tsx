import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { open } from "../test/open";
import { ok, refused, serve, signedInAs } from "../test/server";

const all = { told: true, push: true, mail: false };
const wishes = {
  kinds: { follower: all, mention: all, starting: all, moved: all, cancelled: all, room_opened: { told: false, push: false, mail: false } },
  meetingMails: true,
  timeZone: "UTC",
};

async function settings(more: Parameters<typeof serve>[0] = {}) {
  const server = serve({
    ...signedInAs(),
    "GET /api/notifications": () => ok({ notifications: [], unread: 0 }),
    "GET /api/user/notifications": () => ok(wishes),
    "PUT /api/user/notifications": ({ body }) => {
      const change = body as typeof wishes;
      return ok({ ...wishes, ...change, kinds: { ...wishes.kinds, ...change.kinds } });
    },
    ...more,
  });
  const user = open("/settings/notifications");
  const table = await screen.findByRole("table");
  return { server, user, table };
}

describe("the settings of notifications", () => {
  it("keep each choice at once", async () => {
    const { server, user, table } = await settings();
    await user.click(within(table).getByRole("checkbox", { name: "Somebody mentions you: Mail" }));
    expect(await screen.findByText("Saved")).toBeVisible();
    expect(server.sent("PUT /api/user/notifications")).toMatchObject({ kinds: { mention: { mail: true } } });
  });

  it("offer neither devices nor mail for what one is not told of", async () => {
    const { table } = await settings();
    const opened = "Somebody you follow opens a room";
    expect(within(table).getByRole("checkbox", { name: `${opened}: List` })).not.toBeChecked();
    expect(within(table).getByRole("checkbox", { name: `${opened}: Devices` })).toBeDisabled();
    expect(within(table).getByRole("checkbox", { name: `${opened}: Mail` })).toBeDisabled();
  });

  it("take a choice back that the server refuses, and say why", async () => {
    const { user, table } = await settings({ "PUT /api/user/notifications": () => refused(503, "database_unavailable") });
    const box = within(table).getByRole("checkbox", { name: "A meeting is moved: Devices" });
    await user.click(box);
    expect(await screen.findByRole("alert")).toBeVisible();
    expect(box).toBeChecked();
  });

  it("know quiet hours in the reader's own time zone, and do not lose them with another choice", async () => {
    const { server, user, table } = await settings();
    await user.click(screen.getByRole("checkbox", { name: "Keep my devices quiet at certain hours" }));
    expect(await screen.findByLabelText("From")).toHaveValue("22:00");
    expect(server.sent("PUT /api/user/notifications")).toMatchObject({ quietHours: { from: "22:00", to: "07:00" }, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
    await user.click(within(table).getByRole("checkbox", { name: "A meeting is moved: Devices" }));
    expect(server.sent("PUT /api/user/notifications")).toMatchObject({ quietHours: { from: "22:00", to: "07:00" } });
    await user.click(screen.getByRole("checkbox", { name: "Keep my devices quiet at certain hours" }));
    expect(screen.queryByLabelText("From")).not.toBeInTheDocument();
    expect(server.sent("PUT /api/user/notifications")).not.toHaveProperty("quietHours");
  });

  it("do not keep hours that never begin", async () => {
    const { server, user } = await settings();
    await user.click(screen.getByRole("checkbox", { name: "Keep my devices quiet at certain hours" }));
    const to = await screen.findByLabelText("To");
    await user.clear(to);
    await user.type(to, "22:00");
    await user.tab();
    expect(await screen.findByText("Choose two different times.")).toBeVisible();
    expect(server.asked("PUT /api/user/notifications")).toBe(1);
  });

  it("say that a browser without push cannot be woken", async () => {
    await settings();
    expect(await screen.findByText("This browser cannot show notifications while Parley is closed.")).toBeVisible();
  });
});
