import type { Surroundings } from "../api/session";

/** What the tabs of one browser share: storage, a lock, and a channel that reaches all but the sender. */
export function browser() {
  const stored = new Map<string, string>();
  const receivers = new Map<object, (event: MessageEvent) => void>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    stored,
    tab(): Surroundings {
      const self = {};
      return {
        storage: {
          getItem: (key) => stored.get(key) ?? null,
          setItem: (key, value) => stored.set(key, value),
          removeItem: (key) => stored.delete(key),
        },
        alone: (work) => {
          const turn = last.then(work);
          last = turn.catch(() => undefined);
          return turn;
        },
        channel: {
          postMessage: (data: unknown) => {
            for (const [receiver, receive] of receivers) {
              if (receiver !== self) receive(new MessageEvent("message", { data }));
            }
          },
          addEventListener: (_type: string, receive: unknown) => {
            receivers.set(self, receive as (event: MessageEvent) => void);
          },
          close: () => {
            receivers.delete(self);
          },
        },
      };
    },
  };
}
