/** A value that tells when it changes: what React's useSyncExternalStore reads. */
export interface Observable<T> {
  get: () => T;
  subscribe: (listener: () => void) => () => void;
}

export interface Changeable<T> extends Observable<T> {
  set: (value: T) => void;
}

export function observable<T>(initial: T): Changeable<T> {
  const listeners = new Set<() => void>();
  let value = initial;
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(value, next)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** The same value for one listener who needs no more than one change in this time, in milliseconds. */
export function thinned<T>(source: Observable<T>, pause: number): Observable<T> {
  let value = source.get();
  return {
    get: () => value,
    subscribe: (listener) => {
      let pausing: ReturnType<typeof setTimeout> | undefined;
      const look = () => {
        if (pausing !== undefined || Object.is(value, source.get())) return;
        value = source.get();
        pausing = setTimeout(() => {
          pausing = undefined;
          look();
        }, pause);
        listener();
      };
      const stop = source.subscribe(look);
      look();
      return () => {
        stop();
        clearTimeout(pausing);
      };
    },
  };
}
