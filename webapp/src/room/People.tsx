import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { localeOf } from "../i18n/setup";
import type { Participant } from "../protocol/things";
import { isAbove, moderates, speaks } from "../protocol/things";
import { everybody, handsOf } from "../signalling/room";
import type { RoomState } from "../signalling/room";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import type { Call } from "./call";
import { nameOf } from "./news";

interface Props {
  call: Call;
  room: RoomState;
  me: Participant;
  onOpen: (userId: string) => void;
}

/** Everybody in the room, and before them whose hand is up. */
export function People({ call, room, me, onOpen }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const hands = handsOf(room);
  const people = everybody(room);
  return (
    <div className="min-h-0 grow overflow-y-auto px-5 pb-5">
      {(hands.length > 0 || moderates(me.role)) && (
        <section className="border-b border-line pb-4">
          <h3 className="mt-1 text-lg">{t("people.hands")}</h3>
          {hands.length === 0 && <p className="mt-1 text-muted">{t("people.noHands")}</p>}
          <ol className="mt-1 divide-y divide-line">
            {hands.map((person) => (
              <Hand key={person.id} call={call} person={person} me={me} />
            ))}
          </ol>
        </section>
      )}
      <h3 className="mt-4 text-lg">{t("people.all")}</h3>
      <ul className="mt-1">
        {people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className="flex min-h-14 w-full items-center gap-3 rounded-lg px-1 py-1.5 text-left hover:bg-sunken"
              onClick={() => {
                onOpen(person.id);
              }}
            >
              <Avatar src={person.avatar} size="small" className={person.away ? "opacity-40 grayscale" : ""} />
              <span className="min-w-0 grow">
                <span className="block truncate leading-snug font-semibold">
                  {nameOf(person)}
                  {person.id === me.id && ` (${t("person.you")})`}
                </span>
                <span className="block truncate text-sm text-muted">
                  {t(`role.${person.role}`)}
                  {person.away && ` · ${t("person.away")}`}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Hand({ call, person, me }: { call: Call; person: Participant; me: Participant }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [failed, setFailed] = useState("");
  const name = nameOf(person);
  const mayAct = moderates(me.role) && person.id !== me.id;
  const attempt = (done: Promise<object>) => {
    done.then(
      () => {
        setFailed("");
      },
      (error: unknown) => {
        setFailed(error instanceof Error ? error.message : String(error));
      },
    );
  };
  return (
    <li className="py-3">
      <div className="flex items-center gap-3">
        <Avatar src={person.avatar} size="small" />
        <p className="min-w-0 grow">
          <span className="block truncate leading-snug font-semibold">{name}</span>
          <span className="block text-sm text-muted">{person.handSince !== undefined && <Waiting since={person.handSince} />}</span>
        </p>
      </div>
      {mayAct && (
        <div className="mt-2 flex flex-wrap gap-2">
          {!speaks(person.role) && isAbove(me.role, person.role) && (
            <Button
              aria-label={t("people.acceptOne", { name })}
              onClick={() => {
                attempt(call.request("set-role", { userId: person.id, role: "speaker" }));
              }}
            >
              {t("people.accept")}
            </Button>
          )}
          <Button
            look="quiet"
            aria-label={t("people.dismissOne", { name })}
            onClick={() => {
              attempt(call.request("lower-hand", { userId: person.id }));
            }}
          >
            {t("people.dismiss")}
          </Button>
        </div>
      )}
      <p role="alert" className="mt-1 text-sm font-semibold text-danger empty:hidden">
        {failed === "" ? "" : t("actions.failed", { reason: failed })}
      </p>
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
