/** The address of a picture on the origin of this page: its policy allows no images from another, and the server may have several. */
export function ownAvatar(src: string): string {
  return src.replace(/^https?:\/\/[^/]+(?=\/api\/avatars\/)/, "");
}

/** Whose picture the server would draw, because they have set none. */
export function personWithoutPicture(src: string): string | undefined {
  return /\/api\/avatars\/drawn-(.+)$/.exec(src)?.[1];
}

/** The address of the picture that the server would draw for them. */
export function drawnFor(id: string): string {
  return `/api/avatars/drawn-${id}`;
}

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Of the first and the last word of a name, as its script writes them. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word));
  return [...new Set([words[0], words.at(-1)])].map((word) => firstOf(word ?? "")).join("").toLocaleUpperCase();
}

function firstOf(word: string): string {
  for (const { segment } of letters.segment(word)) {
    if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(segment)) return segment;
  }
  return "";
}

/** The same for the same person everywhere, and another for most others. */
export function hueOf(id: string): number {
  let hash = 7;
  for (const letter of id) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return (hash * 137) % 360;
}
