import type { Candidate, Description, LegName, Media, Participant, PictureSize, PictureSource, Role, RoomView, Source } from "./things";

/** What a client may say: the data of each event. */
export interface ClientEvents {
  /** Muted, unless one says otherwise and may speak. */
  join: { roomId: string; invite?: string; muted?: boolean };
  resume: { resumeId: string; lastSeq: number };
  ping: { seq?: number };
  leave: { roomId?: string };
  "relay-sdp": { peerId: string; sessionDescription: Description };
  /** A null candidate says that there are no more. */
  "relay-ice": { peerId: string; icecandidate: Candidate | null };
  /** What this browser sends to the media server. Once more in the same epoch, it looks for another path. */
  publish: { epoch: number; sessionDescription: Description; tracks: { mid: string; source: Source }[] };
  /** The answer to `subscribe`. */
  subscribed: { epoch: number; sessionDescription: Description };
  "media-ice": { leg: LegName; icecandidate: Candidate | null };
  /** Asks for an offer with another path, or frees what was published so that it can be published anew. */
  "media-restart": { leg: LegName };
  /** Everybody is heard on the new way. */
  "media-confirm": { epoch: number };
  /** Switches something of one's own on or off; moderators may switch off somebody else's. */
  source: { source: Source; on: boolean; userId?: string };
  /** What is looked at, and how large; the media server sends nothing else to see. */
  watch: { epoch: number; pictures: { userId: string; source: PictureSource; size: PictureSize }[] };
  mute: { roomId?: string; userId?: string };
  unmute: { roomId?: string; userId?: string };
  hand: { raised: boolean };
  /** The answer to an invitation to speak. */
  speak: { accept: boolean };
  /** `replyTo` is the message that this one answers. */
  chat: { text: string; replyTo?: string };
  "chat-delete": { id: string };
  /** With an id it is about that message of the chat, and `on: false` takes it back. */
  react: { emoji: string; id?: string; on?: boolean };
  "set-role": { userId: string; role: Exclude<Role, "host"> };
  /** Silences somebody, or allows them to unmute themselves again. */
  "mute-peer": { userId: string; muted: boolean };
  "mute-all": { muted: boolean };
  remove: { userId: string; ban: boolean };
  "lower-hand": { userId: string };
  lock: { locked: boolean };
}

export type ClientEvent = keyof ClientEvents;

/** What acknowledges an event; all others are acknowledged with nothing in it. */
export interface Acks {
  join: Joined;
  /** Without a peer: what was missed can't be told any more, `resync` follows. */
  resume: { peerId?: string };
  publish: { sessionDescription: Description };
}

export type Ack<Event extends ClientEvent> = Event extends keyof Acks ? Acks[Event] : object;

export interface Joined {
  room: RoomView;
  role: Role;
  self: Participant;
  participants: Participant[];
  /** Servers without it know only the mesh. */
  media?: Media;
}

export interface ClientFrame {
  event: ClientEvent;
  data: object;
  id: number;
}
