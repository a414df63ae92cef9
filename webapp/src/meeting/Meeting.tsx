import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem } from "../api/problem";
import { localeOf } from "../i18n/setup";
import type { RoomView } from "../protocol/things";
import { nameOf } from "../protocol/things";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { ProblemBanner } from "../ui/ProblemBanner";
import { repetitionOf } from "../ui/repetition";
import { textLink } from "../ui/styles";
import { elsewhereText, meetingOf, whenText } from "../ui/when";
import type { Schedule } from "../ui/when";
import { answers, useAnswerMutation, useAttendanceQuery } from "./api";
import { calendarLinks } from "./links";

interface Props {
  room: Pick<RoomView, "id" | "name" | "description"> & { schedule: Schedule; canModerate: boolean };
  /** One comes in without an account, and is not asked. */
  isGuest: boolean;
  /** Asks anew for the room, when its doors should be open. */
  onTime: () => void;
  /** Opens what changes it; nothing for people who may not. */
  onChange?: (() => void) | undefined;
}

const faces = 8;
/** Not everybody asks at the same moment. */
const spread = 2_000;

/** At the door: when the room meets, whether one comes, and how to keep it in mind. */
export default function Meeting({ room, isGuest, onTime, onChange }: Props) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "meeting" });
  const { schedule } = room;
  const now = useNow();
  const meeting = meetingOf(schedule);
  const locale = localeOf(i18n.language);
  const elsewhere = elsewhereText(meeting, schedule.timeZone, locale);
  const isAhead = !schedule.cancelled && schedule.next !== undefined;
  const isOn = isAhead && meeting.startsAt <= now;
  useAtStart(isAhead && !isOn ? meeting.startsAt.getTime() : undefined, onTime);
  return (
    <section aria-label={t("label")} className="mt-6 rounded-2xl border border-line bg-raised p-4 sm:p-5">
      <p className={`text-lg font-semibold ${schedule.cancelled ? "line-through decoration-2" : ""}`}>{isOn ? t("on", { time: timeOf(meeting.endsAt, locale) }) : whenText(meeting, locale, now)}</p>
      {schedule.cancelled ? (
        <p className="mt-1 font-semibold text-danger">{t("cancelled")}</p>
      ) : (
        <p className="mt-0.5 text-muted">
          {[!isAhead && t("over"), schedule.repeats !== undefined && t(`repeats.${repetitionOf(schedule.repeats) as "daily"}`), elsewhere !== undefined && t("elsewhere", { time: elsewhere, zone: schedule.timeZone })]
            .filter((part) => part !== false)
            .join(" · ")}
        </p>
      )}
      {!schedule.open && <p role="status" className="mt-3 rounded-lg border-l-4 border-brand bg-ground px-4 py-3">{t(room.canModerate ? "youOpen" : "wait")}</p>}
      {isAhead && !isGuest && <Coming id={room.id} />}
      {isAhead && <Keep room={room} />}
      {onChange && (
        <Button look="quiet" className="mt-4" onClick={onChange}>
          {t(schedule.cancelled ? "again" : "change")}
        </Button>
      )}
    </section>
  );
}

/** Calls once when it is time. Longer than a browser can wait, nobody stays. */
function useAtStart(at: number | undefined, call: () => void) {
  useEffect(() => {
    const pause = at === undefined ? undefined : at - Date.now() + Math.random() * spread;
    if (pause === undefined || pause > 2 ** 31 - 1) return;
    const timer = setTimeout(call, Math.max(pause, 0));
    return () => {
      clearTimeout(timer);
    };
  }, [at, call]);
}

/** The time, twice a minute: a page may stay open for hours. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(new Date());
    }, 30_000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}

function timeOf(date: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" }).format(date);
}

function Coming({ id }: { id: string }) {
  const { t } = useTranslation("translation", { keyPrefix: "meeting" });
  const { data, error } = useAttendanceQuery(id, { refetchOnMountOrArgChange: true });
  const [answer, { error: refused, isLoading, originalArgs }] = useAnswerMutation();
  const mine = isLoading ? originalArgs?.answer : data?.attendance.mine;
  const problem = refused ?? (data ? undefined : error);
  const counts = data?.attendance;
  return (
    <fieldset className="mt-4">
      <legend className="font-semibold">{t("coming.legend")}</legend>
      <div className="mt-2 flex flex-wrap gap-2">
        {answers.map((one) => (
          <label
            key={one}
            className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-lg border-2 border-edge px-3.5 font-semibold has-checked:border-brand has-checked:bg-brand has-checked:text-brand-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand"
          >
            <input
              type="radio"
              name={`attendance ${id}`}
              className="sr-only"
              checked={mine === one}
              onChange={() => {
                void answer({ id, answer: one });
              }}
            />
            {t(`coming.${one}`)}{" "}
            {counts !== undefined && counts[one] > 0 && <span className="tabular-nums opacity-80">{counts[one]}</span>}
          </label>
        ))}
      </div>
      {data && data.people.yes.length > 0 && (
        <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          <span className="flex -space-x-2">
            {data.people.yes.slice(0, faces).map((person) => (
              <Avatar key={person.id} src={person.avatar} name={nameOf(person)} size="small" className="ring-2 ring-raised" />
            ))}
          </span>
          <span dir="auto">{t(data.attendance.yes > 3 ? "coming.people" : "coming.all", { count: data.attendance.yes, names: data.people.yes.slice(0, 3).map(nameOf).join(", ") })}</span>
        </p>
      )}
      {problem !== undefined && (
        <div className="mt-3">
          <ProblemBanner problem={toProblem(problem)} />
        </div>
      )}
    </fieldset>
  );
}

function Keep({ room: { id, name, description, schedule } }: Pick<Props, "room">) {
  const { t } = useTranslation("translation", { keyPrefix: "meeting" });
  const { google, outlook } = calendarLinks({ name, description, schedule, room: `${location.origin}/rooms/${id}` });
  const style = `inline-flex min-h-11 items-center ${textLink}`;
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-5 text-sm">
      <span className="text-muted">{t("keep.label")}</span>
      <a href={`/api/rooms/${encodeURIComponent(id)}/calendar.ics`} download={`${name}.ics`} className={style}>
        {t("keep.file")}
      </a>
      <a href={google} target="_blank" rel="noopener noreferrer" className={style}>
        Google
      </a>
      <a href={outlook} target="_blank" rel="noopener noreferrer" className={style}>
        Outlook
      </a>
    </p>
  );
}
