import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui/IconButton";
import { PersonFromAbove } from "../ui/PersonFromAbove";
import "./room.css";
import { audience, freeSeat, middle, seats, speakers, table } from "./seats";
import type { Seat } from "./seats";

// The picture is scaled down on a small screen; its words must not get too small to read.
const small = "text-[1.75rem] lg:text-[1.25rem]";

/** The picture of the landing page. It moves by CSS alone, and keeps still for who prefers that. */
export function RoomFromAbove() {
  const { t } = useTranslation();
  const [still, setStill] = useState(false);
  return (
    <div className="room relative" data-still={still}>
      <svg viewBox="0 0 800 800" role="img" aria-label={t("home.room.label")} className="block w-full">
        <defs>
          <clipPath id="floor">
            <circle cx={middle} cy={middle} r="398" />
          </clipPath>
        </defs>
        <circle cx={middle} cy={middle} r="398" fill="var(--raised)" />
        {audience.map(({ x, y }) => (
          <circle key={`${x} ${y}`} cx={x} cy={y} r="10" fill="var(--audience)" />
        ))}
        <Table />
        <g clipPath="url(#floor)">
          {speakers.map((seat, turn) => (
            <Voice key={turn} seat={seat} turn={turn} />
          ))}
        </g>
        {seats.map((seat) => (
          <Person key={seat.angle} seat={seat} />
        ))}
        <FreeSeat label={t("home.room.free")} />
        {speakers.map((seat, turn) => (
          <g key={turn} className={`room-turn room-turn-${turn}`} textAnchor="middle" fill="var(--ink)">
            <text x={middle} y={middle + 2} className="font-display text-[3.25rem] font-bold lg:text-[2.75rem]">
              {seat.name}
            </text>
            <text x={middle} y={middle + 36} className={small}>
              {t("home.room.speaking")}
            </text>
          </g>
        ))}
      </svg>
      <IconButton
        className="absolute bottom-0 left-0 motion-reduce:hidden"
        label={t(still ? "home.room.play" : "home.room.pause")}
        onClick={() => {
          setStill(!still);
        }}
      >
        <svg viewBox="0 0 24 24" className="size-5" fill="currentColor" aria-hidden="true">
          <path d={still ? "M7 4.5v15l12-7.5z" : "M6 5h4v14H6zM14 5h4v14h-4z"} />
        </svg>
      </IconButton>
    </div>
  );
}

/** A ring with an opening towards the free seat. */
function Table() {
  const radius = (table.inner + table.outer) / 2;
  // Wider than it looks: the round ends reach into it.
  const opening = 70;
  const gap = (opening / 360) * 100;
  return (
    <circle
      cx={middle}
      cy={middle}
      r={radius}
      fill="none"
      stroke="var(--table)"
      strokeWidth={table.outer - table.inner}
      strokeLinecap="round"
      pathLength="100"
      strokeDasharray={`${100 - gap} ${gap}`}
      transform={`rotate(${180 + opening / 2} ${middle} ${middle})`}
    />
  );
}

/** Faces the table. */
function Person({ seat }: { seat: Seat }) {
  return (
    <g transform={`translate(${seat.x} ${seat.y}) rotate(${seat.angle + 90})`}>
      <PersonFromAbove person={seat.person} />
    </g>
  );
}

function FreeSeat({ label }: { label: string }) {
  return (
    <g transform={`translate(${freeSeat.x} ${freeSeat.y})`} fill="none" stroke="var(--muted)">
      <circle r="42" strokeWidth="3" strokeDasharray="7.2 6" fill="var(--raised)" />
      <text y="78" textAnchor="middle" stroke="none" fill="var(--muted)" className={small}>
        {label}
      </text>
    </g>
  );
}

/** Rings that spread from a seat over the room while it has its turn. */
function Voice({ seat, turn }: { seat: Seat; turn: number }) {
  return (
    <g className={`room-turn room-turn-${turn}`} fill="none" stroke="var(--speaking)">
      <circle cx={seat.x} cy={seat.y} r="60" fill="var(--speaking)" stroke="none" />
      {[0, 1, 2].map((ring) => (
        <circle
          key={ring}
          cx={seat.x}
          cy={seat.y}
          r="380"
          strokeWidth="4"
          vectorEffect="non-scaling-stroke"
          className={`room-ring room-ring-${ring}`}
        />
      ))}
    </g>
  );
}
