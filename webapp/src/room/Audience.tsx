import { memo } from "react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { Bank } from "./bank";
import type { Reaction } from "./reactions";
import { Seat } from "./Seat";
import type { SeatView } from "./Seat";
import { useRoving } from "./useRoving";

interface Props {
  bank: Bank;
  width: number;
  views: readonly SeatView[];
  /** Of people who are not among the faces. */
  others: readonly Reaction[];
  /** What it says below: how many there are, and how many are not shown. */
  text: string;
  /** What many sent at once, and how many. */
  tally: readonly (readonly [string, number])[];
  onOpen: (userId: string) => void;
  onList: () => void;
}

/** Those who listen, as a bank of faces before the table. */
export function Audience({ bank, width, views, others, text, tally, onOpen, onList }: Props) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const { tabIndexOf, around } = useRoving(views.map(({ person }) => person.id));
  const wide = Math.max(bank.face, bank.name);
  const sizes = { "--face": `${bank.face}px`, "--name-lines": 1, "--name-line": "16px", "--name-size": "0.75rem" } as CSSProperties;
  return (
    <section aria-label={t("stage.audience")}>
      <div className="relative" style={{ height: bank.height, ...sizes }}>
        { }
        <ul {...around}>
          {views.map((view, index) => {
            const { x, y } = bank.places[index] ?? { x: 0, y: 0 };
            return (
              <li key={view.person.id} className="chair" style={{ width: wide, transform: `translate(${x - wide / 2}px, ${y - bank.face / 2}px)` }}>
                <Seat view={view} lines={bank.name > 0 ? 1 : 0} tabIndex={tabIndexOf(view.person.id)} onOpen={onOpen} />
              </li>
            );
          })}
        </ul>
        <Others reactions={others} width={width} />
      </div>
      <div className="flex items-center justify-center gap-3">
        <button type="button" className="min-h-11 rounded-lg px-3 text-sm font-semibold text-muted hover:bg-sunken hover:text-ink" onClick={onList}>
          {text}
          <span className="sr-only">. {t("stage.openList")}</span>
        </button>
        {tally.map(([emoji, count]) => (
          <span key={emoji} aria-hidden="true" className="rounded-full bg-raised px-2.5 py-0.5 text-sm font-semibold tabular-nums">
            {emoji} {count}
          </span>
        ))}
      </div>
    </section>
  );
}

/** Reactions of people further back rise from the bank, each at a place of its own. */
const Others = memo(function Others({ reactions, width }: { reactions: readonly Reaction[]; width: number }) {
  const wide = Math.min(width - 48, 720);
  return reactions.slice(-60).map(({ key, emoji }) => (
    <span
      key={key}
      aria-hidden="true"
      className="rise pointer-events-none absolute bottom-2 z-10 text-2xl leading-none"
      style={{ left: (width - wide) / 2 + wide * ((key * 0.618) % 1) - 12 }}
    >
      {emoji}
    </span>
  ));
});
