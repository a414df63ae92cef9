import type { Point } from "./seating";

/** The faces of those who listen, before the table: where the middle of each is, from the bank's own top left corner. */
export interface Bank {
  face: number;
  /** The width of a name below each face; none where there are too many for names. */
  name: number;
  places: readonly Point[];
  height: number;
}

const widest = 1_000;
const curve = 14;
const space = 6;

/** One row on a phone and two elsewhere, bent towards the table; a few people have larger faces and a name. */
export function bankFor(people: number, width: number): Bank {
  const narrow = width < 600;
  const usable = Math.max(0, Math.min(width, widest) - 32);
  const named = { face: 44, pitch: narrow ? 66 : 88 };
  const few = people * named.pitch <= usable;
  const face = few ? named.face : narrow ? 30 : 34;
  const pitch = few ? named.pitch : face + space;
  const most = Math.max(1, Math.floor(usable / pitch));
  const rows = few || narrow || people <= most ? 1 : 2;
  const shown = Math.min(people, most * rows);
  const first = Math.ceil(shown / rows);
  const places = Array.from({ length: shown }, (_, index) => {
    const row = index < first ? 0 : 1;
    const inRow = row === 0 ? first : shown - first;
    const x = (index - row * first - (inRow - 1) / 2) * pitch;
    // The ends come nearer to the table than the middle.
    return { x: width / 2 + x, y: space + curve + face / 2 + row * (face + space) - curve * (x / Math.max(1, usable / 2)) ** 2 };
  });
  return { face, name: few ? pitch - 4 : 0, places, height: shown === 0 ? 0 : space + curve + rows * (face + space) + (few ? 18 : 0) };
}

/** Who is shown when not all are: in order of arrival, but oneself and raised hands in any case, the longest waiting first. */
export function inFront<Person extends { id: string; handRaised: boolean }>(people: readonly Person[], hands: readonly { id: string }[], self: string, count: number): readonly Person[] {
  if (people.length <= count) return people;
  const first = people.slice(0, count);
  const seen = new Set(first.map(({ id }) => id));
  const order = [self, ...hands.map(({ id }) => id)];
  const missed = people.filter(({ id }) => !seen.has(id) && order.includes(id)).sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
  let at = first.length - 1;
  for (const person of missed) {
    while (at >= 0 && order.includes(first[at]?.id ?? "")) at -= 1;
    if (at < 0) break;
    first[at] = person;
    at -= 1;
  }
  return first;
}
