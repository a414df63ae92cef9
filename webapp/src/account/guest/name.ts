const key = "parley.guestName";

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
