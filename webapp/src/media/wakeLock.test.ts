import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepAwake } from "./wakeLock";

const release = vi.fn(() => Promise.resolve());
const request = vi.fn(() => Promise.resolve({ release }));
let visible: DocumentVisibilityState = "visible";

function turns(now: DocumentVisibilityState): void {
  visible = now;
  document.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  visible = "visible";
  request.mockClear();
  release.mockClear();
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visible);
  Object.defineProperty(navigator, "wakeLock", { value: { request }, configurable: true });
});

afterEach(() => {
  Reflect.deleteProperty(navigator, "wakeLock");
});

it("keeps the screen on until it is told to stop", async () => {
  const stop = keepAwake();
  await vi.waitFor(() => {
    expect(request).toHaveBeenCalledExactlyOnceWith("screen");
  });
  await Promise.resolve();
  stop();
  expect(release).toHaveBeenCalledOnce();
});

it("asks again when the page is looked at again, as the browser let go meanwhile", () => {
  const stop = keepAwake();
  turns("hidden");
  expect(request).toHaveBeenCalledOnce();
  turns("visible");
  expect(request).toHaveBeenCalledTimes(2);
  stop();
  turns("hidden");
  turns("visible");
  expect(request).toHaveBeenCalledTimes(2);
});

it("lets go of what it got only after it was told to stop", async () => {
  const stop = keepAwake();
  stop();
  await vi.waitFor(() => {
    expect(release).toHaveBeenCalledOnce();
  });
});

it("goes without where the browser refuses or can't", async () => {
  request.mockRejectedValueOnce(new DOMException("battery", "NotAllowedError"));
  keepAwake()();
  await Promise.resolve();
  expect(release).not.toHaveBeenCalled();
  Reflect.deleteProperty(navigator, "wakeLock");
  expect(keepAwake()).toBeTypeOf("function");
});
