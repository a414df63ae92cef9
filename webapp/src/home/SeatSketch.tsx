const others = [0, 120, 180, 240, 300];

interface Props {
  of: "mute" | "return" | "gone";
  className?: string;
}

/** The same table each time; what differs is the seat at its top right. */
export function SeatSketch({ of, className }: Props) {
  return (
    <svg viewBox="0 0 128 112" className={className} aria-hidden="true" fill="none">
      <circle cx="50" cy="62" r="16" stroke="var(--table)" strokeWidth="11" />
      {others.map((angle) => (
        <circle
          key={angle}
          cx="50"
          cy="22"
          r="9"
          fill="var(--person-2)"
          transform={`rotate(${angle} 50 62)`}
        />
      ))}
      {sketches[of]}
    </svg>
  );
}

// The seat is at 85 42.
const sketches = {
  mute: (
    <g stroke="var(--ink)" strokeWidth="4" strokeLinecap="round">
      <circle cx="85" cy="42" r="15" fill="var(--ink)" stroke="none" />
      <path d="M73 54 102 25" stroke="var(--ground)" strokeWidth="10" strokeLinecap="butt" />
      <path d="M71.5 55.5 101 26" />
    </g>
  ),
  return: (
    <g stroke="var(--ink)" strokeWidth="3.5" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="85" cy="42" r="14" strokeDasharray="5 4.77" strokeWidth="3" strokeLinecap="butt" />
      <circle cx="117" cy="78" r="9" fill="var(--ink)" stroke="none" />
      <path d="M119 62C118 52 114 46 105 43M111.5 37 104 42.6l5.5 7.6" />
    </g>
  ),
  gone: (
    <g stroke="var(--ink)" strokeWidth="4" strokeLinecap="round">
      <path d="M72 9A58 58 0 0 1 108 62" />
      <circle cx="113" cy="18" r="9" fill="none" strokeWidth="3" />
    </g>
  ),
};
