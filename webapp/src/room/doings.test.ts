import { describe, expect, it } from "vitest";
import { doingsFor, mayDelete, wordFor } from "./doings";
import type { Participant } from "../protocol/things";

function seat(id: string, role: Participant["role"]): Participant {
  return { id, peerId: id, username: id, avatar: "", role, isMuted: true, mutedByModerator: false, handRaised: false, away: false, joinedAt: "2026-01-01T10:00:00Z" };
}

describe("what one may do", () => {
  it.each([
    ["listener", "mei", true],
    ["speaker", "ada", false],
    ["moderator", "ada", true],
    ["host", "ada", true],
  ] as const)("as %s about a message of %s: delete it? %s", (role, author, may) => {
    expect(mayDelete(seat("mei", role), author)).toBe(may);
  });

  it("has no words of a stage at a round table", () => {
    const words = (isStage: boolean) => [...doingsFor(seat("ada", "host"), seat("mei", "speaker")), ...doingsFor(seat("mei", "speaker"), seat("mei", "speaker"))].map((doing) => wordFor(doing, isStage));
    expect(words(true)).toEqual(["makeModerator", "mute", "moveDown", "makeHost", "remove", "ban", "stepDown"]);
    expect(words(false)).toEqual(["makeModerator", "mute", "moveDownAtTable", "makeHost", "remove", "ban", "stepDownAtTable"]);
  });
});
