import type { ComponentProps } from "react";

interface Props extends Omit<ComponentProps<"button">, "aria-label" | "title"> {
  /** What it does, or how things stand: read aloud, and shown by the pointer. */
  label: string;
}

export function IconButton({ label, className = "", type = "button", ...rest }: Props) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={`inline-flex size-11 items-center justify-center rounded-lg text-muted hover:bg-sunken hover:text-ink ${className}`}
      {...rest}
    />
  );
}
