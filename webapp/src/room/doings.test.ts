import { describe, expect, it } from "vitest";
import { doingsFor, wordFor } from "./doings";
import type { Participant } from "../protocol/things";

function seat(id: string, role: Participant["role"]): Participant {
  return { id, peerId: id, username: id, avatar: "", role, isMuted: true, mutedByModerator: false, handRaised: false, away: false, joinedAt: "2026-01-01T10:00:00Z" };
}

describe("what one may do", () => {
  it("has no words of a stage at a round table", () => {
    const words = (isStage: boolean) => [...doingsFor(seat("ada", "host"), seat("mei", "speaker")), ...doingsFor(seat("mei", "speaker"), seat("mei", "speaker"))].map((doing) => wordFor(doing, isStage));
    expect(words(true)).toEqual(["makeModerator", "mute", "moveDown", "makeHost", "remove", "ban", "stepDown"]);
    expect(words(false)).toEqual(["makeModerator", "mute", "moveDownAtTable", "makeHost", "remove", "ban", "stepDownAtTable"]);
  });
});
