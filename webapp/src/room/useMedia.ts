import { useCallback, useSyncExternalStore } from "react";

/** Whether a media query is true just now. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", listener);
      return () => {
        list.removeEventListener("change", listener);
      };
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** Wider than a phone held upright. */
export function useRoomy(): boolean {
  return useMedia("(min-width: 40rem)");
}
