import { useSyncExternalStore } from "react";
import type { Observable } from "../media/observable";

export function useObservable<T>({ subscribe, get }: Observable<T>): T {
  return useSyncExternalStore(subscribe, get);
}
