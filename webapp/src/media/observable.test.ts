import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { observable, thinned } from "./observable";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function listening() {
  const source = observable(0);
  const thin = thinned(source, 500);
  const heard: number[] = [];
  const stop = thin.subscribe(() => heard.push(thin.get()));
  return { source, thin, heard, stop };
}

it("tells the first change at once, and of those in the pause only the last", () => {
  const { source, heard } = listening();
  for (const value of [1, 2, 3]) source.set(value);
  expect(heard).toEqual([1]);
  vi.advanceTimersByTime(500);
  expect(heard).toEqual([1, 3]);
  source.set(4);
  expect(heard).toEqual([1, 3]);
  vi.advanceTimersByTime(500);
  expect(heard).toEqual([1, 3, 4]);
});

it("tells nothing if everything is as before at the end of the pause", () => {
  const { source, heard } = listening();
  for (const value of [1, 2, 1]) source.set(value);
  vi.advanceTimersByTime(5_000);
  expect(heard).toEqual([1]);
  source.set(5);
  expect(heard).toEqual([1, 5]);
});

it("tells what changed before anybody listened, and nothing afterwards", () => {
  const source = observable(0);
  const thin = thinned(source, 500);
  source.set(1);
  const heard: number[] = [];
  const stop = thin.subscribe(() => heard.push(thin.get()));
  expect(heard).toEqual([1]);
  source.set(2);
  stop();
  vi.advanceTimersByTime(5_000);
  expect(heard).toEqual([1]);
  expect(vi.getTimerCount()).toBe(0);
});
