import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { open, standsAt } from "../test/open";
import { ada, ok, refused, serve, signedInAs } from "../test/server";

const mei = { ...ada, id: "u2", username: "mei", name: "Mei Lin" };
const follower = { id: "follower u2", kind: "follower", at: "2026-11-01T10:00:00Z", read: false, user: mei };
const moved = { id: "moved r1", kind: "moved", at: "2026-11-01T09:00:00Z", read: true, user: mei, room: { id: "r1", name: "Plans" } };
const starting = { id: "starting r1", kind: "starting", at: "2026-11-01T08:00:00Z", read: true, room: { id: "r1", name: "Plans" } };

describe("the bell", () => {
  it("counts what is new, and leads to it, which makes it read", async () => {
    let unread = 1;
    const server = serve({
      ...signedInAs(),
      "GET /api/users": () => ok({ users: [] }),
      "GET /api/notifications": () => ok({ notifications: [follower, moved, starting], unread }),
      "PUT /api/notifications/read": () => {
        unread = 0;
        return ok({});
      },
    });
    const user = open("/people");
    await user.click(await screen.findByRole("link", { name: "Notifications: 1 new" }));
    await standsAt("/notifications");
    const entries = await within(await screen.findByRole("main")).findAllByRole("listitem");
    expect(entries.map((entry) => within(entry).getByRole("link").textContent)).toEqual(["Mei Lin follows you", "Mei Lin moved Plans", "Plans begins in ten minutes"]);
    expect(within(entries[0] as HTMLElement).getByText("New")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Mei Lin moved Plans" })).toHaveAttribute("href", "/rooms/r1");
    expect(await screen.findByRole("link", { name: "Notifications" })).toBeVisible();
    expect(server.asked("PUT /api/notifications/read")).toBe(1);
  });

  it("goes where a press on a notification leads, and to no other site", async () => {
    const workers = new EventTarget();
    Object.defineProperty(navigator, "serviceWorker", { configurable: true, value: workers });
    try {
      serve({ ...signedInAs(), "GET /api/users": () => ok({ users: [] }), "GET /api/notifications": () => ok({ notifications: [moved], unread: 0 }) });
      open("/people");
      await screen.findByRole("link", { name: "Notifications" });
      for (const path of ["https://evil.example/notifications", "//evil.example/notifications"]) workers.dispatchEvent(new MessageEvent("message", { data: { open: path } }));
      await standsAt("/people");
      workers.dispatchEvent(new MessageEvent("message", { data: { open: "/notifications" } }));
      await standsAt("/notifications");
    } finally {
      Reflect.deleteProperty(navigator, "serviceWorker");
    }
  });

  it("has a page that says so when there is nothing", async () => {
    const server = serve({ ...signedInAs(), "GET /api/notifications": () => ok({ notifications: [], unread: 0 }) });
    open("/notifications");
    expect(await screen.findByRole("heading", { name: "Nothing new" })).toBeVisible();
    expect(server.asked("PUT /api/notifications/read")).toBe(0);
  });

  it("says why its page cannot be read, and tries again", async () => {
    let away = true;
    serve({ ...signedInAs(), "GET /api/notifications": () => (away ? refused(503, "database_unavailable") : ok({ notifications: [moved], unread: 0 })) });
    const user = open("/notifications");
    const again = await screen.findByRole("button", { name: /again/i });
    away = false;
    await user.click(again);
    expect(await screen.findByRole("link", { name: "Mei Lin moved Plans" })).toBeVisible();
  });
});
