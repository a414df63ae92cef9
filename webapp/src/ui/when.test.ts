import { describe, expect, it } from "vitest";
import { lastDayOf, repetitionOf, repetitions, ruleOf } from "./repetition";
import { elsewhereText, meetingOf, whenText } from "./when";

const now = new Date("2026-12-01T12:00:00Z");
const at = (next: string) => meetingOf({ startsAt: "2026-01-01T00:00:00Z", next, duration: 60 });
const said = (next: string, locale = "en-GB", zone = "UTC") => whenText(at(next), locale, now, zone).replace(/\s/g, " ");

describe("when a room meets", () => {
  it("is said by the day while it is near, and by its date further away", () => {
    expect(said("2026-12-01T15:00:00Z")).toMatch(/^Today, 15:00.16:00$/);
    expect(said("2026-12-02T15:00:00Z")).toMatch(/^Tomorrow, 15:00.16:00$/);
    expect(said("2026-12-07T15:00:00Z")).toMatch(/^Mon,? 7 Dec, 15:00.16:00$/);
    expect(said("2027-01-04T15:00:00Z")).toMatch(/^Mon,? 4 Jan 2027, 15:00.16:00$/);
    expect(said("2026-12-02T15:00:00Z", "de-DE")).toMatch(/^Morgen, 15:00.16:00$/);
  });

  it("counts days on the reader's calendar, not in hours", () => {
    expect(said("2026-12-01T23:30:00Z", "en-GB", "Europe/Berlin")).toMatch(/^Tomorrow, 0?0:30/);
    expect(said("2026-12-02T04:00:00Z", "en-GB", "America/New_York")).toMatch(/^Today, 23:00/);
  });

  it("is said for the place of those who planned it as well, where its clocks differ", () => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const other = own === "Asia/Tokyo" ? "Europe/Berlin" : "Asia/Tokyo";
    expect(elsewhereText(at("2026-12-07T03:00:00Z"), own, "en-GB")).toBeUndefined();
    expect(elsewhereText(at("2026-12-07T03:00:00Z"), other, "en-GB")).toMatch(/^Mon/);
    expect(elsewhereText(at("2026-12-07T03:00:00Z"), "Mars/Olympus", "en-GB")).toBeUndefined();
  });
});

describe("a repetition", () => {
  it("is found again in the rule that it makes, with and without an end", () => {
    for (const one of repetitions.filter((each) => each !== "once")) {
      for (const date of ["2027-03-22", "2027-03-31", "2027-02-28"]) {
        expect(repetitionOf(ruleOf(one, date, ""))).toBe(one);
        const rule = ruleOf(one, date, "2027-12-31");
        expect([repetitionOf(rule), lastDayOf(rule)]).toEqual([one, "2027-12-31"]);
      }
    }
    expect([ruleOf("once", "2027-03-22", "2027-12-31"), repetitionOf(undefined), lastDayOf(undefined)]).toEqual(["", "once", ""]);
  });

  it("follows the day on which it begins", () => {
    expect(ruleOf("weekly", "2027-03-22", "")).toBe("FREQ=WEEKLY;BYDAY=MO");
    expect(ruleOf("monthlyDay", "2027-03-22", "")).toBe("FREQ=MONTHLY;BYDAY=4MO");
    expect(ruleOf("monthlyDay", "2027-03-29", "")).toBe("FREQ=MONTHLY;BYDAY=-1MO");
    expect(ruleOf("monthlyDate", "2027-03-22", "")).toBe("FREQ=MONTHLY;BYMONTHDAY=22");
  });

  it("is another one where a different program made it", () => {
    expect(repetitionOf("FREQ=WEEKLY;BYDAY=MO,TH")).toBe("other");
    expect(repetitionOf("FREQ=DAILY;INTERVAL=3;COUNT=4")).toBe("other");
  });
});
