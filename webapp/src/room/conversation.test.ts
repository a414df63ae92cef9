import { describe, expect, it } from "vitest";
import { conversation, dayName } from "./conversation";

// Local times, as people see them.
const at = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute).toISOString();
const line = (userId: string, when: string) => ({ id: `${userId} ${when}`, userId, text: "Hello", at: when });

describe("a conversation", () => {
  it("goes on under one name for some minutes, and begins anew with another person, a pause or a day", () => {
    const lines = [line("a", at(26, 23, 57)), line("a", at(26, 23, 59)), line("a", at(27, 0, 1)), line("b", at(27, 0, 2)), line("b", at(27, 0, 6)), line("b", at(27, 0, 11))];
    expect(conversation(lines).map(({ newDay, goesOn }) => (newDay ? "day" : goesOn ? "on" : "new"))).toEqual(["day", "on", "day", "new", "on", "new"]);
  });

  it("shows who answers something else", () => {
    const lines = [line("a", at(27, 9, 0)), { ...line("a", at(27, 9, 1)), replyTo: "x" }, line("a", at(27, 9, 2))];
    expect(conversation(lines).map(({ goesOn }) => goesOn)).toEqual([false, false, true]);
  });

  it.each([
    ["en-GB", at(27, 1, 0), "Today"],
    ["en-GB", at(26, 23, 0), "Yesterday"],
    ["en-GB", at(24, 12, 0), "Tuesday 24 November"],
    ["de", at(27, 1, 0), "Heute"],
    ["de", at(26, 1, 0), "Gestern"],
    ["de", at(24, 12, 0), "Dienstag, 24. November"],
    ["en-GB", new Date(2025, 10, 24, 12, 0).toISOString(), "Monday, 24 November 2025"],
  ])("names days in %s as people do: %s is %s", (locale, when, expected) => {
    expect(dayName(when, new Date(2026, 10, 27, 9, 0), locale)).toBe(expected);
  });
});
