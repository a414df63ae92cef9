import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createWatching } from "./watching";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const settles = () => {
  vi.advanceTimersByTime(150);
};

it("says what is in sight once the page has settled, and nothing where that is as before", () => {
  const send = vi.fn();
  const watching = createWatching(send);
  const stops = [watching.show("camera ada", "small"), watching.show("screen mei", "large")];
  expect(send).not.toHaveBeenCalled();
  settles();
  expect(send.mock.lastCall).toEqual([new Map([["camera ada", "small"], ["screen mei", "large"]])]);
  stops[0]?.();
  watching.show("camera ada", "small");
  settles();
  expect(send).toHaveBeenCalledOnce();
  for (const stop of stops) stop();
  settles();
  expect(send.mock.lastCall).toEqual([new Map([["camera ada", "small"]])]);
});

it("asks for the largest of the places where the same picture is shown", () => {
  const send = vi.fn();
  const watching = createWatching(send);
  const stop = watching.show("camera ada", "large");
  watching.show("camera ada", "small");
  settles();
  expect(send.mock.lastCall).toEqual([new Map([["camera ada", "large"]])]);
  stop();
  settles();
  expect(send.mock.lastCall).toEqual([new Map([["camera ada", "small"]])]);
});

it("says nothing more at the end", () => {
  const send = vi.fn();
  const watching = createWatching(send);
  watching.show("camera ada", "small");
  watching.close();
  settles();
  expect(send).not.toHaveBeenCalled();
});
