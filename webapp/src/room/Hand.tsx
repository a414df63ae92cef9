import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { localeOf } from "../i18n/setup";
import type { Participant } from "../protocol/things";
import { isAbove, moderates, nameOf, speaks } from "../protocol/things";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { IconButton } from "../ui/IconButton";
import type { Call } from "./call";
import { GuestMark } from "./GuestMark";
import { Icon } from "./icons";

interface Props {
  person: Participant;
  /** From 1, for who waits longest. */
  place: number;
  me: Participant;
  isAsked: boolean;
  call: Call;
  attempt: (done: Promise<object>) => void;
}

/** A raised hand in the line of them. */
export function Hand({ person, place, me, isAsked, call, attempt }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const name = nameOf(person);
  const mayAct = moderates(me.role) && person.id !== me.id;
  return (
    <li className="flex min-h-14 items-center gap-2.5 py-1">
      <span className="w-4 shrink-0 text-right text-sm text-muted tabular-nums">{place}</span>
      <Avatar src={person.avatar} name={name} size="small" />
      <p className="min-w-0 grow leading-snug">
        <span dir="auto" className="line-clamp-2 text-left font-semibold">{name}</span>
        <span className="block text-sm text-muted">
          <GuestMark of={person} /> {isAsked ? t("person.asked") : person.handSince !== undefined && <Waiting since={person.handSince} />}
        </span>
      </p>
      {mayAct && !isAsked && !speaks(person.role) && isAbove(me.role, person.role) && (
        <Button
          className="px-3!"
          aria-label={t("people.acceptOne", { name })}
          onClick={() => {
            attempt(call.invite(person.id));
          }}
        >
          {t("people.accept")}
        </Button>
      )}
      {mayAct && (
        <IconButton
          label={t("people.dismissOne", { name })}
          className="shrink-0"
          onClick={() => {
            attempt(call.request("lower-hand", { userId: person.id }));
          }}
        >
          <Icon name="close" />
        </IconButton>
      )}
    </li>
  );
}

function Waiting({ since }: { since: string }) {
  const { t, i18n } = useTranslation("translation", { keyPrefix: "room" });
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 10_000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  const seconds = Math.max(0, Math.round((now - Date.parse(since)) / 1_000));
  const [count, unit] = seconds < 60 ? [Math.max(10, Math.round(seconds / 10) * 10), "second"] : [Math.round(seconds / 60), "minute"];
  return t("people.since", { time: new Intl.NumberFormat(localeOf(i18n.language), { style: "unit", unit, unitDisplay: "long" }).format(count) });
}
