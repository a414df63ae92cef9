import { describe, expect, it } from "vitest";
import { seat } from "../test/call";
import { mentions, mentionsIn, peopleLike, typingAt, withMention } from "./mentions";

const usernames = new Set(["ada", "ada.lovelace", "noor_h"]);
const found = (text: string) => mentionsIn(text, usernames).flatMap(({ username }) => username ?? []);

describe("a mention", () => {
  it.each([
    ["@ada", ["ada"]],
    ["Hello @Ada, and (@noor_h)!", ["ada", "noor_h"]],
    ["Ask @ada.lovelace.", ["ada.lovelace"]],
    ["Was it @ada... perhaps", ["ada"]],
    ["שלום @ada שלום", ["ada"]],
    ["你好@ada你好", ["ada"]],
    ["mail ada@ada.lovelace", []],
    ["@@ada", []],
    ["@adam @adaé @nobody @", []],
  ])("is found in “%s”: %o", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it("loses nothing of the text around it", () => {
    const text = "So @ada, and @ada.lovelace. Or @nobody?";
    expect(mentionsIn(text, usernames).map((piece) => piece.text).join("")).toBe(text);
  });

  it("is of this person and no other", () => {
    expect(mentions("Hello @ADA!", "ada")).toBe(true);
    expect(mentions("Hello @ada.lovelace!", "ada")).toBe(false);
    expect(mentions("Hello ada!", "ada")).toBe(false);
  });
});

describe("typing a mention", () => {
  it.each([
    ["@|", { from: 0, to: 1, query: "" }],
    ["Hello @ad|", { from: 6, to: 9, query: "ad" }],
    ["Hello @a|da, you", { from: 6, to: 10, query: "a" }],
    ["你好@g|你好", { from: 2, to: 4, query: "g" }],
    ["(@نو|", { from: 1, to: 4, query: "نو" }],
    ["ada@exam|", undefined],
    ["@ada |", undefined],
    ["Hello| @ada", undefined],
  ])("is noticed at the caret: %s", (text, expected) => {
    expect(typingAt(text.replace("|", ""), text.indexOf("|"))).toEqual(expected);
  });

  it("finds people by their username or a word of their name, with or without accents and capitals", () => {
    const people = [seat("zoe.w", { name: "Zoë Wœlfe" }), seat("grace", { name: "Grace Hopper" }), seat("noor", { name: "نور حداد" }), seat("plain")];
    const like = (query: string) => peopleLike(query, people).map(({ username }) => username);
    expect(like("")).toEqual(["zoe.w", "grace", "noor", "plain"]);
    expect(like("ZOE")).toEqual(["zoe.w"]);
    expect(like("hop")).toEqual(["grace"]);
    expect(like("نور")).toEqual(["noor"]);
    expect(like("pl")).toEqual(["plain"]);
    expect(like("x")).toEqual([]);
  });

  it("offers only a few of many", () => {
    expect(peopleLike("", Array.from({ length: 50 }, (_, index) => seat(`p${index}`)))).toHaveLength(8);
  });

  it.each([
    ["Hello @gr|", "Hello @grace |"],
    ["Hello @g|r, you", "Hello @grace |, you"],
    ["@g| and you", "@grace| and you"],
  ])("puts the name in and goes on behind it: %s", (text, expected) => {
    const caret = text.indexOf("|");
    const bare = text.replace("|", "");
    const typing = typingAt(bare, caret);
    if (!typing) throw new Error("not typing");
    const next = withMention(bare, typing, "grace");
    expect(next.text).toBe(expected.replace("|", ""));
    expect(next.text.slice(0, next.caret).trimEnd()).toBe(next.text.slice(0, next.text.indexOf("grace") + 5));
  });
});
