import { expect, it, vi } from "vitest";
import { observable } from "../media/observable";
import type { CallView } from "./callView";
import { showOnLockScreen } from "./lockScreen";

/** A system with a lock screen, which perhaps knows fewer keys. */
function system(known = ["togglemicrophone", "hangup"]) {
  const keys = new Map<string, unknown>();
  const setMicrophoneActive = vi.fn();
  const session = {
    metadata: null as { title: string } | null,
    setMicrophoneActive,
    setActionHandler: (action: string, handler: unknown) => {
      if (!known.includes(action)) throw new TypeError("unknown");
      keys.set(action, handler);
    },
  };
  vi.stubGlobal("MediaMetadata", class { title; constructor(given: { title: string }) { this.title = given.title; } });
  const view = observable({ muted: true, room: { room: { name: "Tea" } } } as CallView);
  const [toggleMuted, leave] = [vi.fn(), vi.fn()];
  const stop = showOnLockScreen({ view, toggleMuted, leave }, session as unknown as MediaSession);
  return { session, keys, view, stop, toggleMuted, leave, setMicrophoneActive };
}

it("shows which room it is and whether one is heard, and mutes and leaves from there", () => {
  const { session, keys, view, toggleMuted, leave, setMicrophoneActive } = system();
  expect(session.metadata?.title).toBe("Tea");
  expect(setMicrophoneActive).toHaveBeenLastCalledWith(false);
  view.set({ ...view.get(), muted: false });
  expect(setMicrophoneActive).toHaveBeenLastCalledWith(true);
  expect(keys.get("togglemicrophone")).toBe(toggleMuted);
  expect(keys.get("hangup")).toBe(leave);
});

it("is gone after the call", () => {
  const { session, keys, stop, view, setMicrophoneActive } = system();
  stop();
  expect(session.metadata).toBeNull();
  expect([...keys.values()]).toEqual([null, null]);
  setMicrophoneActive.mockClear();
  view.set({ ...view.get(), muted: false });
  expect(setMicrophoneActive).not.toHaveBeenCalled();
});

it("does without the keys that a system does not have, and without a lock screen", () => {
  expect([...system(["hangup"]).keys.keys()]).toEqual(["hangup"]);
  expect(() => {
    showOnLockScreen({ view: observable({ muted: true } as CallView), toggleMuted: vi.fn(), leave: vi.fn() }, undefined)();
  }).not.toThrow();
});
