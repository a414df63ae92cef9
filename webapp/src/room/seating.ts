/** So many sit round a table; more than that sit in rows. */
export const atTable = 8;

const smallest = 6;

export interface Place {
  /** Of the middle of the seat, in percent of the picture. */
  x: number;
  y: number;
}

/**
 * Places round the table, the first one below, where the reader sits. There are always some: people sit down across
 * from each other, and what is left stays free.
 */
export function places(people: number): { taken: Place[]; free: Place[] } {
  const count = Math.max(smallest, people);
  const all = Array.from({ length: count }, (_, index) => {
    const angle = Math.PI / 2 + (index * 2 * Math.PI) / count;
    return { x: 50 + 36 * Math.cos(angle), y: 50 + 36 * Math.sin(angle) };
  });
  const order = all.map((_, index) => (index % 2 === 0 ? index / 2 : (index - 1) / 2 + Math.ceil(count / 2)));
  const seats = (people < smallest ? order : order.map((_, index) => index)).flatMap((index) => all[index] ?? []);
  return { taken: seats.slice(0, people), free: seats.slice(people) };
}
