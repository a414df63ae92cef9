import { repetitionOf, ruleOf } from "../ui/repetition";
import type { Repetition } from "../ui/repetition";
import type { Schedule } from "../ui/when";

export const whenFields = ["date", "time", "duration", "timeZone", "repeats", "lastDay"] as const;
export type WhenField = (typeof whenFields)[number];
export type WhenValues = Record<WhenField, string>;

/** The lengths that are offered, in minutes. */
export const lengths: readonly number[] = [15, 30, 45, 60, 90, 120, 180, 240];

/** What the server is told of a plan. */
export interface Plan {
  startsAt: string;
  duration: number;
  timeZone: string;
  repeats: string;
}

export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** All time zones of this browser, and the one that is in use even if it is not among them. */
export function zones(used: string): string[] {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", used])].sort();
}

/** Day and time as the fields have them: of what is planned, on the wall of its place, or else the next full hour here. */
export function wallClock(schedule: Schedule | undefined, now = new Date()): { date: string; time: string } {
  // The first characters are the time on the wall; its offset follows.
  if (schedule) return { date: schedule.startsAt.slice(0, 10), time: schedule.startsAt.slice(11, 16) };
  const next = new Date(now.getTime() + 3_600_000);
  const two = (number: number) => String(number).padStart(2, "0");
  return { date: `${String(next.getFullYear())}-${two(next.getMonth() + 1)}-${two(next.getDate())}`, time: `${two(next.getHours())}:00` };
}

/** `before` is the rule as it was, which stays when it is none that the form offers. */
export function planOf({ date, time, duration, timeZone, repeats, lastDay }: WhenValues, before?: string): Plan {
  return {
    startsAt: `${date}T${time}`,
    duration: Number(duration),
    timeZone,
    repeats: repeats === "other" ? (before ?? "") : ruleOf(repeats as Repetition, date, lastDay),
  };
}

/** Only what differs from what is planned, and nothing if all is as it was. */
export function changedPlan(plan: Plan, schedule: Schedule): Partial<Plan> {
  const was = wallClock(schedule);
  const sameRule = plan.repeats === (schedule.repeats ?? "") || (repetitionOf(plan.repeats) !== "other" && plan.repeats === ruleAsOffered(schedule, was.date));
  return {
    ...((plan.startsAt !== `${was.date}T${was.time}` || plan.timeZone !== schedule.timeZone) && { startsAt: plan.startsAt, timeZone: plan.timeZone }),
    ...(plan.duration !== schedule.duration && { duration: plan.duration }),
    ...(!sameRule && { repeats: plan.repeats }),
  };
}

/** The rule that the form would make of what is planned. */
function ruleAsOffered({ repeats }: Schedule, date: string): string {
  const repetition = repetitionOf(repeats);
  const [, until = ""] = /UNTIL=(\d{8})/.exec(repeats ?? "") ?? [];
  return repetition === "other" ? "" : ruleOf(repetition, date, until);
}
