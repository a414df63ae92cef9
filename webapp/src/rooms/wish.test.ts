import { describe, expect, it } from "vitest";
import type { RoomView } from "../protocol/things";
import { changesOf, wishOf } from "./wish";

const room: RoomView = {
  id: "tea",
  name: "Tea at five",
  topic: "Tea at five",
  description: "Come\nas you are.",
  isPrivate: false,
  roomType: "public",
  stage: false,
  locked: false,
  maxParticipants: 9,
  currentParticipants: 2,
  creator: { id: "u1", username: "ada", avatar: "/api/avatars/1" },
  tags: ["tea", "calm"],
  createdAt: "2026-01-01T00:00:00Z",
};
const untouched = { name: "Tea at five", description: "Come\r\nas you are.", kind: "table", door: "public", maxParticipants: "9", tags: "", tagsChosen: "tea,calm", colour: "", cover: "", video: "", screen: "" };

describe("what a form changes of a room", () => {
  it("is nothing where nothing was touched", () => {
    expect(changesOf(room, wishOf(untouched), true)).toEqual({});
  });

  it("is each field that was touched, and no other", () => {
    const touched = { ...untouched, name: " Coffee ", description: "", kind: "stage", door: "private", maxParticipants: "50", tags: "quiet talk,", tagsChosen: "tea" };
    expect(changesOf(room, wishOf(touched), true)).toEqual({
      name: "Coffee",
      description: "",
      stage: true,
      isPrivate: true,
      maxParticipants: 50,
      tags: ["tea", "quiet-talk"],
    });
  });

  it("is who may show a camera or a screen, once another answer was chosen", () => {
    expect(changesOf(room, wishOf({ ...untouched, video: "off", screen: "hosts" }), true)).toEqual({ video: "off", screen: "hosts" });
  });

  it("is the colour, once another one was chosen or none any more", () => {
    const pine = { ...room, theme: { colour: "#2f6f4f" } };
    expect(changesOf(room, wishOf({ ...untouched, colour: "#2f6f4f" }), true)).toEqual({ theme: { colour: "#2f6f4f" } });
    expect(changesOf(pine, wishOf({ ...untouched, colour: "#2f6f4f" }), true)).toEqual({});
    expect(changesOf(pine, wishOf(untouched), true)).toEqual({ theme: { colour: "" } });
  });

  it("counts a tag that was typed and not yet taken, and each one once", () => {
    expect(wishOf({ ...untouched, tags: "#Tea, More" }).tags).toEqual(["tea", "calm", "more"]);
  });

  it("leaves the door alone where one does not decide about it", () => {
    expect(changesOf({ ...room, isPrivate: true }, wishOf({ ...untouched, door: "" }), false)).toEqual({});
  });
});
