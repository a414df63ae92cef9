// The room of the landing page's picture, in a square of 800 with the table in its middle.
export const middle = 400;
export const table = { inner: 104, outer: 176 };

const seatCircle = 234;

export interface Seat {
  x: number;
  y: number;
  /** Degrees, 0 to the right, clockwise. */
  angle: number;
  /** 1 to 4: which of the palette's people sits here. */
  person: 1 | 2 | 3 | 4;
  /** Who speaks here, for the seats that get a turn. */
  name?: string;
}

// The table is open to the left, where the free seat is; the seven others follow clockwise.
export const freeSeat = { ...at(180, seatCircle), angle: 180 };

const people: readonly Pick<Seat, "person" | "name">[] = [
  { person: 3 },
  { person: 1, name: "Amara" },
  { person: 4 },
  { person: 3, name: "Jonas" },
  { person: 2 },
  { person: 1, name: "Mei" },
  { person: 3, name: "Rafael" },
];

export const seats: readonly Seat[] = people.map((who, index) => {
  const angle = 225 + index * 45;
  return { ...at(angle, seatCircle), angle, ...who };
});

/** In the order of their turns: across the table, not round it, as people do. */
export const speakers: readonly Seat[] = ["Jonas", "Amara", "Mei", "Rafael"].flatMap((name) =>
  seats.filter((seat) => seat.name === name),
);

/** Those who listen, in two rows behind the table's far side. */
export const audience = [...row(324, 15), ...row(364, 17)];

function row(radius: number, count: number) {
  const from = -80;
  const step = (2 * -from) / (count - 1);
  return Array.from({ length: count }, (_, index) => at(from + index * step, radius));
}

function at(angle: number, radius: number) {
  const radians = (angle * Math.PI) / 180;
  return { x: round(middle + radius * Math.cos(radians)), y: round(middle + radius * Math.sin(radians)) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
