import { expect, it, vi } from "vitest";
import { createChoices } from "./choices";
import { observable } from "./observable";
import { directionsFrom, type Space } from "./space";
import { createSpeakers } from "./speakers";

const stream = {} as MediaStream;

function element() {
  return { play: () => Promise.resolve(), pause: () => undefined, volume: 1, muted: false } as unknown as HTMLAudioElement;
}

function listening() {
  const open = observable(true);
  const voices = new Map<string, { direction: number; loudness: number }>();
  const space = {
    open,
    wake: vi.fn(),
    send: vi.fn(),
    close: vi.fn(),
    leave: (name: string) => void voices.delete(name),
    play: (name: string, _: MediaStream, direction: number, loudness: number) => void voices.set(name, { direction, loudness }),
  } satisfies Space;
  const choices = createChoices(() => ({ getItem: () => null, setItem: () => undefined }));
  const elements: HTMLAudioElement[] = [];
  const make = () => {
    const made = element();
    elements.push(made);
    return made;
  };
  const speakers = createSpeakers(choices, make, () => space);
  speakers.listenTo(new Set(["grace", "linus"]));
  speakers.add("one", "grace", stream);
  return { speakers, space, open, voices, choices, element: () => elements[0] };
}

it("hears the neighbours at one's sides, and who sits opposite straight ahead", () => {
  expect([...directionsFrom(["ada", "grace", "linus", "mary"], "ada")]).toEqual([
    ["grace", -45],
    ["linus", 0],
    ["mary", 45],
  ]);
});

it("leaves a free chair free, so that nobody's voice moves", () => {
  expect(directionsFrom(["ada", undefined, "linus", "mary"], "ada").get("linus")).toBe(0);
});

it("hears the table from before it when one only listens", () => {
  expect([...directionsFrom(["grace", "linus"], "ada").values()]).toEqual([-45, 45]);
});

it("plays a voice from its seat once this is wanted, and from its element again when it is not", () => {
  const { speakers, space, voices, element } = listening();
  speakers.place(new Map([["grace", -30]]));
  expect(voices.size).toBe(0);
  speakers.setSpatial(true);
  expect(voices.get("one")).toEqual({ direction: -30, loudness: 1 });
  expect(element()?.muted).toBe(true);
  speakers.setSpatial(false);
  expect(space.close).toHaveBeenCalledOnce();
  expect(element()?.muted).toBe(false);
});

it("keeps volumes, and who is muted for oneself, wherever voices come from", () => {
  const { speakers, voices } = listening();
  speakers.setSpatial(true);
  speakers.place(new Map([["grace", 10]]));
  speakers.setVolume("grace", 0.4);
  expect(voices.get("one")?.loudness).toBe(0.4);
  speakers.setSilenced("grace", true);
  expect(voices.get("one")?.loudness).toBe(0);
  speakers.setSilenced("grace", false);
  speakers.listenTo(new Set());
  expect(voices.get("one")?.loudness).toBe(0);
});

it("plays a voice without a seat, and every voice on a device with one channel, as before", () => {
  const { speakers, voices, open, element } = listening();
  speakers.setSpatial(true);
  expect(element()?.muted).toBe(false);
  speakers.place(new Map([["grace", 10]]));
  open.set(false);
  expect(voices.size).toBe(0);
  expect(element()?.muted).toBe(false);
  open.set(true);
  expect(voices.size).toBe(1);
});

it("holds back a copy of a voice in the same way", () => {
  const { speakers, voices } = listening();
  speakers.setSpatial(true);
  speakers.place(new Map([["grace", 10]]));
  speakers.add("two", "grace", stream, true);
  expect(voices.get("two")?.loudness).toBe(0);
  speakers.hold("one", true);
  speakers.hold("two", false);
  expect([voices.get("one")?.loudness, voices.get("two")?.loudness]).toEqual([0, 1]);
  speakers.remove("one");
  expect([...voices.keys()]).toEqual(["two"]);
});

it("is remembered, and begins with the first voice", () => {
  const { speakers, space, choices } = listening();
  expect(choices.get().seats).toBeUndefined();
  speakers.setSpatial(true);
  expect(choices.get().seats).toBe(true);
  speakers.choose("headphones");
  expect(space.send).toHaveBeenLastCalledWith("headphones");
});
