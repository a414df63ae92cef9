import { speaks } from "../protocol/things";
import type { Participant } from "../protocol/things";

export interface Wanted {
  peerId: string;
  userId: string;
  offers: boolean;
}

/** The connections that there have to be: to everybody whom one hears or who hears one. Of two, the one who came later offers, as always. */
export function connectionsOf(selfId: string, participants: readonly Participant[]): Wanted[] {
  const me = participants.find(({ id }) => id === selfId);
  if (!me) return [];
  return participants
    .filter((other) => other.id !== me.id && (speaks(me.role) || speaks(other.role)))
    .map((other) => {
      const later = Date.parse(me.joinedAt) - Date.parse(other.joinedAt);
      return { peerId: other.peerId, userId: other.id, offers: later > 0 || (later === 0 && me.id > other.id) };
    });
}
