const key = "parley.guestName";
const longest = 60;

/** What somebody called themselves the last time, on this device. */
export function knownName(): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

export function rememberName(name: string | undefined): void {
  try {
    if (name === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, name);
  } catch {
    // Forbidden storage costs only typing it again.
  }
}

/** What is wrong with a name, counted as the server does. */
export function wrongIn(name: string): "nameMissing" | "nameLong" | undefined {
  if (name.trim() === "") return "nameMissing";
  return Array.from(name.trim()).length > longest ? "nameLong" : undefined;
}
