import { expect, it } from "vitest";
import { FakeTrack } from "../test/peerConnection";
import { createGallery } from "./gallery";
import { pictureKey, pictureOf } from "./pictures";

const track = () => new FakeTrack("video") as FakeTrack & MediaStreamTrack;
const key = pictureKey("ada", "camera");

it("shows the newer copy of a picture once it has begun, and the older one again when the newer one is given up", () => {
  const gallery = createGallery();
  const [older, newer] = [track(), track()];
  gallery.add("old", "ada", "camera", older);
  older.begins();
  gallery.add("new", "ada", "camera", newer);
  expect(gallery.pictures.get().get(key)).toBe(older);
  newer.begins();
  expect(gallery.pictures.get().get(key)).toBe(newer);
  gallery.remove("new");
  expect(gallery.pictures.get().get(key)).toBe(older);
});

it("tells a camera and a screen of the same person apart, whatever their id is", () => {
  const gallery = createGallery();
  const [face, window] = [track(), track()];
  gallery.add("one", "screen ada", "camera", face);
  gallery.add("one", "screen ada", "screen", window);
  expect([...gallery.pictures.get()].map(([at, shown]) => [pictureOf(at), shown])).toEqual([
    [{ userId: "screen ada", source: "camera" }, face],
    [{ userId: "screen ada", source: "screen" }, window],
  ]);
});
