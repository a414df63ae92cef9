import type { PictureSize, PictureSource, Source } from "../protocol/things";

/** What one shows oneself, beside the voice. */
export type ShownSource = Exclude<Source, "microphone">;
export type Shown = Readonly<Partial<Record<ShownSource, MediaStreamTrack>>>;
export const shownSources: readonly ShownSource[] = ["camera", "screen", "screen-audio"];

/** What comes in to be seen, by {@link pictureKey}. */
export type Pictures = ReadonlyMap<string, MediaStreamTrack>;

/** What is looked at, and how large it is shown, by {@link pictureKey}. */
export type Watched = ReadonlyMap<string, PictureSize>;

export function pictureKey(userId: string, source: PictureSource): string {
  return `${source} ${userId}`;
}

export function pictureOf(key: string): { userId: string; source: PictureSource } {
  const cut = key.indexOf(" ");
  return { source: key.slice(0, cut) === "screen" ? "screen" : "camera", userId: key.slice(cut + 1) };
}

const ofScreen = "screen ";

/** The sound of somebody's screen is a voice of its own: it is heard beside theirs. */
export function screenVoice(userId: string): string {
  return ofScreen + userId;
}

/** Whose voice it is, or whose screen. */
export function ownerOf(voice: string): string {
  return voice.startsWith(ofScreen) ? voice.slice(ofScreen.length) : voice;
}
