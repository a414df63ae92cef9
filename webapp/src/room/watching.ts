import type { PictureSize } from "../protocol/things";
import type { Watched } from "../media/pictures";

export type Watching = ReturnType<typeof createWatching>;

/** While a page is scrolled or turned, much changes for a moment. */
const settles = 150;
const sizes: readonly PictureSize[] = ["small", "medium", "large"];

/** Collects what is in sight, and how large. What is shown in two places comes as large as the larger one needs it. */
export function createWatching(send: (watched: Watched) => void) {
  const inSight = new Set<{ key: string; size: PictureSize }>();
  let told = "";
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(): void {
    timer = undefined;
    const watched = new Map<string, PictureSize>();
    for (const { key, size } of inSight) {
      if (sizes.indexOf(size) > sizes.indexOf(watched.get(key) ?? "small") || !watched.has(key)) watched.set(key, size);
    }
    const now = JSON.stringify([...watched].sort());
    if (now === told) return;
    told = now;
    send(watched);
  }

  return {
    /** From now on, until the answer is called. */
    show: (key: string, size: PictureSize): (() => void) => {
      const one = { key, size };
      inSight.add(one);
      timer ??= setTimeout(tell, settles);
      return () => {
        inSight.delete(one);
        timer ??= setTimeout(tell, settles);
      };
    },

    close(): void {
      clearTimeout(timer);
    },
  };
}
