import { expect, it } from "vitest";
import { pictureKey } from "./pictures";
import type { Quality } from "./quality";
import { createSqueeze } from "./squeeze";

/** Looks at the voices every three seconds. */
function watching() {
  let time = 0;
  const squeeze = createSqueeze(() => time);
  const looks = (quality: Quality, count: number, { anyPictures = true, others = [] as Quality[] } = {}) => {
    for (let look = 0; look < count; look += 1) {
      time += 3_000;
      squeeze.look(Object.fromEntries([quality, ...others].map((one, index) => [`u${index}`, { state: "connected", quality: one }])), anyPictures);
    }
    return squeeze.state.get();
  };
  return { squeeze, looks, pass: (ms: number) => (time += ms) };
}

it("makes pictures smaller when a voice comes badly for a while, then pauses them, and gives the room back after a long calm", () => {
  const { looks } = watching();
  expect(looks("poor", 1)).toBe("no");
  expect(looks("poor", 1)).toBe("smaller");
  expect(looks("poor", 2)).toBe("paused");
  expect(looks("poor", 9)).toBe("paused");
  expect(looks("good", 5)).toBe("paused");
  expect(looks("good", 1)).toBe("smaller");
  expect(looks("good", 6)).toBe("no");
});

it("leaves pictures alone where voices are only fair, or there are none to see", () => {
  const { looks } = watching();
  expect(looks("fair", 9)).toBe("no");
  expect(looks("poor", 9, { anyPictures: false })).toBe("no");
});

it("leaves pictures alone while most voices come well: somebody else's line is to blame", () => {
  const { looks } = watching();
  expect(looks("poor", 9, { others: ["good"] })).toBe("no");
  expect(looks("poor", 9, { others: ["poor", "good"] })).toBe("paused");
});

it("counts what is said between two looks as one of them", () => {
  const { squeeze, pass } = watching();
  pass(3_000);
  for (let word = 0; word < 9; word += 1) squeeze.look({ mei: { state: "connected", quality: "poor" } }, true);
  expect(squeeze.state.get()).toBe("no");
});

it("asks for what is wished, for small ones, or for none", () => {
  const { squeeze, looks } = watching();
  const wished = new Map([[pictureKey("mei", "screen"), "large"]] as const);
  expect(squeeze.fit(wished)).toBe(wished);
  looks("poor", 2);
  expect([...squeeze.fit(wished)]).toEqual([[pictureKey("mei", "screen"), "small"]]);
  looks("poor", 2);
  expect(squeeze.fit(wished).size).toBe(0);
});
