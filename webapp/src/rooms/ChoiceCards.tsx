import { useId } from "react";

interface Props {
  name: string;
  legend: string;
  /** The first one is chosen until another is. */
  choices: readonly { value: string; label: string; text: string }[];
}

/** A choice between few, each with a sentence about it. */
export function ChoiceCards({ name, legend, choices }: Props) {
  const id = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 font-semibold">{legend}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {choices.map(({ value, label, text }, index) => (
          <label
            key={value}
            htmlFor={`${id}${value}`}
            className="flex cursor-pointer gap-3 rounded-xl border-2 border-line bg-raised p-3.5 hover:border-muted has-checked:border-brand has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand"
          >
            <input
              id={`${id}${value}`}
              type="radio"
              name={name}
              value={value}
              defaultChecked={index === 0}
              className="mt-1 size-4.5 shrink-0 accent-brand outline-none"
            />
            <span className="font-semibold">
              {label}
              <span className="block text-sm font-normal text-muted">{text}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
