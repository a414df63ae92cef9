import { describe, expect, it } from "vitest";
import { addressesIn } from "./addressesIn";

const links = (text: string) => addressesIn(text).flatMap(({ href }) => (href === undefined ? [] : [href]));

describe("addresses in what somebody wrote", () => {
  it.each([
    ["see https://example.org.", ["https://example.org"]],
    ["(https://example.org/a_(b))", ["https://example.org/a_(b)"]],
    ["https://a.example/x?y=1&z=%20#top, http://b.example!", ["https://a.example/x?y=1&z=%20#top", "http://b.example"]],
    ["Schau: https://müller.example/straße?", ["https://müller.example/straße"]],
    ["javascript:alert(1) data:text/html,x ftp://a.example //b.example", []],
    ["https://", []],
    ["nohttps://example.org", []],
    ["a \"https://example.org\"", ["https://example.org"]],
  ])("are found in %s", (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it("leave the text as it was written", () => {
    const text = "One https://a.example, two\nhttps://b.example).";
    expect(addressesIn(text).map((piece) => piece.text).join("")).toBe(text);
  });
});
