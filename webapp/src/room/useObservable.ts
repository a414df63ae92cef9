import { useCallback, useSyncExternalStore } from "react";
import type { Observable } from "../media/observable";

export function useObservable<T>({ subscribe, get }: Observable<T>): T {
  return useSyncExternalStore(useCallback((listener: () => void) => onceAFrame(subscribe, listener), [subscribe]), get);
}

/** A change is shown at once, and those that come before the next frame are shown together: nobody sees a page that is drawn more often. */
export function onceAFrame(subscribe: Observable<unknown>["subscribe"], listener: () => void): () => void {
  let frame: number | undefined;
  let changed = false;
  function tell(): void {
    changed = false;
    frame ??= requestAnimationFrame(() => {
      frame = undefined;
      if (changed) tell();
    });
    listener();
  }
  const unsubscribe = subscribe(() => {
    // A page that is not seen has no frames.
    if (frame === undefined || document.hidden) tell();
    else changed = true;
  });
  return () => {
    unsubscribe();
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
}
