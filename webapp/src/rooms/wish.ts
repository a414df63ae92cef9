import type { RoomView } from "../protocol/things";
import type { RoomChange } from "./types";

export const roomFields = ["name", "kind", "maxParticipants", "door", "video", "screen", "description", "tags", "tagsChosen", "colour", "cover"] as const;
export type RoomField = (typeof roomFields)[number];

/** A room as the fields of its form describe it. */
export interface Wish {
  name: string;
  description: string;
  stage: boolean;
  isPrivate: boolean;
  maxParticipants: number;
  tags: string[];
  /** Nothing where it stays as the server has it. */
  video?: "off" | "speakers";
  screen?: "hosts" | "speakers";
  /** Empty for none. */
  theme: { colour: string };
}

export function wishOf({ name, description, kind, door, maxParticipants, tags, tagsChosen, video, screen, colour }: Record<RoomField, string>): Wish {
  return {
    name: name.trim(),
    // Forms end their lines in another way than everybody else.
    description: description.replace(/\r\n?/g, "\n").trim(),
    stage: kind === "stage",
    isPrivate: door === "private",
    maxParticipants: Number(maxParticipants),
    // What was typed and not yet taken counts too.
    tags: [...new Set(tagsOf(`${tagsChosen},${tags}`))],
    ...((video === "off" || video === "speakers") && { video }),
    ...((screen === "hosts" || screen === "speakers") && { screen }),
    theme: { colour },
  };
}

/** Only what was changed in the form, so that what others changed in the meantime stays. */
export function changesOf(room: RoomView, wish: Wish, withDoor: boolean): RoomChange {
  return {
    ...(wish.name !== room.name && { name: wish.name }),
    ...(wish.description !== (room.description ?? "") && { description: wish.description }),
    ...(wish.stage !== room.stage && { stage: wish.stage }),
    ...(withDoor && wish.isPrivate !== room.isPrivate && { isPrivate: wish.isPrivate }),
    ...(wish.maxParticipants !== room.maxParticipants && { maxParticipants: wish.maxParticipants }),
    ...(wish.tags.join() !== room.tags.join() && { tags: wish.tags }),
    ...(wish.video !== undefined && { video: wish.video }),
    ...(wish.screen !== undefined && { screen: wish.screen }),
    ...(wish.theme.colour !== (room.theme?.colour ?? "") && { theme: wish.theme }),
  };
}

export function tagsOf(typed: string): string[] {
  return typed
    .split(",")
    .map((tag) => tag.trim().replace(/^#/, "").replace(/\s+/g, "-").toLowerCase())
    .filter((tag) => tag !== "");
}
