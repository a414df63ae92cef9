import type { Candidate, Description, IceServer, LegName, Media, Participant, Person, Role, RoomView, Source } from "./things";

/** What the server may say: the data of each event. Times are milliseconds. */
export interface ServerEvents {
  welcome: {
    peerId: string;
    resumeId: string;
    resumeWindow: number;
    pingInterval: number;
    features: string[];
    iceServers: IceServer[];
    /** How many people a room holds in a mesh and with a media server; 0 if there is none. */
    limits: { mesh: number; server: number };
  };
  /** What was missed cannot be told any more: join again. */
  resync: { reason: string };
  /** The server closes the socket next; come back after so long, or not by yourself when nothing is said. */
  "go-away": { reason: string; reconnectIn?: number };
  arrived: { participant: Participant };
  /** Somebody is called or looks different from now on: a guest has made an account. */
  "person-changed": { userId: string; person: Person };
  "add-peer": { peerId: string; createOffer: boolean; user: Person };
  /** The connection is broken off, the person stays. */
  "drop-peer": { peerId: string };
  "remove-peer": { peerId: string; userId: string };
  "peer-away": { peerId: string };
  "peer-back": { peerId: string };
  "session-description": { peerId: string; sessionDescription: Description };
  "ice-candidate": { peerId: string; icecandidate: Candidate | null };
  mute: { roomId: string; peerId: string; userId: string };
  unmute: { roomId: string; peerId: string; userId: string };
  "mute-info": { userId: string; isMute: boolean; mute: boolean; byModerator: boolean };
  /** What of somebody is on now. */
  sources: { userId: string; sources: Source[] };
  /** Somebody else has ended what one showed: a moderator, or who shares a screen next. */
  "source-stopped": { source: Source; by: string };
  /** The position counts from 1; 0 is a hand that is down. */
  hand: { userId: string; raised: boolean; position: number; since?: string };
  chat: { id: string; userId: string; text: string; at: string; replyTo?: string };
  /** Its author or a moderator deleted a message. */
  "chat-deleted": { id: string; by: string };
  /** With an id it is about that message of the chat. */
  react: { userId: string; emoji: string; id?: string; on?: boolean };
  role: { userId: string; role: Role };
  "invited-to-speak": { by: string };
  /** To who invited: the answer of who was. */
  speak: { userId: string; accept: boolean };
  "room-updated": { room: RoomView };
  /** The room as it is: something may have been missed, or another server goes on with the room. */
  "room-state": { room: RoomView; participants: Participant[]; media?: Media };
  /** Voices change over to another way: it is set up beside the present one, which closes once everybody is heard on the new one. */
  "media-move": { to: Media["carrier"]; epoch: number; by: "size" | "moderator" | "failure" };
  /** An offer of the media server, with everything that comes over it from now on. A mid is used again for somebody else later. */
  subscribe: {
    epoch: number;
    sessionDescription: Description;
    tracks: { mid: string; userId: string; source: Source }[];
    /** It begins a new connection, and the one before is of no use any more. */
    first?: boolean;
  };
  /** The media server has lost this connection. */
  "media-restart": { leg: LegName };
  "media-ice": { leg: LegName; icecandidate: Candidate | null };
  /** `up` also ends a move. While it is `down`, the room is too large to do without the media server. */
  "media-state": { state: "up" | "down" | "moving"; reconnectIn?: number };
  /** Whether everybody in the room can be reached: not while the way between two servers is cut. */
  link: { up: boolean };
  "room-closed": { reason: string };
  removed: { reason: string; banned: boolean };
}

export type ServerEvent = keyof ServerEvents;

/** One event with its data, so that a switch over the name knows the data. */
export type ServerMessage = { [Event in ServerEvent]: { event: Event; data: ServerEvents[Event] } }[ServerEvent];

/** What answers a frame, or says what was wrong with one. */
export type Reply =
  | { event: "ack"; id: number; data: object }
  | { event: "error"; id?: number; data: { code: string; message: string } }
  | { event: "pong"; id?: number; data: object };

export type ServerFrame = Reply | (ServerMessage & { seq: number });

const events: ReadonlySet<string> = new Set<ServerEvent>([
  "welcome",
  "resync",
  "go-away",
  "arrived",
  "person-changed",
  "add-peer",
  "drop-peer",
  "remove-peer",
  "peer-away",
  "peer-back",
  "session-description",
  "ice-candidate",
  "mute",
  "unmute",
  "mute-info",
  "sources",
  "source-stopped",
  "hand",
  "chat",
  "chat-deleted",
  "react",
  "role",
  "invited-to-speak",
  "speak",
  "room-updated",
  "room-state",
  "media-move",
  "subscribe",
  "media-ice",
  "media-restart",
  "media-state",
  "link",
  "room-closed",
  "removed",
]);

/** Nothing for what a newer server may say and we do not know. */
export function readFrame(text: string): ServerFrame | undefined {
  const frame = JSON.parse(text) as { event?: unknown; data?: unknown };
  if (typeof frame.event !== "string" || typeof frame.data !== "object" || frame.data === null) return undefined;
  const known = events.has(frame.event) || frame.event === "ack" || frame.event === "error" || frame.event === "pong";
  return known ? (frame as ServerFrame) : undefined;
}

/** Why the server closed a socket, where the standard's own codes do not say it. */
export const socketCodes = { signedOut: 4001, replaced: 4002, tooSlow: 4008 } as const;
