import { useSyncExternalStore } from "react";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** public/theme.js reads the same key before the first paint. */
const key = "parley.theme";
const ground = { light: "#e8efee", dark: "#07110f" };
const watchers = new Set<() => void>();

// Held here as well, so that the choice works for this visit even where storage is forbidden.
let chosen: Theme | undefined;

export function theme(): Theme {
  chosen ??= saved();
  return chosen;
}

export function chooseTheme(choice: Theme): void {
  chosen = choice;
  try {
    if (choice === "system") localStorage.removeItem(key);
    else localStorage.setItem(key, choice);
  } catch {
    // Forbidden storage costs only the memory of the choice.
  }
  show(choice);
  for (const watcher of watchers) watcher();
}

/** Brings the page in line with the saved choice, and follows a choice made in another tab. */
export function startTheme(): () => void {
  chosen = saved();
  show(chosen);
  const follow = (event: StorageEvent) => {
    if (event.key !== key && event.key !== null) return;
    chosen = saved();
    show(chosen);
    for (const watcher of watchers) watcher();
  };
  addEventListener("storage", follow);
  return () => {
    removeEventListener("storage", follow);
  };
}

export function useTheme(): Theme {
  return useSyncExternalStore(watch, theme);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function saved(): Theme {
  try {
    const value = localStorage.getItem(key);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}

// With no data-theme the style sheet follows the system by itself.
function show(choice: Theme): void {
  const root = document.documentElement;
  if (choice === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = choice;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const system = meta.getAttribute("media")?.includes("dark") === true ? "dark" : "light";
    meta.content = ground[choice === "system" ? system : choice];
  }
}
