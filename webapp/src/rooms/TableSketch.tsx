const places = 8;
/** The audience of a stage, in two rows that bend towards it. */
const rows = [
  { y: 92, faces: 7 },
  { y: 108, faces: 8 },
];

interface Props {
  people: number;
  /** A small table with an audience before it. */
  stage?: boolean;
  className?: string;
}

/** A room as the list shows it: as many seats taken as there are people, up to eight. */
export function TableSketch({ people, stage = false, className = "" }: Props) {
  return (
    <svg viewBox="0 0 120 120" className={className} aria-hidden="true" fill="none">
      <g transform={stage ? "translate(18 0) scale(0.7)" : undefined}>
        <circle cx="60" cy="60" r="21" stroke={people > 0 ? "var(--table)" : "var(--line)"} strokeWidth="13" />
        {Array.from({ length: places }, (_, index) => {
          // Across the table rather than one beside the other, as people sit down.
          const seat = (index % 2) * 4 + Math.floor(index / 2);
          const taken = index < people;
          return (
            <circle
              key={seat}
              cx="60"
              cy="13"
              r={taken ? 10.5 : 9.5}
              transform={`rotate(${seat * 45} 60 60)`}
              fill={taken ? `var(--person-${(index % 4) + 1})` : "none"}
              stroke={taken ? "none" : "var(--edge)"}
              strokeWidth="1.5"
              strokeDasharray="3 3.4"
            />
          );
        })}
      </g>
      {stage &&
        rows.flatMap(({ y, faces }) =>
          Array.from({ length: faces }, (_, index) => {
            const x = 60 + (index - (faces - 1) / 2) * 13;
            return <circle key={`${y} ${index}`} cx={x} cy={y - 6 * ((x - 60) / 50) ** 2} r="4.6" fill="var(--audience)" />;
          }),
        )}
    </svg>
  );
}
