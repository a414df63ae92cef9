const places = 8;

/** A table as the list shows it: as many seats taken as there are people, up to eight. */
export function TableSketch({ people, className = "" }: { people: number; className?: string }) {
  return (
    <svg viewBox="0 0 120 120" className={className} aria-hidden="true" fill="none">
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
    </svg>
  );
}
