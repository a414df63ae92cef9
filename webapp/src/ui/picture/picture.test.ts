import { describe, expect, it, vi } from "vitest";
import { moved, partOf, wholeCrop, zoomed } from "./crop";
import { toDataUrl } from "./picture";

const wide = { width: 1200, height: 800, close: () => undefined };

describe("the part of a picture", () => {
  it("is the largest square in the middle at first", () => {
    const crop = wholeCrop(wide);
    expect(crop).toEqual({ x: 600, y: 400, zoom: 1 });
    expect(partOf(crop, wide, "square")).toEqual({ width: 800, height: 800 });
  });

  it("moves, and never leaves the picture", () => {
    expect(moved(wholeCrop(wide), wide, "square", 0.1, 0.1)).toEqual({ x: 680, y: 400, zoom: 1 });
    expect(moved(wholeCrop(wide), wide, "square", 9, -9)).toEqual({ x: 800, y: 400, zoom: 1 });
  });

  it("gets closer and comes back, within limits, without leaving the picture", () => {
    const close = zoomed(wholeCrop(wide), wide, "square", 99);
    expect(partOf(close, wide, "square")).toEqual({ width: 200, height: 200 });
    const corner = moved(close, wide, "square", -9, -9);
    expect(corner).toMatchObject({ x: 100, y: 100 });
    expect(zoomed(corner, wide, "square", 0.1)).toEqual({ x: 400, y: 400, zoom: 1 });
  });
});

describe("the wide part of a picture", () => {
  it("is as wide as the picture, and leaves off above and below", () => {
    const crop = wholeCrop(wide);
    expect(partOf(crop, wide, "wide")).toEqual({ width: 1200, height: 630 });
    expect(moved(crop, wide, "wide", 1, 1)).toEqual({ x: 600, y: 485, zoom: 1 });
  });

  it("is as high as a picture that is wider still", () => {
    expect(partOf(wholeCrop(wide), { width: 4000, height: 630 }, "wide")).toEqual({ width: 1200, height: 630 });
  });
});

describe("the picture that is sent", () => {
  function canvasThat(writes: () => string, fillRect = vi.fn()) {
    const drawImage = vi.fn();
    const sizes: [number, number][] = [];
    vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(
      () => ({ drawImage, fillRect, clearRect: () => undefined }) as never,
    );
    vi.spyOn(HTMLCanvasElement.prototype, "toDataURL").mockImplementation(function (this: HTMLCanvasElement) {
      sizes.push([this.width, this.height]);
      return writes();
    });
    return { drawImage, sizes };
  }

  it("is 512 by 512 of just the chosen part", () => {
    const { drawImage, sizes } = canvasThat(() => "data:image/png;base64,AAAA");
    const crop = zoomed(wholeCrop(wide), wide, "square", 2);
    expect(toDataUrl(wide, crop, "square")).toBe("data:image/png;base64,AAAA");
    expect(sizes).toEqual([[512, 512]]);
    expect(drawImage).toHaveBeenCalledExactlyOnceWith(wide, 400, 200, 400, 400, 0, 0, 512, 512);
  });

  it("is 1200 by 630 where it is wide, on white", () => {
    const fillRect = vi.fn();
    const { drawImage, sizes } = canvasThat(() => "data:image/jpeg;base64,AAAA", fillRect);
    expect(toDataUrl(wide, wholeCrop(wide), "wide")).toBe("data:image/jpeg;base64,AAAA");
    expect(sizes).toEqual([[1200, 630]]);
    expect(fillRect).toHaveBeenCalledExactlyOnceWith(0, 0, 1200, 630);
    expect(drawImage).toHaveBeenCalledExactlyOnceWith(wide, 0, 85, 1200, 630, 0, 0, 1200, 630);
  });
});
