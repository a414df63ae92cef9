import { describe, expect, it } from "vitest";
import { codeIn } from "./OpenInvitation";

describe("the link of an invitation", () => {
  it.each([
    "https://voice.example.org/invite/3q2-7w_xYz0123456789AB",
    " https://voice.example.org/invite/3q2-7w_xYz0123456789AB?from=mail ",
    "/invite/3q2-7w_xYz0123456789AB#x",
    "3q2-7w_xYz0123456789AB",
  ])("is understood as %j", (typed) => {
    expect(codeIn(typed)).toBe("3q2-7w_xYz0123456789AB");
  });

  it.each(["", "hello there", "https://voice.example.org/rooms/abcdefgh", "/invite/", "https://voice.example.org/invite/a b", "javascript:alert(1)", "x".repeat(200)])(
    "is not %j",
    (typed) => {
      expect(codeIn(typed)).toBeUndefined();
    },
  );
});
