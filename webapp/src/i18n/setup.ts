import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";
import { featureTexts } from "./features";

export const languages = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof languages;

const key = "parley.language";

// English is bundled, as the language everything falls back to; the others are fetched when they are wanted.
const catalogues = { de: async () => (await import("./de.json")).default };

/** Called once before the first render, so that nobody sees the wrong language first. */
export async function startLanguage(): Promise<void> {
  await i18next.use(featureTexts).use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    // What is not here is fetched with its feature.
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
  });
  await show(saved() ?? preferred(navigator.languages)).catch(() => {
    // Without its catalogue the page is still useful in English.
  });
}

/** Shows a language and remembers it. Rejects when its catalogue cannot be fetched; nothing changes then. */
export async function chooseLanguage(language: Language): Promise<void> {
  await show(language);
  try {
    localStorage.setItem(key, language);
  } catch {
    // Forbidden storage costs only the memory of the choice.
  }
}

/** The first of the reader's languages that we speak. */
export function preferred(wanted: readonly string[]): Language {
  return wanted.map((tag) => tag.toLowerCase().split("-")[0] ?? "").find(isLanguage) ?? "en";
}

export function isLanguage(value: string): value is Language {
  return Object.hasOwn(languages, value);
}

/** For dates and numbers: our English is British. */
export function localeOf(language: string): string {
  return language === "en" ? "en-GB" : language;
}

async function show(language: Language): Promise<void> {
  if (language !== "en" && !i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", await catalogues[language]());
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

function saved(): Language | undefined {
  try {
    const value = localStorage.getItem(key) ?? "";
    return isLanguage(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
