import { useLocation, useSearchParams } from "react-router";

const start = "/rooms";

/** Where to go after signing in, if that is a place on this site; anybody can write a link with a `next` in it. */
export function safeNext(next: string | null): string | undefined {
  if (next === null || !next.startsWith("/") || !URL.canParse(next, location.origin)) return undefined;
  const { origin, pathname, search, hash } = new URL(next, location.origin);
  // Also what only looks relative, such as //elsewhere, /\elsewhere or one with a tab in it. A path that comes out
  // with two slashes would lead elsewhere when it is read again.
  if (origin !== location.origin || pathname.startsWith("//")) return undefined;
  return pathname + search + hash;
}

/** The place that waits, and how to hand it on from one sign-in page to the next. */
export function useNext() {
  const [query] = useSearchParams();
  const asked = safeNext(query.get("next"));
  return {
    next: asked ?? start,
    asked: asked !== undefined,
    carry: (path: string) => (asked === undefined ? path : withNext(path, asked)),
  };
}

export function withNext(path: string, next: string): string {
  return `${path}?next=${encodeURIComponent(next)}`;
}

export function useHere(): string {
  const { pathname, search, hash } = useLocation();
  return pathname + search + hash;
}

/** What one sign-in page tells the next one, out of sight of the address bar. */
export interface Handover {
  email?: string;
  notice?: "passwordReset";
}

export function useHandover(): Handover {
  const { state } = useLocation() as { state: unknown };
  return typeof state === "object" && state !== null ? state : {};
}
