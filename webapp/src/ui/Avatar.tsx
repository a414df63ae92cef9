import { useEffect, useState } from "react";
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

/** So long after each failure a picture is asked for again. */
const pauses = [5_000, 20_000, 60_000];

/** Which picture could not be fetched: until the network is back, or a while has passed. */
function useBroken(): [string | undefined, (src: string) => void] {
  const [broken, setBroken] = useState<string>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (broken === undefined) return;
    const again = () => {
      setBroken(undefined);
    };
    const pause = pauses[tries - 1];
    const timer = pause === undefined ? undefined : setTimeout(again, pause);
    addEventListener("online", again);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", again);
    };
  }, [broken, tries]);
  return [
    broken,
    (src) => {
      setBroken(src);
      setTries((before) => before + 1);
    },
  ];
}

/** A person's picture, or their initials on a colour of their own. Their name is always beside it, so it says nothing to a screen reader. */
export function Avatar({ src, name = "", size, className = "" }: Props) {
  const [broken, breaks] = useBroken();
  const shape = `shrink-0 overflow-hidden rounded-full ${sizes[size]} ${className}`;
  if (src === undefined) return <span className={`block border-2 border-dashed border-muted ${shape}`} />;
  const initials = initialsOf(name);
  const without = personWithoutPicture(src) ?? (src === broken ? src : undefined);
  if (without !== undefined && initials !== "") {
    return (
      // The initials are no text of the page: a button with a face in it is not called by them.
      <span
        aria-hidden="true"
        data-initials={initials}
        className={`face-colours grid place-items-center bg-(--face-ground) leading-none font-semibold text-(--face-ink) [container-type:size] before:text-[38cqi] before:content-[attr(data-initials)] ${shape}`}
        style={{ "--hue": hueOf(without) } as CSSProperties}
      />
    );
  }
  return (
    <span className={`block bg-sunken ${shape}`}>
      <img
        key={String(src === broken)}
        src={ownAvatar(src)}
        alt=""
        width="144"
        height="144"
        decoding="async"
        className="size-full object-cover"
        onError={() => {
          breaks(src);
        }}
      />
    </span>
  );
}
