import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createTold, pauseBetween } from "./told";
import type { Told } from "./told";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function world() {
  const told = createTold();
  const said: (Omit<Told, "key"> & { at: number })[] = [];
  told.said.subscribe(() => {
    const { key: _, ...sentence } = told.said.get() ?? { key: 0, kind: "left", names: [] };
    said.push({ ...sentence, at: Date.now() });
  });
  return { told, said, words: () => said.map(({ kind, names }) => `${kind} ${names.length > 2 ? names.length : names.map(String).join(" and ")}`.trim()) };
}

const arrives = (name: string) => ({ kind: "arrived", name, userId: name }) as const;
const leaves = (name: string) => ({ kind: "left", name, userId: name }) as const;

describe("what is told of a room", () => {
  it("sums up who comes and who goes", () => {
    const { told, words } = world();
    told.tell(arrives("Ada"));
    for (let count = 1; count <= 12; count += 1) told.tell(arrives(`Guest ${count}`));
    told.tell(leaves("Ada"));
    vi.advanceTimersByTime(2 * pauseBetween);
    expect(words()).toEqual(["arrived Ada", "arrived 12", "left Ada"]);
  });

  it("says once who mentioned one, however often", () => {
    const { told, words } = world();
    told.tell(arrives("Ada"));
    for (const name of ["Mei", "Noor", "Mei", "Mei"]) told.tell({ kind: "mentioned", name, userId: name });
    vi.advanceTimersByTime(2 * pauseBetween);
    expect(words()).toEqual(["arrived Ada", "mentioned Mei and Noor"]);
  });

  it("says at most one thing in two seconds, hands and roles first", () => {
    const { told, said, words } = world();
    for (let count = 0; count < 46; count += 1) {
      told.tell(count % 2 === 0 ? arrives(`Guest ${count}`) : leaves(`Visitor ${count}`));
      if (count === 20) told.tell({ kind: "handUp", name: "Mei" });
      if (count === 21) told.tell({ kind: "handUp", name: "Noor" });
      if (count === 22) told.tell({ kind: "up", name: "Omar" });
      vi.advanceTimersByTime(120);
    }
    vi.advanceTimersByTime(10 * pauseBetween);
    const pauses = said.slice(1).map(({ at }, index) => at - (said[index]?.at ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(pauseBetween);
    // In the two seconds in which the hands went up, others came and went; they are told of afterwards.
    expect(words().slice(0, 4)).toEqual(["arrived Guest 0", "arrived 8", "handUp Mei and Noor", "up Omar"]);
  });

  it("does not mention somebody who was gone before anybody heard of them", () => {
    const { told, words } = world();
    told.tell(arrives("Ada"));
    told.tell(arrives("Mei"));
    told.tell(leaves("Mei"));
    vi.advanceTimersByTime(5 * pauseBetween);
    expect(words()).toEqual(["arrived Ada"]);
  });

  it("says at once what cannot wait", () => {
    const { told, words } = world();
    told.tell(arrives("Ada"));
    told.tell({ kind: "youMuted" });
    expect(words()).toEqual(["arrived Ada", "youMuted"]);
  });

  it("keeps roles apart", () => {
    const { told, words } = world();
    told.tell(arrives("Ada"));
    told.tell({ kind: "role", name: "Mei", role: "moderator" });
    told.tell({ kind: "role", name: "Noor", role: "host" });
    vi.advanceTimersByTime(3 * pauseBetween);
    expect(words()).toEqual(["arrived Ada", "role Mei", "role Noor"]);
  });
});
