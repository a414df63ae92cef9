import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export const languages = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof languages;

const key = "parley.language";

/** A catalogue, or a part of one. */
export interface Texts {
  [key: string]: string | Texts;
}

// One catalogue for each language in the folder of the feature, whose name is the beginning of its keys; this folder's is everybody's.
// English comes with the first load as far as the landing page goes, as the language everything falls back to; the rest is fetched.
const bundled = import.meta.glob<Texts>(["./en.json", "../home/en.json"], { eager: true, import: "default" });
const fetched = import.meta.glob<Texts>(["../**/{en,de}.json", "!../i18n/en.json", "!../home/en.json"], { import: "default" });

// Grows with each page that is opened: a change of language has to bring all of them.
const wanted = new Set(["i18n", "home"]);
const present = new Set<string>();

/** Called once before the first render, so that nobody sees the wrong language first. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: {} } },
    interpolation: { escapeValue: false },
  });
  present.clear();
  for (const [path, texts] of Object.entries(bundled)) add("en", folderOf(path), texts);
  await show(saved() ?? preferred(navigator.languages)).catch(() => {
    // Without its catalogue the page is still useful in English.
  });
}

/** A page's code and the texts of the folders that it takes them from, fetched together. */
export function withTexts<Page>(page: () => Promise<Page>, ...folders: string[]): () => Promise<Page> {
  return async () => {
    const [loaded] = await Promise.all([page(), fetchTexts(folders)]);
    return loaded;
  };
}

async function fetchTexts(folders: string[]): Promise<void> {
  for (const folder of folders) wanted.add(folder);
  let language;
  do {
    language = i18next.language;
    await bring(language, folders).catch(() => bring("en", folders));
    // The reader may have changed the language meanwhile.
  } while (language !== i18next.language);
}

async function bring(language: string, folders: Iterable<string>): Promise<void> {
  const missing = [...folders].filter((folder) => !present.has(`${language} ${folder}`));
  await Promise.all(
    missing.map(async (folder) => {
      const path = Object.keys(fetched).find((file) => folderOf(file) === folder && file.endsWith(`/${language}.json`));
      const load = path === undefined ? undefined : fetched[path];
      if (!load) throw new Error(`no texts of ${folder} in ${language}`);
      add(language, folder, await load());
    }),
  );
}

function add(language: string, folder: string, texts: Texts): void {
  i18next.addResourceBundle(language, "translation", folder === "i18n" ? texts : { [folder]: texts }, true, true);
  present.add(`${language} ${folder}`);
}

/** The last folder of a catalogue's path; this folder is written as none. */
export function folderOf(path: string): string {
  return path.split("/").at(-2)?.replace(/^\.$/, "i18n") ?? "";
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
  await bring(language, wanted);
  await i18next.changeLanguage(language);
  // A page that was opened while we waited has brought its texts in the language of before.
  await bring(language, wanted);
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
