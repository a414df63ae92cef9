import { describe, expect, it } from "vitest";
import { atTable } from "./seating";
import { closed, seat } from "./seats";

describe("the chairs", () => {
  const three = seat([], ["ada", "grace", "mei"], "mei");

  it("are taken in order of arrival, with oneself on the first", () => {
    expect(three).toEqual(["mei", "ada", "grace"]);
  });

  it("stay the same while nobody comes or goes", () => {
    expect(seat(three, ["ada", "grace", "mei"], "mei")).toBe(three);
    expect(seat(three, ["mei", "grace", "ada"], "mei")).toBe(three);
  });

  it("stay free when somebody leaves, until the next one comes", () => {
    const without = seat(three, ["grace", "mei"], "mei");
    expect(without).toEqual(["mei", undefined, "grace"]);
    expect(seat(without, ["grace", "mei", "noor"], "mei")).toEqual(["mei", "noor", "grace"]);
    expect(closed(without)).toEqual(["mei", "grace"]);
  });

  it("keep everybody's place when one more comes", () => {
    expect(seat(three, ["ada", "grace", "mei", "noor"], "mei")).toEqual(["mei", "ada", "grace", "noor"]);
  });

  it("make place for oneself, coming up from the audience", () => {
    expect(seat(["ada", "grace"], ["ada", "grace", "mei"], "mei")).toEqual(["mei", "ada", "grace"]);
    expect(seat([undefined, "grace"], ["grace", "mei"], "mei")).toEqual(["mei", "grace"]);
  });

  it("are never more than fit at a table; who waits takes the next free one", () => {
    const many = Array.from({ length: 30 }, (_, index) => `p${index}`);
    const full = seat([], many, "me");
    expect(full).toEqual(many.slice(0, atTable));
    expect(seat(full, many.slice(1), "me")[0]).toBe(`p${atTable}`);
  });
});
