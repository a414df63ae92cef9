import { useRef, useState } from "react";
import type { SubmitEvent } from "react";
import { toProblem } from "../../api/problem";
import type { Problem } from "../../api/problem";

export type FieldErrors<Field extends string> = Partial<Record<Field, string>>;

interface Options<Field extends string> {
  fields: readonly Field[];
  /** What is wrong before anything is sent; nothing means that it can go. */
  check?: (values: Record<Field, string>) => FieldErrors<Field>;
  /** Rejects with what the server answered. */
  send: (values: Record<Field, string>) => Promise<unknown>;
  /** Turns a refusal into a sentence beside one field, where it is about that field. */
  explain?: (problem: Problem) => FieldErrors<Field> | undefined;
}

/**
 * A form whose fields keep what was typed themselves, as password managers expect. Says what is wrong beside the
 * field, and takes the focus to the first wrong one.
 */
export function useForm<Field extends string>({ fields, check, send, explain }: Options<Field>) {
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FieldErrors<Field>>({});
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);

  function refuse(found: FieldErrors<Field>) {
    setErrors(found);
    const first = fields.find((field) => found[field] !== undefined);
    if (first === undefined) return;
    const named = form.current?.elements.namedItem(first);
    // Several of one name are a choice; its first one stands for it.
    const control = named instanceof Element || !named ? named : named[0];
    if (control instanceof HTMLElement) control.focus();
  }

  async function submit() {
    // A second Enter while the first is on its way.
    if (busy || !form.current) return;
    const data = new FormData(form.current);
    const values = Object.fromEntries(fields.map((field) => [field, textOf(data.get(field))])) as Record<Field, string>;
    setProblem(undefined);
    const found = check?.(values) ?? {};
    if (Object.keys(found).length > 0) {
      refuse(found);
      return;
    }
    setErrors({});
    setBusy(true);
    try {
      await send(values);
    } catch (error) {
      const refused = toProblem(error);
      const beside = explain?.(refused) ?? serverErrors(refused, fields);
      if (beside) refuse(beside);
      else setProblem(refused);
    } finally {
      setBusy(false);
    }
  }

  return {
    errors,
    problem,
    busy,
    refuse,
    submit,
    form: {
      ref: form,
      noValidate: true,
      onSubmit: (event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        void submit();
      },
      // What was said about a field is over once it is typed in again.
      onInput: (event: { target: EventTarget }) => {
        const name = (event.target as Partial<HTMLInputElement>).name as Field | undefined;
        if (name !== undefined && errors[name] !== undefined) setErrors({ ...errors, [name]: undefined });
      },
    },
    /** The properties of one field. */
    field: (name: Field) => ({ name, error: errors[name] }),
  };
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value : "";
}

function serverErrors<Field extends string>(problem: Problem, fields: readonly Field[]): FieldErrors<Field> | undefined {
  const found: FieldErrors<Field> = {};
  for (const { field, message } of problem.errors) {
    const known = fields.find((name) => name === field);
    // Something wrong with what is no field here would be said nowhere.
    if (known === undefined) return undefined;
    found[known] ??= message;
  }
  return problem.errors.length > 0 ? found : undefined;
}
