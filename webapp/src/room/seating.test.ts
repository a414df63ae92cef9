import { describe, expect, it } from "vitest";
import { along, atTable, compactSeating, crowded, nameBox, seatingFor } from "./seating";
import type { Seating } from "./seating";

/** What is left for the table in windows of these sizes, with an audience and without. */
const spaces = [
  ["360x740", 360, 575],
  ["360x740 with an audience", 360, 476],
  ["768x1024", 768, 820],
  ["768x1024 with an audience", 768, 680],
  ["1280x800", 1280, 590],
  ["1280x800 with an audience", 1280, 460],
  ["1280x800 with an audience and a panel", 864, 460],
  ["1920x1080", 1920, 870],
  ["1920x1080 with an audience", 1920, 740],
] as const;

const counts = Array.from({ length: atTable - 1 }, (_, index) => index + 2);

function expectFine(seating: Seating, people: number, width: number) {
  const { seats, face, table, rim, height } = seating;
  expect(seats).toHaveLength(people);
  expect(crowded(seats, seating)).toBe(false);
  for (const seat of seats) {
    const name = nameBox(seat, seating);
    expect(seat.y - face / 2).toBeGreaterThanOrEqual(0);
    expect(Math.min(name.left, seat.x - face / 2)).toBeGreaterThanOrEqual(0);
    expect(Math.max(name.right, seat.x + face / 2)).toBeLessThanOrEqual(width);
    expect(name.bottom).toBeLessThanOrEqual(height);
    // Nobody sits on the table.
    expect(((seat.x - table.x) / table.rx) ** 2 + ((seat.y - table.y) / table.ry) ** 2).toBeGreaterThan(1);
  }
  expect(table.rx - rim).toBeGreaterThan(40);
  expect(table.ry - rim).toBeGreaterThan(18);
}

describe("the seating", () => {
  describe.each(spaces)("in %s", (_name, width, height) => {
    it.each(counts)("has a place for each of %i people, and nobody sits on anybody", (people) => {
      const seating = seatingFor(people, width, height);
      expectFine(seating, people, width);
      expect(seating.height).toBe(height);
      expect(seating.face).toBeGreaterThanOrEqual(width < 600 ? 30 : 40);
    });
  });

  it("holds in any space, which gets higher where it has to", () => {
    let chance = 1;
    const random = () => (chance = (chance * 16_807) % 2_147_483_647) / 2_147_483_647;
    for (let round = 0; round < 250; round += 1) {
      const [people, width, height] = [2 + Math.floor(random() * 23), 320 + Math.floor(random() * 1_700), 120 + Math.floor(random() * 900)];
      const seating = seatingFor(people, width, height);
      expectFine(seating, people, width);
      expect(seating.height).toBeGreaterThanOrEqual(height);
    }
  });

  it("puts oneself nearest to the reader and the next one across", () => {
    const { seats, table } = seatingFor(2, 1280, 600);
    expect(seats.map(({ x }) => Math.round(x))).toEqual([640, 640]);
    expect(seats[0]?.y).toBeGreaterThan(table.y);
    expect(seats[1]?.y).toBeLessThan(table.y);
  });

  it("goes on clockwise, at equal distances", () => {
    const seats = along(12, { x: 0, y: 0, rx: 400, ry: 150 });
    expect(seats[1]?.x).toBeLessThan(0);
    const far = along(240, { x: 0, y: 0, rx: 400, ry: 150 });
    const steps = far.map((one, index) => {
      const other = far[(index + 1) % far.length] ?? one;
      return Math.hypot(one.x - other.x, one.y - other.y);
    });
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(0.2);
  });

  it("gets flat in a low space before the faces get small", () => {
    const [high, low] = [seatingFor(8, 1280, 590), seatingFor(8, 1280, 430)];
    expect(low.face).toBe(high.face);
    expect(low.table.ry / low.table.rx).toBeLessThan(high.table.ry / high.table.rx);
  });

  it("stays one ellipse on a desktop up to 24", () => {
    const { seats } = seatingFor(24, 1280, 590);
    const [first, ...rest] = seats;
    // On one ellipse the lowest is lowest alone, and the middle is free.
    expect(rest.every(({ y }) => y < (first?.y ?? 0))).toBe(true);
    expect(seats.every(({ x, y }) => Math.abs(x - 640) > 300 || Math.abs(y - 260) > 120)).toBe(true);
  });

  it.each(counts)("shows %i faces without names in a low strip", (people) => {
    const seating = compactSeating(people, 320, 120);
    expect(seating.height).toBe(120);
    expect(crowded(seating.seats, seating)).toBe(false);
    expect(seating.seats.every(({ x, y }) => x >= seating.face / 2 && x <= 320 - seating.face / 2 && y >= seating.face / 2 && y <= 120 - seating.face / 2)).toBe(true);
  });
});
