/** A seat that this tab had when its page went away without leaving the room. */
export interface KeptSeat {
  roomId: string;
  name: string;
  /** How long the server keeps it certainly; nothing where the page ended without a word. */
  until?: number;
}

const key = "parley.seat";

type Place = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** In the tab alone: another one has no seat to come back to. */
export function keptSeat(storage: () => Place = () => sessionStorage) {
  const attempt = <T>(work: (place: Place) => T): T | undefined => {
    try {
      return work(storage());
    } catch {
      // Forbidden or spoilt storage costs only the offer to come back.
      return undefined;
    }
  };
  return {
    read: (): KeptSeat | undefined =>
      attempt((place) => {
        const text = place.getItem(key);
        return text === null ? undefined : (JSON.parse(text) as KeptSeat);
      }),
    keep: (seat: KeptSeat): void => {
      attempt((place) => {
        place.setItem(key, JSON.stringify(seat));
      });
    },
    forget: (): void => {
      attempt((place) => {
        place.removeItem(key);
      });
    },
  };
}
