interface Props {
  /** The word for it, in the reader's language. */
  children: string;
  className?: string;
}

/** Beside the name of somebody without an account, so that nobody takes it for somebody else's. */
export function GuestTag({ children, className = "" }: Props) {
  return (
    <span className={`inline-block shrink-0 rounded-full border border-edge px-1.5 align-[0.1em] text-[0.6875rem] leading-[1.125rem] font-semibold tracking-normal whitespace-nowrap text-muted ${className}`}>
      {children}
    </span>
  );
}
