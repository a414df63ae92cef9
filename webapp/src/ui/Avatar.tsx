const sizes = {
  small: "size-9",
  medium: "size-14",
  large: "size-28 sm:size-36",
} as const;

interface Props {
  src: string;
  size: keyof typeof sizes;
  className?: string;
}

/** A person's picture. Their name is always beside it, so it says nothing to a screen reader. */
export function Avatar({ src, size, className = "" }: Props) {
  return (
    <span className={`block shrink-0 overflow-hidden rounded-full bg-sunken ${sizes[size]} ${className}`}>
      <img src={src} alt="" width="144" height="144" decoding="async" className="size-full object-cover" />
    </span>
  );
}
