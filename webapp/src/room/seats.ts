import { atTable } from "./seating";

/** Who sits on which chair; nobody where it is free. */
export type Chairs = readonly (string | undefined)[];

/**
 * Who has come takes a free chair or a new one, and who has left leaves theirs free: nobody else changes seats. Oneself
 * sits on the first one. The same chairs are answered while nothing has changed.
 */
export function seat(before: Chairs, people: readonly string[], self: string): Chairs {
  const here = new Set(people);
  const chairs = before.map((id) => (id !== undefined && here.has(id) ? id : undefined));
  if (here.has(self) && chairs[0] !== self) {
    const old = chairs.indexOf(self);
    if (old >= 0) chairs[old] = undefined;
    if (chairs.length > 0 && chairs[0] === undefined) chairs[0] = self;
    else chairs.unshift(self);
  }
  const seated = new Set(chairs);
  for (const id of people) {
    if (seated.has(id)) continue;
    const free = chairs.indexOf(undefined);
    if (free >= 0) chairs[free] = id;
    else if (chairs.length < atTable) chairs.push(id);
  }
  // Whoever came last makes way for oneself.
  const kept = chairs.slice(0, atTable);
  return kept.length === before.length && kept.every((id, index) => id === before[index]) ? before : kept;
}

/** The free chairs are taken away. */
export function closed(chairs: Chairs): Chairs {
  return chairs.includes(undefined) ? chairs.filter((id) => id !== undefined) : chairs;
}
