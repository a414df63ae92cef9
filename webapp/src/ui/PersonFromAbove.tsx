/** Shoulders and head, facing up; some 94 wide around the origin. To be placed and turned by what is around it. */
export function PersonFromAbove({ person }: { person: number }) {
  return (
    <g fill={`var(--person-${person})`}>
      <path d="M-47 8C-47-12-24-21 0-21S47-12 47 8c0 11-9 16-18 16h-58c-9 0-18-5-18-16z" />
      <circle cy="6" r="25" fill="var(--raised)" />
      <circle cy="6" r="20" />
    </g>
  );
}
