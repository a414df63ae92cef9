/** How a room repeats, in the ways that its form offers. */
export const repetitions = ["once", "daily", "weekdays", "weekly", "fortnightly", "monthlyDay", "monthlyDate"] as const;
export type Repetition = (typeof repetitions)[number];

const days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;

/** Which of the ways a rule is; `other` for one that another program made. */
export function repetitionOf(rule: string | undefined): Repetition | "other" {
  if (rule === undefined) return "once";
  const body = rule.replace(/;(UNTIL|COUNT)=[^;]*/, "");
  if (body === "FREQ=DAILY") return "daily";
  if (body === "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR") return "weekdays";
  if (/^FREQ=WEEKLY(;BYDAY=[A-Z]{2})?$/.test(body)) return "weekly";
  if (/^FREQ=WEEKLY;INTERVAL=2(;BYDAY=[A-Z]{2})?$/.test(body)) return "fortnightly";
  if (/^FREQ=MONTHLY;BYDAY=(-1|[1-4])[A-Z]{2}$/.test(body)) return "monthlyDay";
  return /^FREQ=MONTHLY;BYMONTHDAY=\d+$/.test(body) ? "monthlyDate" : "other";
}

/** The last day of a series, as a date field has it; empty if it has none. */
export function lastDayOf(rule: string | undefined): string {
  const [, year, month, day] = /UNTIL=(\d{4})(\d{2})(\d{2})/.exec(rule ?? "") ?? [];
  return year === undefined ? "" : `${year}-${String(month)}-${String(day)}`;
}

/** The rule of a series that begins on this date (2027-03-22). Nothing for a single meeting. */
export function ruleOf(repetition: Repetition, date: string, lastDay: string): string {
  const rule = ruleFrom(repetition, date);
  return rule === "" || lastDay === "" ? rule : `${rule};UNTIL=${lastDay.replaceAll("-", "")}`;
}

function ruleFrom(repetition: Repetition, date: string): string {
  const day = new Date(`${date}T12:00:00Z`);
  const weekday = days[day.getUTCDay()] ?? "MO";
  switch (repetition) {
    case "once":
      return "";
    case "daily":
      return "FREQ=DAILY";
    case "weekdays":
      return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR";
    case "weekly":
      return `FREQ=WEEKLY;BYDAY=${weekday}`;
    case "fortnightly":
      return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${weekday}`;
    case "monthlyDay":
      return `FREQ=MONTHLY;BYDAY=${String(nthOf(day))}${weekday}`;
    case "monthlyDate":
      return `FREQ=MONTHLY;BYMONTHDAY=${String(day.getUTCDate())}`;
  }
}

/** Which weekday of its month this is. The fifth is the last, because most months have no fifth. */
export function nthOf(day: Date): number {
  const nth = Math.ceil(day.getUTCDate() / 7);
  return nth > 4 ? -1 : nth;
}
