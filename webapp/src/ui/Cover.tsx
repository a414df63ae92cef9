import { useState } from "react";

interface Props {
  /** The address, or a data URL. */
  src: string;
  className?: string;
}

/** The picture of a room. The room's name is always beside it, so it says nothing to a screen reader; where it cannot be fetched, there is none. */
export function Cover({ src, className = "" }: Props) {
  const [broken, setBroken] = useState<string>();
  if (src === broken) return null;
  return (
    <img
      src={ownPicture(src)}
      alt=""
      width="1200"
      height="630"
      loading="lazy"
      decoding="async"
      className={`bg-sunken object-cover ${className}`}
      onError={() => {
        setBroken(src);
      }}
    />
  );
}

/** On the origin of this page: its policy allows no images from another, and the server may have several. */
function ownPicture(src: string): string {
  return src.replace(/^https?:\/\/[^/]+(?=\/api\/covers\/)/, "");
}
