import { describe, expect, it } from "vitest";
import { sharedAddress } from "./sharing";

describe("something that is shared with Parley", () => {
  const origin = "https://voice.example.org";
  it.each([
    ["https://voice.example.org/invite/abc", "/invite/abc"],
    ["Come along: https://voice.example.org/rooms/r1?x=1#y now", "/rooms/r1"],
    ["https://voice.example.org/people/ada/", "/people/ada"],
    ["https://elsewhere.example.org/invite/abc https://voice.example.org/invite/def", "/invite/def"],
  ])("leads to the room in it: %s", (text, address) => {
    expect(sharedAddress([null, text], origin)).toBe(address);
  });

  it.each(["", "Hello", "https://elsewhere.example.org/invite/abc", "https://voice.example.org/api/user", "https://voice.example.org.evil.example/invite/abc", "javascript:alert(1)", "https://voice.example.org/invite/a/b", "http://[/invite/a"])(
    "leads nowhere when it is no address of ours: %s",
    (text) => {
      expect(sharedAddress([text, null], origin)).toBeUndefined();
    },
  );
});
