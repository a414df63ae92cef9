import { fireEvent } from "@testing-library/react";
import { vi } from "vitest";

/** What a camera or a screen gives. */
export class PictureTrack extends EventTarget {
  muted = false;
  contentHint = "";
  onended: (() => void) | null = null;
  stop = vi.fn();

  constructor(readonly id: string) {
    super();
  }

  getSettings() {
    return { deviceId: "Front" };
  }
}

/** The pictures of the page, as far as their first frame has come. */
export function seen(within: ParentNode = document): HTMLVideoElement[] {
  return [...within.querySelectorAll("video")].filter((video) => !video.classList.contains("opacity-0"));
}

/** The first frame of everything that is on the page. */
export function framesCome(): void {
  for (const video of document.querySelectorAll("video")) fireEvent.loadedData(video);
}

/** An element comes into sight, and goes out of it, when the test says so. */
export class Sight {
  static readonly all: Sight[] = [];
  readonly root = null;
  readonly rootMargin = "";
  readonly scrollMargin = "";
  readonly thresholds = [];
  disconnect = vi.fn();
  observe = vi.fn();
  unobserve = vi.fn();

  constructor(private readonly tell: IntersectionObserverCallback) {
    Sight.all.push(this);
  }

  takeRecords(): IntersectionObserverEntry[] {
    return [];
  }

  static becomes(isIntersecting: boolean): void {
    for (const one of Sight.all) one.tell([{ isIntersecting } as IntersectionObserverEntry], one);
  }
}
