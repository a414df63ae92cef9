// What the messages are about, as src/main/java/dev/parley/protocol has it.

export type Role = "host" | "moderator" | "speaker" | "listener";

/** Somebody as others see them. Guests have no account, and so no username. */
export interface Person {
  id: string;
  username?: string;
  name?: string;
  guest?: boolean;
  avatar: string;
}

/** Somebody in a room. `away` is who lost the connection and may still come back to the seat. */
export interface Participant extends Person {
  peerId: string;
  role: Role;
  isMuted: boolean;
  mutedByModerator: boolean;
  handRaised: boolean;
  handSince?: string;
  away: boolean;
  joinedAt: string;
  /** What is on; older servers don't say. */
  sources?: readonly Source[];
}

export type Allowed = "off" | "hosts" | "speakers" | "everyone";

export interface RoomView {
  id: string;
  name: string;
  topic: string;
  description?: string;
  isPrivate: boolean;
  roomType: "public" | "private";
  stage: boolean;
  locked: boolean;
  maxParticipants: number;
  currentParticipants: number;
  creator: Person;
  tags: string[];
  /** Who may show a camera or a screen; nobody where the server doesn't say. */
  video?: Allowed;
  screen?: Allowed;
  createdAt: string;
  liveSince?: string;
  /** How the room looks, where it does not look like every other one. */
  theme?: { colour?: string; cover?: string };
}

/** What a track shows or lets hear. */
export type Source = "microphone" | "camera" | "screen" | "screen-audio";

/** What there is to see. */
export type PictureSource = "camera" | "screen";

export type PictureSize = "small" | "medium" | "large";

/** How voices travel: from each browser to each other, or through the media server. The epoch counts the moves between the two. */
export interface Media {
  carrier: "mesh" | "server";
  epoch: number;
}

/** One of the two connections to the media server. */
export type LegName = "publish" | "subscribe";

export interface IceServer {
  urls: string;
  username?: string;
  credential?: string;
}

/**
 * A session description as browsers write it, and fields of ours that the server passes on unread. Other clients
 * leave them out.
 */
export interface Description {
  type: "offer" | "answer" | "pranswer" | "rollback";
  sdp?: string;
  /** Counts the sender's offers; an answer carries that of its offer. */
  epoch?: number;
  /** Which of the sender's connections this is about: a new one for the same peer has a new name. */
  connection?: string;
  /** What the sender sends beside the voice. */
  tracks?: { mid: string; source: Source }[];
}

/** An ICE candidate as browsers write it. */
export interface Candidate {
  candidate?: string;
  sdpMid?: string | null;
  sdpMLineIndex?: number | null;
  usernameFragment?: string | null;
}

/** What somebody is called. Whether they are a guest has to be said beside it: their name may be that of somebody else. */
export function nameOf({ name, username = "?" }: { name?: string; username?: string }): string {
  return name ?? username;
}

export function speaks(role: Role): boolean {
  return role !== "listener";
}

/** Whether somebody with this role may show it. */
export function mayShow(allowed: Allowed | undefined, role: Role): boolean {
  if (allowed === undefined || allowed === "off") return false;
  return allowed === "hosts" ? moderates(role) : speaks(role);
}

export function moderates(role: Role): boolean {
  return role === "host" || role === "moderator";
}

const ranks: readonly Role[] = ["listener", "speaker", "moderator", "host"];

/** Nobody acts on somebody of their own rank or above. */
export function isAbove(one: Role, other: Role): boolean {
  return ranks.indexOf(one) > ranks.indexOf(other);
}
