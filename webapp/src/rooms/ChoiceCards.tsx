import { useId } from "react";
import type { ReactNode } from "react";
import { FieldError } from "../ui/form/Field";

interface Props {
  name: string;
  legend: string;
  /** The first one is chosen until another is. */
  choices: readonly { value: string; label: string; text?: string; mark?: ReactNode }[];
  /** Several short ones stand beside each other. */
  short?: boolean;
  /** And in columns, when there are many. */
  inColumns?: boolean;
  /** The one that is chosen at first, when that is not the first. */
  usual?: string;
  hint?: string | undefined;
  error?: string | undefined;
  onChoose?: (value: string) => void;
}

/** A choice between few, each with a sentence about it. */
export function ChoiceCards({ name, legend, choices, short = false, inColumns = false, usual, hint, error, onChoose }: Props) {
  const id = useId();
  return (
    <fieldset aria-describedby={error !== undefined ? `${id}error` : hint !== undefined ? `${id}hint` : undefined}>
      <legend className="mb-1.5 font-semibold">{legend}</legend>
      <div className={inColumns ? "grid grid-cols-2 gap-2 sm:grid-cols-3" : short ? "flex flex-wrap gap-2" : "grid gap-3 sm:grid-cols-2"}>
        {choices.map(({ value, label, text, mark }, index) => (
          <label
            key={value}
            htmlFor={`${id}${value}`}
            className={`flex cursor-pointer rounded-xl border-2 border-line bg-raised ${short ? "items-center gap-2 px-3 py-2 sm:gap-3 sm:px-3.5" : "gap-3 p-3.5"} hover:border-muted has-checked:border-brand has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand`}
          >
            <input
              id={`${id}${value}`}
              type="radio"
              name={name}
              value={value}
              defaultChecked={usual === undefined ? index === 0 : value === usual}
              onChange={() => onChoose?.(value)}
              className={`${short ? "" : "mt-1"} size-4.5 shrink-0 accent-brand outline-none`}
            />
            {mark}
            <span className="font-semibold">
              {label}
              {text !== undefined && <span className="block text-sm font-normal text-muted">{text}</span>}
            </span>
          </label>
        ))}
      </div>
      {hint !== undefined && (
        <p id={`${id}hint`} className="mt-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
      {error !== undefined && <FieldError id={`${id}error`}>{error}</FieldError>}
    </fieldset>
  );
}
