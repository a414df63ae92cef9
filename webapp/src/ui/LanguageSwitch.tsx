import { useTranslation } from "react-i18next";
import { chooseLanguage, isLanguage, languages } from "../i18n/setup";
import type { Language } from "../i18n/setup";

const order = Object.keys(languages).filter(isLanguage);

/** Offers the next language, by its own name: who needs it can't read the present one. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const shown: Language = isLanguage(i18n.language) ? i18n.language : "en";
  const next = order[(order.indexOf(shown) + 1) % order.length] ?? "en";
  return (
    <button
      type="button"
      lang={next}
      className="inline-flex min-h-11 min-w-11 items-center justify-center rounded-lg px-2 sm:px-3 font-semibold text-muted hover:bg-sunken hover:text-ink"
      onClick={() => {
        // When the catalogue can't be fetched the page stays as it is, and the button can be used again.
        chooseLanguage(next).catch(() => undefined);
      }}
    >
      {/* Where there is no room for the name, its first two letters. */}
      <span aria-hidden="true" className="uppercase sm:hidden">
        {next}
      </span>
      <span className="sr-only sm:not-sr-only">{languages[next]}</span>
    </button>
  );
}
