import { useState } from "react";
import type { CSSProperties } from "react";
import { hueOf, initialsOf, ownAvatar, personWithoutPicture } from "./face";

const sizes = {
  tiny: "size-6",
  small: "size-9",
  medium: "size-14",
  /** As large as what is around it. */
  full: "size-full",
} as const;

interface Props {
  /** None where the person has just taken it away. */
  src: string | undefined;
  /** For the initials of somebody without a picture. */
  name?: string | undefined;
  size: keyof typeof sizes;
  className?: string;
}

/** A person's picture, or their initials on a colour of their own. Their name is always beside it, so it says nothing to a screen reader. */
export function Avatar({ src, name = "", size, className = "" }: Props) {
  const [broken, setBroken] = useState<string>();
  const shape = `block shrink-0 overflow-hidden rounded-full ${sizes[size]} ${className}`;
  if (src === undefined) return <span className={`border-2 border-dashed border-muted ${shape}`} />;
  const initials = initialsOf(name);
  const without = personWithoutPicture(src) ?? (src === broken ? src : undefined);
  if (without !== undefined && initials !== "") {
    return (
      <span aria-hidden="true" className={`face-colours bg-(--face-ground) text-(--face-ink) ${shape}`} style={{ "--hue": hueOf(without) } as CSSProperties}>
        <svg viewBox="0 0 36 36" className="size-full">
          <text x="18" y="18.5" textAnchor="middle" dominantBaseline="central" fontSize={initials.length > 2 ? 11 : 13.5} fontWeight="650" fill="currentColor">
            {initials}
          </text>
        </svg>
      </span>
    );
  }
  return (
    <span className={`bg-sunken ${shape}`}>
      <img
        src={ownAvatar(src)}
        alt=""
        width="144"
        height="144"
        decoding="async"
        className="size-full object-cover"
        onError={() => {
          setBroken(src);
        }}
      />
    </span>
  );
}
