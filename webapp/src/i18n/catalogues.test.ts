import { describe, expect, it } from "vitest";
import de from "./de.json";
import en from "./en.json";

type Catalogue = { [key: string]: string | Catalogue };

function texts(catalogue: Catalogue, prefix = ""): Map<string, string> {
  const found = Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : [...texts(value, `${prefix}${key}.`)],
  );
  return new Map(found);
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").sort();
}

const features = import.meta.glob<Catalogue>("../*/texts/*.json", { eager: true, import: "default" });

const pairs: [string, Catalogue, Catalogue][] = [
  ["shared", en, de],
  ...Object.entries(features)
    .filter(([file]) => file.endsWith("/en.json"))
    .map(([file, catalogue]): [string, Catalogue, Catalogue] => [
      file.split("/")[1] ?? file,
      catalogue,
      features[file.replace("/en.json", "/de.json")] ?? {},
    ]),
];

// The few that are the same in both languages.
const same = ["outbox.mail", "outbox.code", "form.code", "account.signIn.byCode", "home.build.socketio", "title"];

describe.each(pairs)("the %s catalogues", (_name, englishCatalogue, germanCatalogue) => {
  const english = texts(englishCatalogue);
  const german = texts(germanCatalogue);

  it("know the same texts", () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it.each([
    ["English", english],
    ["German", german],
  ])("leave no %s text empty", (_, catalogue) => {
    expect([...catalogue].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("fill the same placeholders", () => {
    for (const [key, text] of english) {
      expect([key, ...placeholders(german.get(key) ?? "")]).toEqual([key, ...placeholders(text)]);
    }
  });

  it("have every English text in German words", () => {
    const untranslated = [...english].filter(([key, text]) => german.get(key) === text && !same.includes(key));
    expect(untranslated).toEqual([]);
  });
});
