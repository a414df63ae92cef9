import { beforeEach, describe, expect, it, vi } from "vitest";
import { createChoices } from "../media/choices";
import { chimeFor, createChimes } from "./chimes";
import type { Told } from "./told";

const told = (kind: Told["kind"]): Told => ({ key: 1, kind, names: [] });

beforeEach(() => {
  localStorage.clear();
});

describe("the sounds of a room", () => {
  it.each([
    ["arrived", false, "joined"],
    ["handUp", true, "hand"],
    ["handUp", false, undefined],
    ["youInvited", false, "myTurn"],
    ["youUp", false, "myTurn"],
    ["youMuted", false, "silenced"],
    ["left", true, undefined],
    ["role", true, undefined],
  ] as const)("are few: %s, to a moderator: %s, is %s", (kind, isModerator, chime) => {
    expect(chimeFor(told(kind), isModerator)).toBe(chime);
  });

  it("are silent where somebody turned them off, and stay so", () => {
    const play = vi.fn(() => Promise.resolve());
    const ring = () => {
      createChimes(createChoices(), () => undefined, play).ring(told("arrived"));
    };
    ring();
    expect(play).toHaveBeenCalledOnce();
    createChoices().set({ chimes: false });
    ring();
    expect(play).toHaveBeenCalledOnce();
  });
});
