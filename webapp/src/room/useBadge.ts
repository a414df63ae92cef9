import { useEffect } from "react";

/** Shows on the icon of the installed app how much there is to read. Browsers without badges show nothing. */
export function useBadge(count: number): void {
  useEffect(() => {
    if (!("setAppBadge" in navigator)) return;
    // Refused where Parley is not installed.
    navigator.setAppBadge(count).catch(() => undefined);
    return () => {
      navigator.clearAppBadge().catch(() => undefined);
    };
  }, [count]);
}
