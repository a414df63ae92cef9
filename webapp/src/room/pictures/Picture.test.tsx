import { act, render } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { framesCome, PictureTrack, seen, Sight } from "../../test/pictures";
import { Picture } from "./Picture";
import { sizeFor } from "./useSight";
import { Watch } from "./watch";

beforeEach(() => {
  Sight.all.length = 0;
  vi.stubGlobal("IntersectionObserver", Sight);
  vi.stubGlobal("MediaStream", Array);
});

function show(props: Partial<Parameters<typeof Picture>[0]> = {}) {
  const stop = vi.fn();
  const watch = vi.fn(() => stop);
  const picture = (more: typeof props = {}) => (
    <Watch value={watch}>
      <Picture userId="mei" source="camera" track={new PictureTrack("1") as unknown as MediaStreamTrack} isSelf={false} {...props} {...more} />
    </Watch>
  );
  const { rerender, unmount } = render(picture());
  return { watch, stop, unmount, become: (more: typeof props) => { rerender(picture(more)); } };
}

const comesIntoSight = (isNear: boolean) => {
  act(() => {
    Sight.becomes(isNear);
  });
};

it("is asked for while it is in sight, and no longer", () => {
  const { watch, stop } = show();
  expect(watch).not.toHaveBeenCalled();
  comesIntoSight(true);
  // As high as the window of this test, and so as large as there is.
  expect(watch).toHaveBeenLastCalledWith("camera mei", "large");
  comesIntoSight(false);
  expect(stop).toHaveBeenCalledTimes(1);
});

it("is asked for before any of it has come", () => {
  const { watch } = show({ track: undefined });
  comesIntoSight(true);
  expect(watch).toHaveBeenCalledTimes(1);
});

it("is not asked for on a page that is hidden", () => {
  const { stop } = show();
  comesIntoSight(true);
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  act(() => {
    document.dispatchEvent(new Event("visibilitychange"));
  });
  hidden.mockRestore();
  expect(stop).toHaveBeenCalledTimes(1);
});

it("stays asked for in a window of its own, although the page is hidden", () => {
  const { watch, stop } = show();
  act(() => {
    document.querySelector("video")?.dispatchEvent(new Event("enterpictureinpicture"));
  });
  expect(watch).toHaveBeenCalledTimes(1);
  act(() => {
    document.querySelector("video")?.dispatchEvent(new Event("leavepictureinpicture"));
  });
  expect(stop).toHaveBeenCalledTimes(1);
});

it("is no longer asked for once it is gone from the page", () => {
  const { stop, unmount } = show();
  comesIntoSight(true);
  unmount();
  expect(stop).toHaveBeenCalledTimes(1);
});

it("of oneself needs nobody to send it, and is seen as in a mirror", () => {
  const { watch } = show({ isSelf: true });
  comesIntoSight(true);
  expect(watch).not.toHaveBeenCalled();
  expect(document.querySelector("video")).toHaveClass("-scale-x-100");
});

it("of somebody else, or of a screen, is no mirror", () => {
  show();
  show({ isSelf: true, source: "screen" });
  for (const video of document.querySelectorAll("video")) expect(video).not.toHaveClass("-scale-x-100");
});

it("leaves what is below it to be seen until its first frame has come", () => {
  show();
  expect(seen()).toHaveLength(0);
  framesCome();
  expect(seen()).toHaveLength(1);
});

it("does not leave somebody standing still when nothing more comes", () => {
  const track = new PictureTrack("1");
  show({ track: track as unknown as MediaStreamTrack });
  framesCome();
  track.muted = true;
  act(() => {
    track.dispatchEvent(new Event("mute"));
  });
  expect(seen()).toHaveLength(0);
});

it("begins anew with another track", () => {
  const { become } = show();
  framesCome();
  become({ track: new PictureTrack("2") as unknown as MediaStreamTrack });
  expect(seen()).toHaveLength(0);
});

it.each([
  [96, "small"],
  [200, "small"],
  [360, "medium"],
  [421, "large"],
])("of %i lines on the screen is sent %s", (lines, size) => {
  expect(sizeFor(lines)).toBe(size);
});
