/** A moment as the reader's own clock shows it. */
interface Meeting {
  startsAt: Date;
  endsAt: Date;
}

export interface Schedule {
  startsAt: string;
  duration: number;
  timeZone: string;
  repeats?: string;
  next?: string;
  cancelled: boolean;
  open: boolean;
}

/** The meeting that is on or comes next; of one that is over, the first. */
export function meetingOf({ next, startsAt, duration }: Pick<Schedule, "next" | "startsAt" | "duration">): Meeting {
  const start = new Date(next ?? startsAt);
  return { startsAt: start, endsAt: new Date(start.getTime() + duration * 60_000) };
}

/** "Tomorrow, 15:00 – 16:00", or with its date when it is further away. In the reader's time zone unless another one is given. */
export function whenText({ startsAt, endsAt }: Meeting, locale: string, now: Date, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const days = dayOf(startsAt, timeZone) - dayOf(now, timeZone);
  const clock = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", ...zone });
  const times = `${clock.format(startsAt)}–${clock.format(endsAt)}`;
  if (days === 0 || days === 1) {
    const day = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
    return `${day.charAt(0).toLocaleUpperCase(locale)}${day.slice(1)}, ${times}`;
  }
  const year = startsAt.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  const day = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", ...year, ...zone }).format(startsAt);
  return `${day}, ${times}`;
}

/** The same in the time zone of those who planned it, where its clocks show something else than the reader's. */
export function elsewhereText(meeting: Meeting, timeZone: string, locale: string): string | undefined {
  const clock = (zone?: string) => new Intl.DateTimeFormat(locale, { weekday: "short", hour: "numeric", minute: "2-digit", ...(zone !== undefined && { timeZone: zone }) }).format(meeting.startsAt);
  try {
    const there = clock(timeZone);
    return there === clock() ? undefined : there;
  } catch {
    // A zone that this browser does not know.
    return undefined;
  }
}

/** Counts days on the calendar of a place. */
function dayOf(date: Date, timeZone?: string): number {
  const parts = new Intl.DateTimeFormat("en", { year: "numeric", month: "numeric", day: "numeric", ...(timeZone !== undefined && { timeZone }) }).formatToParts(date);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day")) / 86_400_000;
}
