import { describe, expect, it } from "vitest";
import { folderOf } from "./setup";
import type { Texts } from "./setup";

function flat(catalogue: Texts, prefix = ""): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").sort();
}

const files = import.meta.glob<Texts>("../**/{en,de}.json", { eager: true, import: "default" });

function texts(language: string): Map<string, string> {
  const catalogues = Object.entries(files).filter(([path]) => path.endsWith(`/${language}.json`));
  return new Map(
    catalogues.flatMap(([path, catalogue]) => flat(catalogue, folderOf(path) === "i18n" ? "" : `${folderOf(path)}.`)),
  );
}

const english = texts("en");
const german = texts("de");

const code = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.*", "!../test/**", "!../api/schema.d.ts"], {
  eager: true,
  query: "?raw",
  import: "default",
});

/** Whether a key stands in the code, in one piece or as a template with something put in; in a file that says so, without its beginning. */
function isUsed(key: string, source: string): boolean {
  const [feature = "", ...rest] = key.split(".");
  return stands(key, source) || (source.includes(`keyPrefix: "${feature}"`) && stands(rest.join("."), source));
}

function stands(key: string, source: string): boolean {
  const written = key.replace(/_(one|other)$/, "");
  if (source.includes(`"${written}"`)) return true;
  const parts = written.split(".");
  // "a.b.c" may stand there as `a.${x}.c`, `a.b.${x}` or `a.${x}.${y}`.
  const pattern = parts.map((part, index) => (index === 0 ? part : `(?:${part}|\\$\\{[^}]*\\})`)).join("\\.");
  return new RegExp(`\`${pattern}\``).test(source);
}

describe("the catalogues", () => {
  it("know the same texts", () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
    expect(english.size).toBeGreaterThan(200);
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
    // The few that are the same in both languages.
    const same = ["outbox.mail", "outbox.code", "form.code", "account.signIn.byCode", "home.build.socketio", "title"];
    const untranslated = [...english].filter(([key, text]) => german.get(key) === text && !same.includes(key));
    expect(untranslated).toEqual([]);
  });

  it("hold no text that is shown nowhere", () => {
    const source = Object.values(code).join("\n");
    expect([...english.keys()].filter((key) => !isUsed(key, source))).toEqual([]);
  });

  it("are asked only for texts that are there", () => {
    const beginnings = new Set([...english.keys()].map((key) => key.split(".")[0]));
    const known = [...english.keys()].map((key) => key.replace(/_(one|other)$/, ""));
    const asked = Object.values(code).flatMap((source) => {
      const prefix = /keyPrefix: "(\w+)"/.exec(source)?.[1];
      return [...source.matchAll(/\bt\("([\w.]+)"/g)].map((match) => `${prefix ? `${prefix}.` : ""}${match[1] ?? ""}`);
    });
    expect(asked.filter((key) => !beginnings.has(key.split(".")[0]) || !known.includes(key))).toEqual([]);
  });

  // A page fetches the texts of its own folder and of the shared form; another feature's would show as bare keys.
  it("are used by their own feature only", () => {
    const folders = [...new Set(Object.keys(files).map(folderOf))].filter((folder) => folder !== "i18n" && folder !== "form");
    const strays = Object.entries(code).flatMap(([path, source]) =>
      folders
        .filter((folder) => !path.startsWith(`../${folder}/`) && !source.includes("keyPrefix:") && new RegExp(`\\bt\\(["\`]${folder}\\.`).test(source))
        .map((folder) => `${path} uses ${folder}`),
    );
    expect(strays).toEqual([]);
  });
});
