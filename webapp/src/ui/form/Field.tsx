import { useId } from "react";
import type { ReactNode } from "react";

interface Described {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}

interface Props {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Gets what ties it to its label, hint and error. */
  children: (control: Described) => ReactNode;
  className?: string;
}

export const inputStyle =
  "block w-full min-w-0 min-h-12 rounded-lg border-2 border-edge bg-raised px-3.5 py-2 text-ink placeholder:text-muted " +
  "hover:border-muted focus-visible:border-brand focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-brand " +
  "aria-invalid:border-danger";

/** Label, control, and what there is to say about it: one way for every field. */
export function Field({ label, hint, error, children, className = "" }: Props) {
  const id = useId();
  const hintId = `${id}hint`;
  const errorId = `${id}error`;
  const described = [error !== undefined && errorId, hint !== undefined && hintId].filter(Boolean).join(" ");
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block font-semibold">
        {label}
      </label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error !== undefined || undefined })}
      {error !== undefined && <FieldError id={errorId}>{error}</FieldError>}
      {hint !== undefined && (
        <p id={hintId} className="mt-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

export function FieldError({ id, children }: { id: string; children: string }) {
  return (
    <p id={id} className="mt-1.5 flex gap-2 text-sm font-semibold text-danger">
      <svg viewBox="0 0 20 20" className="mt-0.5 size-4 shrink-0" aria-hidden="true" fill="currentColor">
        <path d="M10 1.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M9 5.5h2v5.75H9zm0 7.25h2v2H9z" />
      </svg>
      {children}
    </p>
  );
}
