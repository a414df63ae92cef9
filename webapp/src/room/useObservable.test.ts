import { expect, it, vi } from "vitest";
import { observable } from "../media/observable";
import { onceAFrame } from "./useObservable";

it("shows a change at once, and those that follow within a frame together", () => {
  const frames: FrameRequestCallback[] = [];
  const nextFrame = () => frames.shift()?.(0);
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => frames.push(callback));
  vi.stubGlobal("cancelAnimationFrame", () => frames.pop());
  const count = observable(0);
  const shown: number[] = [];
  const stop = onceAFrame(count.subscribe, () => shown.push(count.get()));
  for (let message = 1; message <= 50; message += 1) count.set(message);
  expect(shown).toEqual([1]);
  nextFrame();
  expect(shown).toEqual([1, 50]);
  count.set(51);
  nextFrame();
  expect(shown).toEqual([1, 50, 51]);
  nextFrame();
  expect(frames).toEqual([]);
  count.set(52);
  expect(shown).toEqual([1, 50, 51, 52]);
  count.set(53);
  stop();
  nextFrame();
  expect(shown).toEqual([1, 50, 51, 52]);
});
