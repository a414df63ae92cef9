import { renderHook } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import "../i18n/setup";
import { withTexts } from "../i18n/setup";
import type { RoomState } from "../signalling/room";
import { useInvitedAway } from "./useInvitedAway";

const room = (invitedBy?: string) => ({ room: { id: "r1", name: "Plans" }, faces: { mei: { username: "mei" } }, invitedBy }) as unknown as RoomState;

/** A page, seen or not, in a browser that shows notifications or does not. */
function page({ hidden = true, permission = "granted" }: { hidden?: boolean; permission?: NotificationPermission } = {}) {
  const shown: { title: string; data: unknown; close: () => void }[] = [];
  const registration = {
    showNotification: (title: string, { data }: NotificationOptions) => {
      const note = { title, data: data as unknown, close: () => void shown.splice(shown.indexOf(note), 1) };
      return Promise.resolve(shown.push(note));
    },
    getNotifications: () => Promise.resolve([...shown]),
  };
  const getRegistration = vi.fn(() => Promise.resolve(registration));
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  vi.stubGlobal("Notification", { permission });
  Object.defineProperty(navigator, "serviceWorker", { configurable: true, value: { getRegistration } });
  return { shown, getRegistration, ...renderHook(useInvitedAway, { initialProps: room() }) };
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "serviceWorker");
});

it("shows an invitation to speak on the screen while the page is hidden, until it is answered or taken back", async () => {
  await withTexts(() => Promise.resolve(), "room")();
  const { shown, rerender } = page();
  rerender(room("mei"));
  await vi.waitFor(() => {
    expect(shown).toMatchObject([{ title: expect.stringContaining("mei") as string, data: "/rooms/r1" }]);
  });
  rerender(room());
  await vi.waitFor(() => {
    expect(shown).toEqual([]);
  });
});

it("shows nothing where the page is seen, or where nobody has allowed it", () => {
  for (const { getRegistration, rerender } of [page({ hidden: false }), page({ permission: "default" }), page({ permission: "denied" })]) {
    rerender(room("mei"));
    expect(getRegistration).not.toHaveBeenCalled();
  }
});
