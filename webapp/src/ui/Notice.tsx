import type { ReactNode } from "react";

/** Good or neutral news that is there when the page opens. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="rounded-lg border-l-4 border-brand bg-raised px-4 py-3">
      {children}
    </p>
  );
}
