import { describe, expect, it } from "vitest";
import { safeNext } from "./next";

describe("where to go after signing in", () => {
  it.each(["/", "/people", "/people/ada?tab=1#top", "/settings/security", "/a//b"])("may be %s", (next) => {
    expect(safeNext(next)).toBe(next);
  });

  it.each([
    null,
    "",
    "people",
    "https://elsewhere.example/people",
    "//elsewhere.example",
    "///elsewhere.example",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "/\t/elsewhere.example",
    "/\n/elsewhere.example",
    "/..//elsewhere.example",
    "/.//elsewhere.example",
    " /people",
    "javascript:alert(1)",
    "data:text/html,x",
    `${location.origin}/people`,
  ])("can't be %j", (next) => {
    expect(safeNext(next)).toBeUndefined();
  });
});
