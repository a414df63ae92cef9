import type { Schedule } from "../ui/when";
import { meetingOf } from "../ui/when";

interface Invitation {
  name: string;
  description?: string | undefined;
  schedule: Schedule;
  /** The address of the room. */
  room: string;
}

/** Pages of calendars on the web that begin with the next meeting filled in. */
export function calendarLinks({ name, description = "", schedule, room }: Invitation): { google: string; outlook: string } {
  const { startsAt, endsAt } = meetingOf(schedule);
  const compact = (date: Date) => date.toISOString().replace(/[-:]|\.\d+/g, "");
  const details = [description, room].filter((part) => part !== "").join("\n\n");
  const google = new URLSearchParams({ action: "TEMPLATE", text: name, dates: `${compact(startsAt)}/${compact(endsAt)}`, ctz: schedule.timeZone, details, location: room });
  if (schedule.repeats !== undefined) google.set("recur", `RRULE:${schedule.repeats}`);
  const outlook = new URLSearchParams({ rru: "addevent", subject: name, startdt: startsAt.toISOString(), enddt: endsAt.toISOString(), body: details, location: room });
  return {
    google: `https://calendar.google.com/calendar/render?${google.toString()}`,
    outlook: `https://outlook.office.com/calendar/0/action/compose?${outlook.toString()}`,
  };
}
