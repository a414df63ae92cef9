import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Field, inputStyle } from "./Field";

interface Props {
  name: string;
  label: string;
  autoComplete: "current-password" | "new-password";
  hint?: ReactNode;
  error?: string | undefined;
}

/** A password that can be looked at while it is typed. */
export function PasswordField({ label, hint, error, ...input }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <div className="relative">
          <input
            type={shown ? "text" : "password"}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            {...input}
            {...control}
            className={`${inputStyle} pr-14`}
          />
          <button
            type="button"
            aria-pressed={shown}
            aria-label={t("form.showPassword")}
            title={t(shown ? "form.hidePassword" : "form.showPassword")}
            className="absolute inset-y-0 right-0 flex w-12 items-center justify-center rounded-lg text-muted hover:text-ink"
            onClick={() => {
              setShown(!shown);
            }}
          >
            <svg viewBox="0 0 24 24" className="size-5" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
              <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
              <circle cx="12" cy="12" r="3" />
              {!shown && <path d="M4 20 20 4" />}
            </svg>
          </button>
        </div>
      )}
    </Field>
  );
}
