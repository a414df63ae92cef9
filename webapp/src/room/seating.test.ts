import { describe, expect, it } from "vitest";
import { places } from "./seating";

describe("the seating", () => {
  it("puts oneself below and the next one across, with the other seats left free", () => {
    const { taken, free } = places(2);
    expect(taken.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
      [50, 86],
      [50, 14],
    ]);
    expect(free).toHaveLength(4);
  });

  it.each([1, 3, 5, 6, 7, 8])("gives each of %i people a seat of their own", (people) => {
    const { taken, free } = places(people);
    expect(taken).toHaveLength(people);
    expect(new Set([...taken, ...free].map(({ x, y }) => `${x} ${y}`)).size).toBe(Math.max(6, people));
  });
});
