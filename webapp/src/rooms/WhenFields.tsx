import { useState } from "react";
import { useTranslation } from "react-i18next";
import { localeOf } from "../i18n/setup";
import { Field, inputStyle } from "../ui/form/Field";
import { lastDayOf, nthOf, repetitionOf, repetitions } from "../ui/repetition";
import type { Repetition } from "../ui/repetition";
import type { Schedule } from "../ui/when";
import { lengths, ownZone, wallClock, zones } from "./planning";
import type { WhenField } from "./planning";

interface Props {
  errorOf: (field: WhenField) => string | undefined;
  /** What is planned already. */
  schedule?: Schedule | undefined;
}

/** When a room meets: day and time on the wall of a place, how long, and how it repeats. */
export function WhenFields({ errorOf, schedule }: Props) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "rooms" });
  const [planned] = useState(() => wallClock(schedule));
  const [date, setDate] = useState(planned.date);
  const [repetition, setRepetition] = useState<Repetition | "other">(repetitionOf(schedule?.repeats));
  const locale = localeOf(i18n.language);
  const minutes = [...new Set([...lengths, schedule?.duration ?? 60])].sort((one, other) => one - other);
  const zone = schedule?.timeZone ?? ownZone();
  const day = new Date(`${date === "" ? planned.date : date}T12:00:00Z`);
  const offered = repetitions.filter((one) => (one !== "weekdays" || ![0, 6].includes(day.getUTCDay())) && (one !== "monthlyDate" || day.getUTCDate() <= 28));
  const words = {
    weekday: new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(day),
    date: String(day.getUTCDate()),
    nth: t(`when.nth.${String(nthOf(day)) as "1" | "2" | "3" | "4" | "-1"}`),
  };
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t("when.date")} error={errorOf("date")}>
          {(control) => (
            <input
              {...control}
              type="date"
              name="date"
              defaultValue={planned.date}
              className={inputStyle}
              onChange={({ target }) => {
                setDate(target.value);
              }}
            />
          )}
        </Field>
        <Field label={t("when.time")} error={errorOf("time")}>
          {(control) => <input {...control} type="time" name="time" defaultValue={planned.time} className={inputStyle} />}
        </Field>
        <Field label={t("when.duration")}>
          {(control) => (
            <select {...control} name="duration" defaultValue={String(schedule?.duration ?? 60)} className={inputStyle}>
              {minutes.map((one) => (
                <option key={one} value={one}>
                  {one < 60 ? t("when.minutes", { count: one }) : t("when.hours", { count: one / 60, hours: new Intl.NumberFormat(locale).format(one / 60) })}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t("when.zone")} error={errorOf("timeZone")}>
          {(control) => (
            <select {...control} name="timeZone" defaultValue={zone} className={inputStyle}>
              {zones(zone).map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t("when.repeats")} error={errorOf("repeats")}>
          {(control) => (
            <select
              {...control}
              name="repeats"
              value={repetition === "other" || offered.includes(repetition) ? repetition : "weekly"}
              className={inputStyle}
              onChange={({ target }) => {
                setRepetition(target.value as Repetition);
              }}
            >
              {offered.map((one) => (
                <option key={one} value={one}>
                  {t(`when.repetition.${one}`, words)}
                </option>
              ))}
              {repetitionOf(schedule?.repeats) === "other" && <option value="other">{t("when.repetition.other")}</option>}
            </select>
          )}
        </Field>
        {repetition !== "once" && repetition !== "other" && (
          <Field label={t("when.lastDay")} error={errorOf("lastDay")}>
            {(control) => <input {...control} type="date" name="lastDay" min={date} defaultValue={lastDayOf(schedule?.repeats)} className={inputStyle} />}
          </Field>
        )}
      </div>
      <p className="text-sm text-muted">{t("when.doors")}</p>
    </div>
  );
}
