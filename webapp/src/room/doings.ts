import type { ClientEvent, ClientEvents } from "../protocol/client";
import { isAbove, moderates, speaks } from "../protocol/things";
import type { Participant } from "../protocol/things";
import type { Call } from "./call";

/** Something one may do to, or for, somebody in the room. */
export interface Doing {
  text: "bringUp" | "moveDown" | "stepDown" | "makeModerator" | "takeModerator" | "makeHost" | "mute" | "allow" | "stopCamera" | "stopScreen" | "lowerHand" | "remove" | "ban";
  /** What is said over the socket; a room is handed over by the API. */
  message: "handOver" | { [Event in ClientEvent]: { event: Event; data: ClientEvents[Event] } }[ClientEvent];
  /** A sentence to agree to before it is done. */
  sure?: "removeSure" | "banSure" | "makeHostSure";
}

/** What may be done by whom to whom; the server decides by the same rules. */
export function doingsFor(me: Participant, them: Participant): Doing[] {
  const userId = them.id;
  if (me.id === userId) {
    return me.role === "speaker" ? [{ text: "stepDown", message: { event: "set-role", data: { userId, role: "listener" } } }] : [];
  }
  if (!moderates(me.role)) return [];
  const lower: Doing[] = them.handRaised ? [{ text: "lowerHand", message: { event: "lower-hand", data: { userId } } }] : [];
  if (!isAbove(me.role, them.role)) return lower;
  const role = (text: Doing["text"], to: "moderator" | "speaker" | "listener"): Doing => ({ text, message: { event: "set-role", data: { userId, role: to } } });
  return [
    ...(speaks(them.role) ? [] : [role("bringUp", "speaker")]),
    ...lower,
    ...(them.role === "moderator" ? [role("takeModerator", "speaker")] : me.role === "host" && !them.guest ? [role("makeModerator", "moderator")] : []),
    ...(speaks(them.role) && !them.mutedByModerator ? [{ text: "mute", message: { event: "mute-peer", data: { userId, muted: true } } } as Doing] : []),
    ...(them.mutedByModerator ? [{ text: "allow", message: { event: "mute-peer", data: { userId, muted: false } } } as Doing] : []),
    ...(them.sources?.includes("camera") ? [{ text: "stopCamera", message: { event: "source", data: { source: "camera", on: false, userId } } } as Doing] : []),
    ...(them.sources?.includes("screen") ? [{ text: "stopScreen", message: { event: "source", data: { source: "screen", on: false, userId } } } as Doing] : []),
    ...(speaks(them.role) ? [role("moveDown", "listener")] : []),
    ...(me.role === "host" && !them.guest ? [{ text: "makeHost", message: "handOver", sure: "makeHostSure" } as Doing] : []),
    { text: "remove", message: { event: "remove", data: { userId, ban: false } }, sure: "removeSure" },
    { text: "ban", message: { event: "remove", data: { userId, ban: true } }, sure: "banSure" },
  ];
}

/** One's own, and for moderators everybody's. */
export function mayDelete(me: Participant, author: string): boolean {
  return me.id === author || moderates(me.role);
}

/** A round table has no stage to step down from, and no audience. */
export function wordFor({ text }: Doing, isStage: boolean) {
  return isStage || (text !== "moveDown" && text !== "stepDown") ? text : (`${text}AtTable` as const);
}

export function act(call: Call, { text, message }: Doing, handOver: () => Promise<unknown>): Promise<unknown> {
  if (message === "handOver") return handOver();
  return text === "bringUp" && message.event === "set-role" ? call.invite(message.data.userId) : call.request(message.event, message.data);
}
