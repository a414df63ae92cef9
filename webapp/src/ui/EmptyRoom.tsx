const seats = [0, 60, 120, 180, 240, 300];

/** A table and its seats, and nobody there. */
export function EmptyRoom({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 200 200" className={className} aria-hidden="true" fill="none">
      <circle cx="100" cy="100" r="36" stroke="var(--table)" strokeWidth="20" />
      {seats.map((angle) => (
        <circle
          key={angle}
          cx="100"
          cy="24"
          r="17"
          stroke="var(--muted)"
          strokeWidth="2.5"
          strokeDasharray="5 5.6"
          transform={`rotate(${angle} 100 100)`}
        />
      ))}
    </svg>
  );
}
