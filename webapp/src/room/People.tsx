import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Participant } from "../protocol/things";
import { isAbove, moderates, nameOf, speaks } from "../protocol/things";
import { audienceOf, everybody, handsOf, stageOf } from "../signalling/room";
import type { RoomState } from "../signalling/room";
import { inputStyle } from "../ui/form/Field";
import type { Call, CallView } from "./call";
import { CompactTable } from "./CompactTable";
import { Hand } from "./Hand";
import { LongList } from "./LongList";
import { PersonRow } from "./PersonRow";
import type { Sound } from "./sound";
import { useViews } from "./useViews";

interface Props {
  call: Call;
  view: CallView;
  room: RoomState;
  me: Participant;
  sound: Sound;
  onOpen: (userId: string) => void;
  /** Shows who is banned, to those who decide about it. */
  onBans?: (() => void) | undefined;
}

/** So many are found by looking. */
const withoutSearch = 8;

type Group = "leading" | "speaking" | "listening";
type Row = { group: Group; count: number } | { person: Participant };

/** Everybody in the room by what they do in it, and before them the raised hands. */
export function People({ call, view, room, me, sound, onOpen, onBans }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [query, setQuery] = useState("");
  const [failed, setFailed] = useState("");
  const scroller = useRef<HTMLDivElement>(null);
  const viewOf = useViews(call, view, room, sound);
  const hands = handsOf(room);
  const rows = useMemo(() => rowsOf(room, query), [room, query]);
  const attempt = useCallback((done: Promise<object>) => {
    done.then(
      () => {
        setFailed("");
      },
      (error: unknown) => {
        setFailed(error instanceof Error ? error.message : String(error));
      },
    );
  }, []);
  const found = rows.some((row) => "person" in row);
  return (
    <>
      <CompactTable room={room} viewOf={viewOf} onOpen={onOpen} />
      {everybody(room).length > withoutSearch && (
        <div className="px-5 pb-2">
          <input
            type="search"
            aria-label={t("people.search")}
            placeholder={t("people.search")}
            value={query}
            autoComplete="off"
            spellCheck={false}
            className={inputStyle}
            onChange={({ target }) => {
              setQuery(target.value);
            }}
          />
        </div>
      )}
      <p role="alert" className="px-5 text-sm font-semibold text-danger empty:hidden">
        {failed === "" ? "" : t("actions.failed", { reason: failed })}
      </p>
      <div ref={scroller} className="min-h-0 grow overflow-x-hidden overflow-y-auto px-3 pb-5">
        {query === "" && (hands.length > 0 || (moderates(me.role) && room.room.stage)) && (
          <section className="mb-2 border-b border-line px-2 pb-3">
            <h3 className="mt-1 text-lg">{t("people.hands")}</h3>
            {hands.length === 0 && <p className="mt-1 text-muted">{t("people.noHands")}</p>}
            <ol className="mt-1">
              {hands.map((person, index) => (
                <Hand key={person.id} person={person} place={index + 1} me={me} isAsked={room.asked.includes(person.id)} call={call} attempt={attempt} />
              ))}
            </ol>
          </section>
        )}
        {!found && <p className="px-2 py-4 text-muted">{t("people.notFound")}</p>}
        <LongList
          label={t("people.all")}
          scroller={scroller}
          count={rows.length}
          render={(index) => {
            const row = rows[index];
            if (!row) return null;
            if (!("person" in row)) return <h3 className="flex h-full items-end px-2 pb-1 text-base">{t(`people.${row.group}`, { count: row.count })}</h3>;
            const shown = viewOf(row.person.id);
            return (
              shown && (
                <PersonRow
                  view={shown}
                  isAsked={room.asked.includes(row.person.id)}
                  isMine={moderates(me.role) && isAbove(me.role, row.person.role)}
                  // With their hand up, the button stands there.
                  mayInvite={!row.person.handRaised || query !== ""}
                  call={call}
                  attempt={attempt}
                  onOpen={onOpen}
                />
              )
            );
          }}
        />
        {onBans && query === "" && (
          <button type="button" className="mt-2 min-h-11 rounded-lg px-2 text-left font-semibold text-muted hover:bg-sunken hover:text-ink" onClick={onBans}>
            {t("menu.bans")}
          </button>
        )}
      </div>
    </>
  );
}

function rowsOf(room: RoomState, query: string): Row[] {
  const wanted = query.trim().toLocaleLowerCase();
  const fits = (person: Participant) => wanted === "" || nameOf(person).toLocaleLowerCase().includes(wanted) || person.username?.toLowerCase().includes(wanted) === true;
  const groups: Record<Group, Participant[]> = {
    leading: stageOf(room).filter((person) => moderates(person.role) && fits(person)).sort((one, other) => Number(other.role === "host") - Number(one.role === "host")),
    speaking: stageOf(room).filter((person) => speaks(person.role) && !moderates(person.role) && fits(person)),
    listening: audienceOf(room).filter(fits),
  };
  return (Object.keys(groups) as Group[]).flatMap((group): Row[] => {
    const people = groups[group];
    return people.length === 0 ? [] : [{ group, count: people.length }, ...people.map((person) => ({ person }))];
  });
}
