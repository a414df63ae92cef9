import { describe, expect, it } from "vitest";
import type { MicrophoneStatus } from "../media/microphone";
import type { Participant, Role } from "../protocol/things";
import { voiceOf } from "./voice";
import type { Voice } from "./voice";

const seat = (role: Role, isMuted: boolean, mutedByModerator: boolean): Participant => ({
  id: "me",
  peerId: "p",
  username: "me",
  avatar: "",
  role,
  isMuted,
  mutedByModerator,
  handRaised: false,
  away: false,
  joinedAt: "2026-01-01T10:00:00Z",
});

// Role, what the server knows of oneself, what one wants, the microphone, and what is sent and shown because of it.
const table: [Role, "unmuted" | "muted" | "silenced", "wants" | "rests", MicrophoneStatus, Voice][] = [
  ["speaker", "unmuted", "wants", "on", "live"],
  ["host", "unmuted", "wants", "on", "live"],
  ["moderator", "unmuted", "wants", "on", "live"],
  ["speaker", "muted", "wants", "on", "unmuting"],
  ["speaker", "unmuted", "rests", "on", "muted"],
  ["speaker", "muted", "rests", "on", "muted"],
  ["speaker", "silenced", "wants", "on", "silenced"],
  ["speaker", "silenced", "rests", "denied", "silenced"],
  ["speaker", "muted", "wants", "asking", "asking"],
  ["speaker", "muted", "rests", "off", "muted"],
  ["speaker", "unmuted", "wants", "denied", "noMicrophone"],
  ["speaker", "unmuted", "wants", "missing", "noMicrophone"],
  ["speaker", "unmuted", "wants", "busy", "noMicrophone"],
  ["speaker", "unmuted", "wants", "insecure", "noMicrophone"],
  ["speaker", "unmuted", "wants", "silent", "noMicrophone"],
  ["speaker", "muted", "rests", "denied", "noMicrophone"],
  ["listener", "unmuted", "wants", "on", "listening"],
  ["listener", "muted", "rests", "off", "listening"],
];

describe("one's own voice", () => {
  it.each(table)("of a %s whom the server has as %s, who %s to speak, with the microphone %s, is %s", (role, known, wish, microphone, voice) => {
    expect(voiceOf(seat(role, known !== "unmuted", known === "silenced"), wish === "wants", microphone)).toBe(voice);
  });

  it("is silent before one is in the room", () => {
    expect(voiceOf(undefined, true, "on")).toBe("muted");
  });

  it("is sent in no other case than by somebody unmuted who wants to speak, may, and has a microphone that works", () => {
    const roles: Role[] = ["host", "moderator", "speaker", "listener"];
    const states: MicrophoneStatus[] = ["off", "asking", "on", "denied", "missing", "busy", "insecure", "silent"];
    const live = roles.flatMap((role) =>
      states.flatMap((microphone) =>
        [true, false].flatMap((wish) =>
          [true, false].flatMap((isMuted) =>
            [true, false].filter((silenced) => voiceOf(seat(role, isMuted, silenced), wish, microphone) === "live").map((silenced) => ({ role, microphone, wish, isMuted, silenced })),
          ),
        ),
      ),
    );
    expect(live).toEqual(["host", "moderator", "speaker"].map((role) => ({ role, microphone: "on", wish: true, isMuted: false, silenced: false })));
  });
});
