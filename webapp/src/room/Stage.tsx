import { useEffect, useMemo, useState } from "react";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { nameOf } from "../protocol/things";
import { calledBy } from "./GuestMark";
import { Seat } from "./Seat";
import type { SeatView } from "./Seat";
import type { Seating } from "./seating";
import { closed, seat } from "./seats";
import type { Chairs } from "./seats";
import { useRoving } from "./useRoving";

/** So long a chair stays free before the others close up. */
const closesAfter = 15_000;
/** A table with one chair is none. */
const fewest = 2;

/** The chairs round the table, as people come and go. */
export function useChairs(people: readonly string[], self: string): Chairs {
  const [chairs, setChairs] = useState<Chairs>([]);
  const now = seat(chairs, people, self);
  if (now !== chairs) setChairs(now);
  const isOpen = now.includes(undefined);
  useEffect(() => {
    if (!isOpen) return;
    const timer = setTimeout(() => {
      setChairs(closed);
    }, closesAfter);
    return () => {
      clearTimeout(timer);
    };
  }, [isOpen, now]);
  return useMemo(() => [...now, ...Array.from({ length: Math.max(0, fewest - now.length) }, () => undefined)], [now]);
}

interface Props {
  chairs: Chairs;
  seating: Seating;
  viewOf: (userId: string) => SeatView | undefined;
  onOpen: (userId: string) => void;
  /** What is written in the middle while nobody speaks. */
  quiet?: ReactNode;
}

/** Those who speak, round a table as seen from above. */
export function Stage({ chairs, seating, viewOf, onOpen, quiet }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { face, label, seats, table, rim, height } = seating;
  const views = chairs.map((id) => (id === undefined ? undefined : viewOf(id)));
  const { tabIndexOf, around } = useRoving(chairs.filter((id) => id !== undefined));
  const wide = Math.max(face, label.width);
  const sizes = { "--face": `${face}px`, "--name-lines": label.lines, "--name-line": `${label.line}px`, "--name-size": label.line > 14 ? "0.875rem" : "0.75rem" } as CSSProperties;
  return (
    <div className="relative" style={{ height, ...sizes }}>
      <svg className="absolute inset-0 size-full" aria-hidden="true" fill="none">
        <ellipse cx={table.x} cy={table.y} rx={Math.max(1, table.rx - rim / 2)} ry={Math.max(1, table.ry - rim / 2)} stroke="var(--table)" strokeWidth={rim} className="table-top" />
      </svg>
      <Middle table={table} rim={rim} talking={views.filter((view) => view?.speaking === true).flatMap((view) => view ?? [])} quiet={quiet} />
      <ul aria-label={t("stage.heading")} {...around}>
        {seats.map(({ x, y }, index) => {
          const view = views[index];
          const style = { width: wide, transform: `translate(${x - wide / 2}px, ${y - face / 2}px)` };
          return view ? (
            <li key={view.person.id} className="chair" style={style}>
              <div className="sit-down">
                <Seat view={view} lines={label.lines} tabIndex={tabIndexOf(view.person.id)} onOpen={onOpen} />
              </div>
            </li>
          ) : (
            <li key={`free ${index}`} aria-hidden="true" className="chair" style={style}>
              <span className="mx-auto block size-(--face) rounded-full border-2 border-dashed border-line" />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Who speaks is said in the seats' names as well, so this is for the eye. */
function Middle({ table, rim, talking, quiet }: Pick<Seating, "table" | "rim"> & { talking: readonly SeatView[]; quiet: ReactNode }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const width = (table.rx - rim) * 1.5;
  const box = { left: table.x - width / 2, top: table.y, width, maxHeight: (table.ry - rim) * 1.6 };
  const roomy = table.rx > 130 && table.ry > 70;
  // Two lines between the rims; the table of a telephone on its side is flatter.
  const fits = table.ry - rim > 32;
  const [first] = talking;
  const called = calledBy(t);
  return (
    <div className="pointer-events-none absolute flex -translate-y-1/2 flex-col items-center justify-center overflow-hidden text-center" style={box}>
      {first ? (
        <p aria-hidden="true" className="max-w-full">
          <span dir="auto" className={`line-clamp-2 font-display leading-tight font-bold ${roomy ? "text-xl sm:text-2xl" : "text-[0.9375rem]"}`}>
            {talking.length === 1 ? called(first.person) : talking.map(({ person }) => called({ ...person, name: nameOf(person).split(" ")[0] ?? "" })).join(", ")}
          </span>
          <span className={`block text-muted ${roomy ? "text-sm" : "text-xs leading-tight"}`}>{t("person.isSpeaking", { count: talking.length })}</span>
        </p>
      ) : (
        fits && quiet
      )}
    </div>
  );
}
