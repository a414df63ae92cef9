import { describe, expect, it, vi } from "vitest";
import { moved, sideOf, wholeCrop, zoomed } from "./crop";
import { toDataUrl } from "./picture";

const wide = { width: 1200, height: 800, close: () => undefined };

describe("the part of a picture", () => {
  it("is the largest square in the middle at first", () => {
    const crop = wholeCrop(wide);
    expect(crop).toEqual({ x: 600, y: 400, zoom: 1 });
    expect(sideOf(crop, wide)).toBe(800);
  });

  it("moves, and never leaves the picture", () => {
    expect(moved(wholeCrop(wide), wide, 0.1, 0.1)).toEqual({ x: 680, y: 400, zoom: 1 });
    expect(moved(wholeCrop(wide), wide, 9, -9)).toEqual({ x: 800, y: 400, zoom: 1 });
  });

  it("gets closer and comes back, within limits, without leaving the picture", () => {
    const close = zoomed(wholeCrop(wide), wide, 99);
    expect(sideOf(close, wide)).toBe(200);
    const corner = moved(close, wide, -9, -9);
    expect(corner).toMatchObject({ x: 100, y: 100 });
    expect(zoomed(corner, wide, 0.1)).toEqual({ x: 400, y: 400, zoom: 1 });
  });
});

describe("the picture that is sent", () => {
  function canvasThat(writes: () => string) {
    const drawImage = vi.fn();
    const sizes: [number, number][] = [];
    vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(
      () => ({ drawImage, clearRect: () => undefined }) as never,
    );
    vi.spyOn(HTMLCanvasElement.prototype, "toDataURL").mockImplementation(function (this: HTMLCanvasElement) {
      sizes.push([this.width, this.height]);
      return writes();
    });
    return { drawImage, sizes };
  }

  it("is 512 by 512 of just the chosen part", () => {
    const { drawImage, sizes } = canvasThat(() => "data:image/png;base64,AAAA");
    const crop = zoomed(wholeCrop(wide), wide, 2);
    expect(toDataUrl(wide, crop)).toBe("data:image/png;base64,AAAA");
    expect(sizes).toEqual([[512, 512]]);
    expect(drawImage).toHaveBeenCalledExactlyOnceWith(wide, 400, 200, 400, 400, 0, 0, 512, 512);
  });
});
