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
  size: keyof typeof sizes;
  className?: string;
}

/** The address of a picture on the origin of this page: its policy allows no images from another, and the server may have several. */
export function ownAvatar(src: string): string {
  return src.replace(/^https?:\/\/[^/]+(?=\/api\/avatars\/)/, "");
}

/** A person's picture. Their name is always beside it, so it says nothing to a screen reader. */
export function Avatar({ src, size, className = "" }: Props) {
  return (
    <span className={`block shrink-0 overflow-hidden rounded-full ${src === undefined ? "border-2 border-dashed border-muted" : "bg-sunken"} ${sizes[size]} ${className}`}>
      {src !== undefined && <img src={ownAvatar(src)} alt="" width="144" height="144" decoding="async" className="size-full object-cover" />}
    </span>
  );
}
