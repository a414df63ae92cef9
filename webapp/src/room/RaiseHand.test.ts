import { expect, it } from "vitest";
import { ordinal } from "./RaiseHand";

it.each([
  [1, "1st", "1."],
  [2, "2nd", "2."],
  [3, "3rd", "3."],
  [11, "11th", "11."],
  [22, "22nd", "22."],
])("says the place %i in line as people say it", (place, english, german) => {
  expect(ordinal(place, "en")).toBe(english);
  expect(ordinal(place, "de")).toBe(german);
});
