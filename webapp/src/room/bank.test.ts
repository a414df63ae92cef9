import { describe, expect, it } from "vitest";
import { bankFor, inFront } from "./bank";

function people(count: number) {
  return Array.from({ length: count }, (_, index) => ({ id: `p${index}`, handRaised: false }));
}

describe("the bank of faces", () => {
  it.each([360, 768, 864, 1280, 1920])("keeps 1, 5, 40 and 500 faces inside %i pixels, and none on another", (width) => {
    for (const count of [1, 5, 40, 500]) {
      const { face, name, places, height } = bankFor(count, width);
      const wide = Math.max(face, name);
      places.forEach(({ x, y }, index) => {
        expect(x - wide / 2).toBeGreaterThanOrEqual(0);
        expect(x + wide / 2).toBeLessThanOrEqual(width);
        expect(y - face / 2).toBeGreaterThanOrEqual(0);
        expect(y + face / 2).toBeLessThanOrEqual(height);
        for (const other of places.slice(index + 1)) expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThanOrEqual(face);
      });
    }
  });

  it("is one row on a phone and two on a desk", () => {
    expect(bankFor(500, 360).places).toHaveLength(9);
    expect(bankFor(500, 1280).places).toHaveLength(48);
    expect(bankFor(40, 1280).places).toHaveLength(40);
    expect(bankFor(0, 1280).height).toBe(0);
  });

  it("names a few", () => {
    expect(bankFor(4, 360).name).toBeGreaterThan(0);
    expect(bankFor(40, 360).name).toBe(0);
  });
});

describe("the front row", () => {
  it("is taken in order of arrival", () => {
    expect(inFront(people(5), [], "p0", 3).map(({ id }) => id)).toEqual(["p0", "p1", "p2"]);
  });

  it("always shows oneself and raised hands, and moves nobody else", () => {
    const all = people(9).map((one) => ({ ...one, handRaised: one.id === "p8" }));
    expect(inFront(all, [{ id: "p8" }], "p7", 4).map(({ id }) => id)).toEqual(["p0", "p1", "p8", "p7"]);
  });

  it("shows as many hands as there are places, the longest waiting first", () => {
    const hands = [{ id: "p3" }, { id: "p2" }, { id: "p4" }];
    expect(inFront(people(5), hands, "x", 2).map(({ id }) => id)).toEqual(["p2", "p3"]);
  });
});
