import { act, fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Avatar } from "./Avatar";

const src = "/api/avatars/0123";

function shown() {
  const { container } = render(<Avatar src={src} name="Ada Lovelace" size="medium" />);
  return {
    picture: () => container.querySelector("img"),
    initials: () => container.querySelector("[data-initials]")?.getAttribute("data-initials"),
    fail: () => {
      const picture = container.querySelector("img");
      if (picture) fireEvent.error(picture);
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a picture that cannot be fetched", () => {
  it("is replaced by the initials", () => {
    const { picture, initials, fail } = shown();
    expect(picture()).not.toBeNull();
    fail();
    expect([picture(), initials()]).toEqual([null, "AL"]);
  });

  it("is asked for again when the network is back", () => {
    const { picture, fail } = shown();
    fail();
    act(() => {
      dispatchEvent(new Event("online"));
    });
    expect(picture()).not.toBeNull();
  });

  it("is asked for again three times, later each time, and then left alone", () => {
    const { picture, fail } = shown();
    for (const pause of [5_000, 20_000, 60_000]) {
      fail();
      act(() => {
        vi.advanceTimersByTime(pause - 1);
      });
      expect(picture()).toBeNull();
      act(() => {
        vi.advanceTimersByTime(1);
      });
      expect(picture()).not.toBeNull();
    }
    fail();
    act(() => {
      vi.advanceTimersByTime(600_000);
    });
    expect(picture()).toBeNull();
  });
});
