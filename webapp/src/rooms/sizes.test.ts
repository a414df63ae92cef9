import { describe, expect, it } from "vitest";
import { sizesOf } from "./sizes";

describe("the sizes of a room", () => {
  it("are those of a table or of a stage where a room may be large", () => {
    expect(sizesOf(false, 1_000)).toEqual({ sizes: [4, 8, 12, 24], usual: 12, limited: false });
    expect(sizesOf(true, 1_000)).toEqual({ sizes: [50, 100, 250, 1_000], usual: 100, limited: false });
  });

  it("end with what the server carries", () => {
    expect(sizesOf(false, 16)).toEqual({ sizes: [4, 8, 12, 16], usual: 12, limited: true });
    expect(sizesOf(true, 16)).toEqual({ sizes: [4, 8, 12, 16], usual: 16, limited: true });
    expect(sizesOf(true, 300)).toEqual({ sizes: [50, 100, 250, 300], usual: 100, limited: true });
    expect(sizesOf(false, 4)).toEqual({ sizes: [4], usual: 4, limited: true });
    expect(sizesOf(false, 24).limited).toBe(false);
  });
});
