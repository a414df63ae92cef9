import type { ServerMessage } from "../protocol/server";
import { nameOf, speaks } from "../protocol/things";
import type { Person, Role } from "../protocol/things";
import type { RoomState } from "../signalling/room";
import { mentions } from "./mentions";

/** A name within a sentence: that of a guest must not be taken for somebody's with an account. */
export type Called = string | { guest: string };

/** What is worth a sentence to everybody, or to oneself. */
export type News =
  | { kind: "arrived" | "left" | "mentioned"; name: Called; userId: string }
  | { kind: "handUp" | "upForYes" | "upForNo" | "up" | "down" | "cameraStopped" | "screenStopped" | "screenShown"; name: Called }
  | { kind: "role"; name: Called; role: Role }
  | { kind: "youMuted" | "youAllowed" | "youUp" | "youDown" | "youModerate" | "youHost" | "youInvited" | "locked" | "unlocked" | "notSent" | "interrupted" | "seatLost" | "back" | "tapped" | "cameraRefused" | "screenRefused" };

export function newsOf(before: RoomState, message: ServerMessage): News | undefined {
  switch (message.event) {
    case "arrived":
      // Who only took their seat over from elsewhere was here all the time.
      return before.people[message.data.participant.id] ? undefined : { kind: "arrived", name: called(message.data.participant), userId: message.data.participant.id };
    case "remove-peer": {
      const person = before.people[message.data.userId];
      return person?.peerId === message.data.peerId ? { kind: "left", name: called(person), userId: person.id } : undefined;
    }
    case "chat": {
      const { userId, text } = message.data;
      const me = before.people[before.selfId];
      return me?.username !== undefined && userId !== me.id && mentions(text, me.username) ? { kind: "mentioned", name: calledIn(before, userId), userId } : undefined;
    }
    case "hand": {
      const { userId, raised } = message.data;
      return raised && userId !== before.selfId ? { kind: "handUp", name: calledIn(before, userId) } : undefined;
    }
    case "role":
      return newsOfRole(before, message.data.userId, message.data.role);
    case "mute-info": {
      const { userId, byModerator } = message.data;
      const person = before.people[userId];
      if (!person || userId !== before.selfId || person.mutedByModerator === byModerator) return undefined;
      return { kind: byModerator ? "youMuted" : "youAllowed" };
    }
    case "sources": {
      const { userId, sources } = message.data;
      const was = before.people[userId]?.sources ?? [];
      return userId !== before.selfId && sources.includes("screen") && !was.includes("screen") ? { kind: "screenShown", name: calledIn(before, userId) } : undefined;
    }
    case "source-stopped": {
      const { source, by } = message.data;
      if (source === "screen-audio") return undefined;
      return { kind: source === "camera" ? "cameraStopped" : "screenStopped", name: calledIn(before, by) };
    }
    case "invited-to-speak":
      return { kind: "youInvited" };
    case "speak":
      return { kind: message.data.accept ? "upForYes" : "upForNo", name: calledIn(before, message.data.userId) };
    case "room-updated": {
      const { locked } = message.data.room;
      return locked === before.room.locked ? undefined : { kind: locked ? "locked" : "unlocked" };
    }
    default:
      return undefined;
  }
}

function newsOfRole(before: RoomState, userId: string, role: Role): News | undefined {
  const was = before.people[userId]?.role;
  if (was === undefined || was === role) return undefined;
  const up = speaks(role) && !speaks(was);
  const down = !speaks(role) && speaks(was);
  if (userId === before.selfId && role === "host") return { kind: "youHost" };
  if (userId === before.selfId) return { kind: up ? "youUp" : down ? "youDown" : role === "moderator" ? "youModerate" : "youUp" };
  const name = calledIn(before, userId);
  return up ? { kind: "up", name } : down ? { kind: "down", name } : { kind: "role", name, role };
}

function called(person: Person): Called {
  return person.guest === true ? { guest: nameOf(person) } : nameOf(person);
}

function calledIn({ faces }: RoomState, userId: string): Called {
  const face = faces[userId];
  return face ? called(face) : "?";
}

export function nameIn(state: RoomState, userId: string): string {
  const face = state.faces[userId];
  return face ? nameOf(face) : "?";
}
