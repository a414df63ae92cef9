/** Six seats around a table, seen from above; one of them is heard. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 40 40" className={className} aria-hidden="true" fill="none">
      <circle cx="20" cy="20" r="5" stroke="currentColor" strokeWidth="3" />
      <circle cx="32.1" cy="27" r="3.6" fill="currentColor" />
      <circle cx="20" cy="34" r="3.6" fill="currentColor" />
      <circle cx="7.9" cy="27" r="3.6" fill="currentColor" />
      <circle cx="7.9" cy="13" r="3.6" fill="currentColor" />
      <circle cx="20" cy="6" r="3.6" fill="currentColor" />
      <g className="text-speaking">
        <circle cx="31" cy="13.6" r="3.8" fill="currentColor" />
        <path d="M28.9 5.5A8.4 8.4 0 0 1 38.9 16.4" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
      </g>
    </svg>
  );
}
