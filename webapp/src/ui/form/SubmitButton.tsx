import type { ReactNode } from "react";
import { Button } from "../Button";

interface Props {
  busy: boolean;
  children: ReactNode;
  className?: string;
}

/** Stays in place and keeps the focus while the form is on its way. */
export function SubmitButton({ busy, children, className = "" }: Props) {
  return (
    <Button type="submit" aria-disabled={busy || undefined} className={`min-h-12 ${className}`}>
      {busy && (
        <span
          aria-hidden="true"
          className="size-4 animate-spin rounded-full border-2 border-current border-t-transparent motion-reduce:animate-none"
        />
      )}
      {children}
    </Button>
  );
}
