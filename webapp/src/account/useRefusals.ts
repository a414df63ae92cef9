import { useTranslation } from "react-i18next";
import type { Problem } from "../api/problem";
import type { FieldErrors } from "../ui/form/useForm";
import { problemText } from "../ui/ProblemBanner";

/** Puts a refusal that is about one field beside that field: by the problem's code. */
export function useRefusals<Field extends string>(fieldOf: Partial<Record<string, Field>>) {
  const { t, i18n } = useTranslation();
  return (problem: Problem): FieldErrors<Field> | undefined => {
    const field = fieldOf[problem.code];
    if (field === undefined) return undefined;
    const errors: FieldErrors<Field> = {};
    errors[field] = problemText(t, problem, i18n.language);
    return errors;
  };
}

export const codeRefusals = { wrong_code: "code", code_expired: "code" } as const;
