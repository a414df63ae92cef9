import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

// Shared folders know no feature, and features do not know each other: only App.tsx joins them.
const shared = ["api", "i18n", "media", "protocol", "signalling", "theme", "ui"];
const features = ["account", "home", "meeting", "missing", "notices", "outbox", "people", "room", "rooms", "shell"];

function globals(...names) {
  return Object.fromEntries(names.map((name) => [name, "readonly"]));
}

function zone(folder) {
  const closed = features.filter((feature) => feature !== folder);
  const names = closed.join("|");
  const message = `${folder}/ must not know this feature folder; join features in App.tsx.`;
  return {
    files: [`src/${folder}/**/*.{ts,tsx}`],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ regex: `^(\\.\\./)+(${names})(/|$)`, message }] }],
      "no-restricted-syntax": [
        "error",
        { selector: `ImportExpression[source.value=/^(\\.\\.\\u002F)+(${names})(\\u002F|$)/]`, message },
      ],
    },
  };
}

export default defineConfig(
  globalIgnores(["node_modules/", "src/api/schema.d.ts"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", 300],
      // What is taken out of an object by naming it, so that the rest goes on without it.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      // A number in a template literal is as clear as a string.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["**/*.{js,mjs}"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals("console", "fetch", "process", "URL") },
  },
  {
    files: ["public/**/*.js"],
    languageOptions: { sourceType: "script", globals: globals("document", "localStorage") },
  },
  {
    files: ["src/shell/worker.js"],
    languageOptions: { globals: globals("FILES", "Request", "addEventListener", "caches", "clients", "fetch", "location", "registration", "skipWaiting", "URL") },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    extends: [reactHooks.configs.flat.recommended, jsxA11y.flatConfigs.strict],
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/ui/later.tsx"],
    rules: {
      "@typescript-eslint/no-restricted-imports": ["error", { paths: [{ name: "react", importNames: ["lazy", "Suspense"], message: "Use later (ui/later.tsx): it asks again when the network fails, and shows at once what has come." }] }],
    },
  },
  ...[...shared, ...features].map(zone),
);
