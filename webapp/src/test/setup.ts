import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";
import { chooseLanguage, startLanguage } from "../i18n/setup";
import { chooseTheme } from "../theme/theme";

// A lazy page is compiled when it is first opened; on a busy machine that takes much longer than the usual second.
configure({ asyncUtilTimeout: 30_000 });

await startLanguage();

// jsdom has the element, but not its modal ways.
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};

Element.prototype.scrollIntoView = () => undefined;

// jsdom has no layout: everything is as large as a window.
Object.defineProperties(HTMLElement.prototype, { clientWidth: { configurable: true, value: 1_280 }, clientHeight: { configurable: true, value: 800 } });
globalThis.ResizeObserver = class implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

// And in an ordinary window of a browser.
globalThis.matchMedia = (media) => Object.assign(new EventTarget(), { media, matches: false, onchange: null }) as unknown as MediaQueryList;

// And all of it is in sight.
globalThis.IntersectionObserver = class {
  readonly root = null;
  readonly rootMargin = "";
  readonly scrollMargin = "";
  readonly thresholds = [];
  constructor(private readonly tell: IntersectionObserverCallback) {}
  observe(): void {
    this.tell([{ isIntersecting: true } as IntersectionObserverEntry], this);
  }
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): IntersectionObserverEntry[] {
    return [];
  }
};

// All frames of jsdom share one timer. Should it begin on the clock of a test, which a store of an earlier one may cause, no frame comes ever again.
const { setTimeout: later, clearTimeout: never } = globalThis;
globalThis.requestAnimationFrame = (callback) =>
  later(() => {
    callback(performance.now());
  }, 16);
globalThis.cancelAnimationFrame = (frame) => {
  never(frame);
};

// There is no server to open one to; tests that need a socket bring their own.
class NoSocket {
  onclose: unknown = null;
  close(): void {
    this.onclose = null;
  }
}

beforeEach(async () => {
  vi.stubGlobal("WebSocket", NoSocket);
  // jsdom has no layout to scroll.
  vi.spyOn(window, "scrollTo").mockImplementation(() => undefined);
  await chooseLanguage("en");
  chooseTheme("system");
  localStorage.clear();
});

afterEach(cleanup);
