import { useTranslation } from "react-i18next";
import { nameOf } from "./news";
import { Seat } from "./Seat";
import type { SeatView } from "./Seat";
import { atTable, places } from "./seating";

interface Props {
  speakers: readonly SeatView[];
  /** Others sit behind the table, and shall be seen too. */
  hasAudience?: boolean;
  onOpen: (userId: string) => void;
}

/** Those who speak, round a table as seen from above. */
export function Stage({ speakers, hasAudience = false, onOpen }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  if (speakers.length === 0) return <p className="py-10 text-center text-muted">{t("stage.empty")}</p>;
  if (speakers.length > atTable) return <Rows speakers={speakers} onOpen={onOpen} />;
  const { taken, free } = places(speakers.length);
  // Where few sit there, the table need not fill the room.
  const small = hasAudience && speakers.length <= 5;
  const width = small ? "max-w-[17.5rem] sm:max-w-[26rem] lg:max-w-[min(28rem,54svh)]" : "max-w-[22rem] sm:max-w-[34rem] lg:max-w-[min(38rem,70svh)]";
  const talking = speakers.filter(({ speaking }) => speaking);
  return (
    <div className={`relative mx-auto aspect-[1/1.15] w-full sm:aspect-square ${width}`}>
      <svg viewBox="0 0 100 100" className="absolute top-1/2 left-1/2 w-[42%] -translate-x-1/2 -translate-y-1/2" aria-hidden="true" fill="none">
        <circle cx="50" cy="50" r="43" stroke="var(--table)" strokeWidth="14" />
      </svg>
      {free.map(({ x, y }) => (
        <span
          key={`${x} ${y}`}
          aria-hidden="true"
          className={`absolute -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-dashed border-line ${small ? "size-12 sm:size-16" : "size-14 sm:size-20"}`}
          style={{ left: `${x}%`, top: `${y}%` }}
        />
      ))}
      {/* Said in the seats' names as well, so this is for the eye. */}
      <p aria-hidden="true" className="absolute top-1/2 left-1/2 w-[28%] -translate-x-1/2 -translate-y-1/2 text-center">
        {talking[0] && (
          <>
            <span className="line-clamp-2 font-display text-sm leading-tight font-bold sm:text-xl">{talking.map(({ person }) => nameOf(person).split(" ")[0]).join(", ")}</span>
            <span className="text-xs text-muted sm:text-sm">{t("person.isSpeaking", { count: talking.length })}</span>
          </>
        )}
      </p>
      <ul aria-label={t("stage.heading")}>
        {speakers.map((view, index) => (
          <li
            key={view.person.id}
            className="absolute w-24 -translate-x-1/2 -translate-y-1/2 sm:w-32"
            style={{ left: `${taken[index]?.x ?? 50}%`, top: `${taken[index]?.y ?? 50}%` }}
          >
            <Seat
              view={view}
              size={small || speakers.length > 6 ? "medium" : "large"}
              onOpen={() => {
                onOpen(view.person.id);
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Rows({ speakers, onOpen }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  return (
    <ul aria-label={t("stage.heading")} className="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-x-2 gap-y-4 py-4 sm:grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))]">
      {speakers.map((view) => (
        <li key={view.person.id} className="min-w-0">
          <Seat
            view={view}
            size="medium"
            onOpen={() => {
              onOpen(view.person.id);
            }}
          />
        </li>
      ))}
    </ul>
  );
}

/** Those who listen, in rows behind the table. */
export function Audience({ listeners, onOpen }: { listeners: readonly SeatView[]; onOpen: (userId: string) => void }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  return (
    <section className="mt-6 border-t border-line pt-5">
      <h2 className="text-xl">
        {t("stage.audience")}
        <span className="ml-3 font-sans text-sm font-normal tracking-normal text-muted">{t("stage.listeners", { count: listeners.length })}</span>
      </h2>
      <ul className="mt-3 grid grid-cols-[repeat(auto-fill,minmax(4.75rem,1fr))] gap-x-1 gap-y-3 sm:grid-cols-[repeat(auto-fill,minmax(6rem,1fr))]">
        {listeners.map((view) => (
          <li key={view.person.id} className="min-w-0">
            <Seat
              view={view}
              size="small"
              onOpen={() => {
                onOpen(view.person.id);
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
