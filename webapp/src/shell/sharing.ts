/** The address within Parley that something shared with it leads to; nothing if there is none. */
export function sharedAddress(shared: readonly (string | null)[], origin: string): string | undefined {
  for (const [text] of shared.flatMap((part) => [...(part ?? "").matchAll(/https?:\/\/[^\s<>"']+/g)])) {
    if (!URL.canParse(text)) continue;
    const url = new URL(text);
    if (url.origin === origin && /^\/(invite|rooms|people)\/[^/]+\/?$/.test(url.pathname)) return url.pathname.replace(/\/$/, "");
  }
  return undefined;
}
