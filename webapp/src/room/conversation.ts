import type { Line } from "../signalling/room";

/** What is seen of a line besides its words. */
export interface Said {
  line: Line;
  /** The first one of a day. */
  newDay: boolean;
  /** Goes on with what the same person just said, without their name. An answer to something else does not. */
  goesOn: boolean;
}

const breath = 5 * 60_000;

/** Puts what was said together by day and by person: after some minutes somebody begins anew. */
export function conversation(lines: readonly Line[]): Said[] {
  return lines.map((line, index) => {
    const before = lines[index - 1];
    const newDay = before === undefined || dayOf(before.at) !== dayOf(line.at);
    const goesOn = !newDay && line.replyTo === undefined && before.userId === line.userId && Date.parse(line.at) - Date.parse(before.at) < breath;
    return { line, newDay, goesOn };
  });
}

function dayOf(at: string): string {
  return new Date(at).toDateString();
}

/** A day as people call it: today, yesterday, or its date, with the year when it is another one. */
export function dayName(at: string, now: Date, locale: string): string {
  const day = new Date(at);
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const daysAgo = Math.round((midnight(now) - midnight(day)) / 86_400_000);
  if (daysAgo === 0 || daysAgo === 1) return capital(new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-daysAgo, "day"), locale);
  const year = day.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", ...year }).format(day);
}

function capital(word: string, locale: string): string {
  return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
}
