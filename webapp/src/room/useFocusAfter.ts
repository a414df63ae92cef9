import { useEffect, useRef } from "react";

/** When one thing has taken the place of another and the focus went with it, reading goes on at the beginning of the page. */
export function useFocusAfter(what: string): void {
  const before = useRef(what);
  useEffect(() => {
    if (before.current === what) return;
    before.current = what;
    if (document.activeElement === document.body) document.getElementById("main")?.focus({ preventScroll: true });
  }, [what]);
}
