import { describe, expect, it } from "vitest";
import { fitted, gridFor, splitFor, tileGap } from "./gridding";

describe("a grid of faces", () => {
  it.each([
    [1, 1_280, 460],
    [2, 360, 430],
    [4, 1_280, 460],
    [7, 740, 170],
    [9, 768, 700],
    [16, 1_280, 600],
  ])("of %i keeps inside %i by %i, each between 16:9 and a square", (count, width, height) => {
    const tiles = gridFor(count, width, height);
    const rows = Math.ceil(count / tiles.columns);
    expect(tiles.columns * (tiles.width + tileGap) - tileGap).toBeLessThanOrEqual(width);
    expect(rows * (tiles.height + tileGap) - tileGap).toBeLessThanOrEqual(height);
    expect(tiles.width / tiles.height).toBeLessThan(1.81);
    expect(tiles.width / tiles.height).toBeGreaterThan(0.99);
  });

  it("of four stands in two rows of two where three in a row would be hardly larger", () => {
    expect(gridFor(4, 1_280, 460).columns).toBe(2);
  });

  it("is scrolled rather than made of faces too small to know anybody by", () => {
    const { width, height } = gridFor(24, 344, 300);
    expect(width).toBeGreaterThanOrEqual(120);
    expect(height).toBeGreaterThanOrEqual(90);
  });
});

describe("what is large", () => {
  it("has the faces beside it in a wide window, and below it in a high one", () => {
    expect(splitFor(4, 1_280, 600, 16 / 9).beside).toBe(true);
    expect(splitFor(4, 360, 560, 16 / 9).beside).toBe(false);
  });

  it("leaves the faces a column that one can see somebody in", () => {
    const { large, faces } = splitFor(6, 740, 170, 16 / 9);
    expect(large.width + tileGap + faces.width).toBeLessThanOrEqual(740);
    expect(faces.width).toBeGreaterThanOrEqual(148);
  });

  it("has all the space where nobody else is to be seen", () => {
    expect(splitFor(0, 800, 450, 16 / 9).large).toEqual({ width: 800, height: 450 });
  });

  it("keeps its shape", () => {
    expect(fitted(9 / 16, 800, 480)).toEqual({ width: 270, height: 480 });
  });
});
