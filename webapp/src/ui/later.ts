import { lazy } from "react";
import type { ComponentType, LazyExoticComponent } from "react";

/** In milliseconds: together about as long as a telephone needs to find another network. */
const pauses = [500, 1000, 2000, 4000, 8000];

/** A part of the client that is fetched when it is first shown. A network that fails or changes for a moment costs that moment, and not the page. */
export function later<Props>(fetch: () => Promise<{ default: ComponentType<Props> }>): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    for (const pause of pauses) {
      try {
        return await fetch();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    return fetch();
  });
}
