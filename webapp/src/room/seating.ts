/** So many sit round a table; more than that sit in rows. */
export const atTable = 8;

export interface Place {
  /** Of the middle of the seat, in percent of the picture. */
  x: number;
  y: number;
}

/** Round the table, the first one below, where the reader sits, and on clockwise. */
export function places(count: number): Place[] {
  return Array.from({ length: count }, (_, index) => {
    const angle = Math.PI / 2 + (index * 2 * Math.PI) / Math.max(1, count);
    return { x: 50 + 36 * Math.cos(angle), y: 50 + 36 * Math.sin(angle) };
  });
}
