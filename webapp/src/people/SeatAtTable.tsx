import type { ReactNode } from "react";

interface Props {
  className?: string;
  /** Who sits in front. */
  children: ReactNode;
}

/** A seat at the near side of a table, with the others' seats round it: somebody as they are met in a room. */
export function SeatAtTable({ className = "", children }: Props) {
  return (
    <div className={`relative ${className}`}>
      <svg viewBox="0 0 400 330" className="block w-full" aria-hidden="true" fill="none">
        <path d="M94 54A120 120 0 1 0 306 54" stroke="var(--table)" strokeWidth="46" strokeLinecap="round" />
        {others.map(({ x, y, person }) => (
          <circle key={x} cx={x} cy={y} r="21" fill={`var(--person-${person})`} opacity="0.55" />
        ))}
        <circle cx="200" cy="232" r="86" fill="var(--ground)" />
      </svg>
      <div className="absolute top-[47.6%] left-[31%] w-[38%] overflow-hidden rounded-full">
        <div className="aspect-square">{children}</div>
      </div>
    </div>
  );
}

const others = [
  { x: 42, y: 172, person: 2 },
  { x: 24, y: 96, person: 4 },
  { x: 376, y: 96, person: 3 },
  { x: 358, y: 172, person: 2 },
];
