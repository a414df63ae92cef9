import { screenVoice } from "../media/pictures";
import type { Joined } from "../protocol/client";
import type { ServerMessage } from "../protocol/server";
import { speaks } from "../protocol/things";
import type { Participant, Person, RoomView } from "../protocol/things";

export interface Line {
  id: string;
  userId: string;
  text: string;
  at: string;
  /** The line that this one answers. */
  replyTo?: string;
  /** What people say to it, one emoji each, by user id. */
  reactions?: Readonly<Record<string, string>>;
}

/** What was written, as the server has it. */
export interface History {
  lines: readonly Line[];
  /** Older lines that are answered in these. */
  quoted: readonly Line[];
  faces: readonly Person[];
  /** Where older ones begin, if there are any. */
  older?: string;
}

/** Why one is no longer in the room. */
export interface Ending {
  kind: "closed" | "removed";
  reason: string;
}

/** A room as one person in it knows it, made from what the server said and nothing else. */
export interface RoomState {
  room: RoomView;
  selfId: string;
  /** By user id, in order of arrival. */
  people: Readonly<Record<string, Participant>>;
  /** Everybody who was here: what somebody wrote keeps its author after they left. */
  faces: Readonly<Record<string, Person>>;
  lines: readonly Line[];
  /** Older lines that are answered in these, by their id. */
  quoted: Readonly<Record<string, Line>>;
  /** Where those begin that are older than these, if there are any. */
  older?: string;
  /** The ids of lines that were deleted: what is read later may still have them. */
  deleted: readonly string[];
  /** Who invited oneself to speak, until that is answered. */
  invitedBy?: string;
  /** Those whom one has invited to speak oneself, until they answer. */
  asked: readonly string[];
  /** Some of the people can't be reached right now. */
  cut?: boolean;
  /** The media server is lost, and nothing can take its place. */
  soundLost?: boolean;
  ending?: Ending;
}

const mostLines = 500;
/** With those that somebody has gone back to. */
const mostRead = 5_000;

export function joined({ room, self, participants }: Joined, before?: RoomState): RoomState {
  const people = Object.fromEntries(participants.map((one) => [one.id, one]));
  return {
    room,
    selfId: self.id,
    people,
    faces: { ...before?.faces, ...Object.fromEntries(participants.map((one) => [one.id, faceOf(one)])) },
    lines: before?.lines ?? [],
    quoted: before?.quoted ?? {},
    deleted: before?.deleted ?? [],
    asked: (before?.asked ?? []).filter((id) => people[id]?.role === "listener"),
  };
}

export function reduce(state: RoomState, message: ServerMessage): RoomState {
  switch (message.event) {
    case "arrived": {
      const { participant } = message.data;
      return {
        ...state,
        ...counted(state, { ...state.people, [participant.id]: participant }),
        faces: { ...state.faces, [participant.id]: faceOf(participant) },
      };
    }
    case "person-changed": {
      const { userId, person } = message.data;
      const { username: _username, name: _name, guest: _guest, ...seat } = state.people[userId] ?? {};
      const people = "peerId" in seat ? { ...state.people, [userId]: { ...seat, ...person } } : state.people;
      return { ...state, people, faces: { ...state.faces, [userId]: person } };
    }
    case "remove-peer": {
      const { userId, peerId } = message.data;
      // A seat that was taken over goes on under another peer.
      if (state.people[userId]?.peerId !== peerId) return state;
      return { ...answered(state, userId), ...counted(state, Object.fromEntries(Object.entries(state.people).filter(([id]) => id !== userId))) };
    }
    case "peer-away":
      return changed(state, ofPeer(state, message.data.peerId), { away: true });
    case "peer-back":
      return changed(state, ofPeer(state, message.data.peerId), { away: false });
    case "mute":
    case "unmute":
      return changed(state, message.data.userId, { isMuted: message.event === "mute" });
    case "mute-info":
      return changed(state, message.data.userId, { isMuted: message.data.isMute, mutedByModerator: message.data.byModerator });
    case "sources":
      return changed(state, message.data.userId, { sources: message.data.sources });
    case "hand": {
      const { userId, raised, since } = message.data;
      const person = state.people[userId];
      if (!person) return state;
      const { handSince: _, ...rest } = person;
      const now = { ...rest, handRaised: raised, ...(since !== undefined && { handSince: since }) };
      return { ...state, people: { ...state.people, [userId]: now } };
    }
    case "role": {
      const { userId, role } = message.data;
      // Told one's role, one knows that an invitation no longer stands.
      return changed(answered(userId === state.selfId ? withoutInvitation(state) : state, userId), userId, { role });
    }
    case "invited-to-speak":
      return { ...state, invitedBy: message.data.by };
    case "chat":
      return withLines(state, [message.data]);
    case "chat-deleted": {
      const { id } = message.data;
      const { [id]: _, ...quoted } = state.quoted;
      return { ...state, quoted, lines: state.lines.filter((line) => line.id !== id), deleted: [...state.deleted, id].slice(-mostLines) };
    }
    case "room-updated":
      return { ...state, room: message.data.room };
    case "room-state": {
      const { room, participants } = message.data;
      const people = Object.fromEntries(participants.map((one) => [one.id, one]));
      const faces = { ...state.faces, ...Object.fromEntries(participants.map((one) => [one.id, faceOf(one)])) };
      return { ...state, room, people, faces, asked: state.asked.filter((id) => people[id]?.role === "listener") };
    }
    case "link":
      return { ...state, cut: !message.data.up };
    case "media-state":
      return { ...state, soundLost: message.data.state === "down" };
    case "room-closed":
      return { ...state, ending: { kind: "closed", reason: message.data.reason } };
    case "removed":
      return { ...state, ending: { kind: "removed", reason: message.data.banned ? "banned" : message.data.reason } };
    case "speak":
      return answered(state, message.data.userId);
    case "react": {
      const { id, userId, emoji, on } = message.data;
      // One to nobody is seen for a moment, and is no state.
      if (id === undefined) return state;
      return { ...state, lines: state.lines.map((line) => (line.id === id ? reacted(line, userId, emoji, on !== false) : line)) };
    }
    case "welcome":
    case "resync":
    case "go-away":
    case "media-restart":
    case "source-stopped":
    case "add-peer":
    case "drop-peer":
    case "session-description":
    case "ice-candidate":
    case "media-move":
    case "subscribe":
    case "media-ice":
      // About connections, not about the room.
      return state;
  }
}

function reacted(line: Line, userId: string, emoji: string, on: boolean): Line {
  const { [userId]: before, ...others } = line.reactions ?? {};
  if (on) return { ...line, reactions: { ...others, [userId]: emoji } };
  return before === emoji ? { ...line, reactions: others } : line;
}

/** What was written, each line once and in order of time. */
export function withLines(state: RoomState, lines: readonly Line[], faces: readonly Person[] = []): RoomState {
  const deleted = new Set(state.deleted);
  const byId = new Map([...lines, ...state.lines].filter(({ id }) => !deleted.has(id)).map((line) => [line.id, line]));
  const sorted = [...byId.values()].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return {
    ...state,
    // While somebody reads further back, what they have read stays.
    lines: sorted.slice(-(state.lines.length > mostLines || lines.length > 1 ? mostRead : mostLines)),
    faces: faces.length === 0 ? state.faces : { ...Object.fromEntries(faces.map((face) => [face.id, face])), ...state.faces },
  };
}

/** What was read anew. What one knew before then and it no longer has was deleted meanwhile, or is too old for it. */
export function withHistory(state: RoomState, { lines, quoted, faces, older }: History, before: readonly Line[]): RoomState {
  const known = new Set(before);
  const deleted = new Set(state.deleted);
  const kept = { ...state, lines: state.lines.filter((line) => !known.has(line)), quoted: Object.fromEntries(quoted.filter(({ id }) => !deleted.has(id)).map((line) => [line.id, line])) };
  return withOlderFrom(withLines(kept, lines, faces), older);
}

/** What is older than what one has read. */
export function withOlder(state: RoomState, { lines, quoted, faces, older }: History): RoomState {
  const deleted = new Set(state.deleted);
  const others = Object.fromEntries(quoted.filter(({ id }) => !deleted.has(id)).map((line) => [line.id, line]));
  return withOlderFrom(withLines({ ...state, quoted: { ...others, ...state.quoted } }, lines, faces), older);
}

function withOlderFrom(state: RoomState, older: string | undefined): RoomState {
  const { older: _, ...rest } = state;
  return older === undefined ? rest : { ...rest, older };
}

/** The line that is answered, or nothing where it is not there any more. */
export function lineOf(state: RoomState, id: string): Line | undefined {
  return state.lines.find((line) => line.id === id) ?? state.quoted[id];
}

/** The ids of one's own lines with these words. */
export function ownLinesLike(state: RoomState | undefined, text: string): string[] {
  return state === undefined ? [] : state.lines.filter((line) => line.userId === state.selfId && line.text === text).map(({ id }) => id);
}

export function withoutInvitation({ invitedBy: _, ...rest }: RoomState): RoomState {
  return rest;
}

export function withAsked(state: RoomState, userId: string): RoomState {
  return state.asked.includes(userId) || state.people[userId]?.role !== "listener" ? state : { ...state, asked: [...state.asked, userId] };
}

function answered(state: RoomState, userId: string): RoomState {
  return state.asked.includes(userId) ? { ...state, asked: state.asked.filter((id) => id !== userId) } : state;
}

export function self(state: RoomState): Participant | undefined {
  return state.people[state.selfId];
}

const sorted = new WeakMap<RoomState["people"], { all: Participant[]; stage: Participant[]; audience: Participant[] }>();

/** In order of arrival; sorted once for as long as nothing about anybody changes. */
function inOrder({ people }: RoomState) {
  const known = sorted.get(people);
  if (known) return known;
  const arrived = new Map(Object.values(people).map((one) => [one.id, Date.parse(one.joinedAt)]));
  const all = Object.values(people).sort((one, other) => (arrived.get(one.id) ?? 0) - (arrived.get(other.id) ?? 0));
  const order = { all, stage: all.filter(({ role }) => speaks(role)), audience: all.filter(({ role }) => !speaks(role)) };
  sorted.set(people, order);
  return order;
}

export function everybody(state: RoomState): readonly Participant[] {
  return inOrder(state).all;
}

export function stageOf(state: RoomState): readonly Participant[] {
  return inOrder(state).stage;
}

export function audienceOf(state: RoomState): readonly Participant[] {
  return inOrder(state).audience;
}

/** The voices that may be heard: not those of listeners and of those muted by a moderator. A screen with sound has one as well. */
export function voicesOf(state: RoomState): Set<string> {
  const heard = stageOf(state).filter(({ mutedByModerator }) => !mutedByModerator);
  return new Set(heard.flatMap(({ id, sources }) => (sources?.includes("screen-audio") ? [id, screenVoice(id)] : [id])));
}

/** Raised hands, the one that waits longest first. */
export function handsOf(state: RoomState): Participant[] {
  const since = ({ handSince }: Participant) => (handSince === undefined ? Infinity : Date.parse(handSince));
  return everybody(state)
    .filter(({ handRaised }) => handRaised)
    .sort((one, other) => since(one) - since(other));
}

export function ofPeer(state: RoomState, peerId: string): string | undefined {
  return Object.values(state.people).find((one) => one.peerId === peerId)?.id;
}

function changed(state: RoomState, userId: string | undefined, change: Partial<Participant>): RoomState {
  const person = userId === undefined ? undefined : state.people[userId];
  return person ? { ...state, people: { ...state.people, [person.id]: { ...person, ...change } } } : state;
}

function counted(state: RoomState, people: RoomState["people"]): Pick<RoomState, "people" | "room"> {
  return { people, room: { ...state.room, currentParticipants: Object.keys(people).length } };
}

function faceOf({ id, username, name, avatar, guest }: Participant): Person {
  return { id, avatar, ...(username !== undefined && { username }), ...(name !== undefined && { name }), ...(guest === true && { guest }) };
}
