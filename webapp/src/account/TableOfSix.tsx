import { PersonFromAbove } from "../ui/PersonFromAbove";

const middle = 200;
// From the seat behind the free one round to the free one itself, which looks to the left, towards the page's text.
const angles = [240, 300, 0, 60, 120, 180];
const people = [3, 1, 4, 2, 3, 1];

interface Props {
  /** How many of the six have sat down; the free one is the last. */
  taken: number;
  /** The picture of who sits in the last seat. */
  guest?: string | undefined;
  className?: string;
}

/** The table of every sign-in page, seen from above. */
export function TableOfSix({ taken, guest, className }: Props) {
  return (
    <svg viewBox="0 0 400 400" className={className} aria-hidden="true">
      <circle cx={middle} cy={middle} r="199" fill="var(--raised)" />
      <circle
        cx={middle}
        cy={middle}
        r="66"
        fill="none"
        stroke="var(--table)"
        strokeWidth="36"
        strokeLinecap="round"
        pathLength="360"
        strokeDasharray="286 74"
        transform={`rotate(217 ${middle} ${middle})`}
      />
      <clipPath id="guest">
        <circle r="34" />
      </clipPath>
      {angles.map((angle, seat) => (
        <g key={angle} transform={`rotate(${angle} ${middle} ${middle}) translate(${middle + 132} ${middle})`}>
          <circle r="25" fill="none" stroke="var(--muted)" strokeWidth="2" strokeDasharray="5 4.82" />
          <g className={`transition-opacity duration-300 motion-reduce:transition-none ${seat < taken ? "" : "opacity-0"}`}>
            <circle r="27" fill="var(--raised)" />
            <g transform="rotate(90) scale(0.72)">
              <PersonFromAbove person={people[seat] ?? 1} />
            </g>
          </g>
          {guest !== undefined && seat === angles.length - 1 && (
            <g transform={`rotate(${-angle})`}>
              <circle r="38" fill="var(--brand)" />
              <image href={guest} x="-34" y="-34" width="68" height="68" clipPath="url(#guest)" preserveAspectRatio="xMidYMid slice" />
            </g>
          )}
        </g>
      ))}
    </svg>
  );
}
