import type { CSSProperties } from "react";
import { hueOf, initialsOf, ownAvatar, personWithoutPicture } from "../ui/face";
import { PersonFromAbove } from "../ui/PersonFromAbove";

const table = { x: 158, y: 200 };
const others = [
  { angle: 70, person: 2 },
  { angle: 125, person: 4 },
  { angle: 180, person: 3 },
  { angle: 235, person: 1 },
  { angle: 290, person: 2 },
];

interface Props {
  avatar: string;
  name: string;
  className?: string;
}

/** Somebody as they are met in a room: at a table, among others. */
export function SeatAtTable({ avatar, name, className }: Props) {
  const without = personWithoutPicture(avatar);
  return (
    <svg viewBox="0 0 400 400" className={className} aria-hidden="true">
      <circle cx="200" cy="200" r="199" fill="var(--raised)" />
      <circle
        cx={table.x}
        cy={table.y}
        r="62"
        fill="none"
        stroke="var(--table)"
        strokeWidth="34"
        strokeLinecap="round"
        pathLength="360"
        strokeDasharray="228 132"
        transform={`rotate(66 ${table.x} ${table.y})`}
      />
      {others.map(({ angle, person }) => (
        <g key={angle} transform={`rotate(${angle} ${table.x} ${table.y}) translate(${table.x + 112} ${table.y}) rotate(90) scale(0.62)`}>
          <PersonFromAbove person={person} />
        </g>
      ))}
      <clipPath id="seated">
        <circle cx="292" cy="200" r="68" />
      </clipPath>
      {without === undefined ? (
        <>
          <circle cx="292" cy="200" r="68" fill="var(--sunken)" />
          <image href={ownAvatar(avatar)} x="224" y="132" width="136" height="136" clipPath="url(#seated)" preserveAspectRatio="xMidYMid slice" />
        </>
      ) : (
        <g className="face-colours" style={{ "--hue": hueOf(without) } as CSSProperties}>
          <circle cx="292" cy="200" r="68" fill="var(--face-ground)" />
          <text x="292" y="202" textAnchor="middle" dominantBaseline="central" fontSize="50" fontWeight="650" fill="var(--face-ink)">
            {initialsOf(name)}
          </text>
        </g>
      )}
    </svg>
  );
}
