import type { ReactNode } from "react";
import { ErrorBoundary } from "./ErrorBoundary";
import { Waiting } from "./later";

interface Props {
  children: ReactNode;
  /** Until it has come. */
  waiting?: ReactNode;
  /** When it cannot be had, or breaks. */
  broken?: ReactNode;
}

/** A part of a page that comes later. Without it, or when it breaks, the rest goes on: somebody may be speaking. */
export function Part({ children, waiting = null, broken = waiting }: Props) {
  return (
    <ErrorBoundary instead={broken}>
      <Waiting value={waiting}>{children}</Waiting>
    </ErrorBoundary>
  );
}
