import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { observable } from "../media/observable";
import type { Participant } from "../protocol/things";
import type { RoomState } from "../signalling/room";
import type { Call, CallView } from "./call";
import type { Sound } from "./sound";
import { useViews } from "./useViews";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** How often somebody in a room of so many people is seen to begin or stop speaking while they do so ten times within half a second. */
function changesSeen(people: number): number {
  const names = Array.from({ length: people }, (_, index) => `p${index}`);
  const room = { selfId: "p0", people: Object.fromEntries(names.map((id) => [id, { id, isMuted: false, away: false } as Participant])) } as RoomState;
  const speaking = observable<ReadonlySet<string>>(new Set());
  const call = { ways: observable({}), reactions: observable([]), pictures: observable(new Map()) } as unknown as Call;
  const sound = { levels: { speaking }, speakers: { isSilenced: () => false }, camera: { state: observable({}) } } as unknown as Sound;
  const seen: (boolean | undefined)[] = [];
  renderHook(() => {
    const speaks = useViews(call, { standing: "in" } as unknown as CallView, room, sound)("p1")?.speaking;
    if (speaks !== seen.at(-1)) seen.push(speaks);
  });
  for (let turn = 0; turn < 10; turn++) {
    act(() => {
      speaking.set(new Set(turn % 2 === 0 ? ["p1"] : []));
      vi.advanceTimersByTime(45);
    });
  }
  return seen.length - 1;
}

it("shows each change of who speaks in a small room, and in a large one no more than two a second", () => {
  expect(changesSeen(30)).toBe(10);
  expect(changesSeen(31)).toBe(1);
});
