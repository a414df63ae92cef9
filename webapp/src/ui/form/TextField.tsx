import type { ComponentProps, ReactNode } from "react";
import { Field, inputStyle } from "./Field";

interface Props extends Omit<ComponentProps<"input">, "id" | "className"> {
  name: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Stands before what is typed, such as the @ of a username. */
  before?: string;
}

export function TextField({ label, hint, error, before, ...input }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <div className="relative">
          {before !== undefined && (
            <span aria-hidden="true" className="absolute inset-y-0 left-3.5 flex items-center text-muted">
              {before}
            </span>
          )}
          <input type="text" {...input} {...control} className={`${inputStyle} ${before === undefined ? "" : "pl-8"}`} />
        </div>
      )}
    </Field>
  );
}
