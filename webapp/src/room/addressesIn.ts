/** A piece of a text: words, or an address that can be opened. */
export interface Piece {
  text: string;
  href?: string;
}

const address = /\bhttps?:\/\/[^\s<>"']+/gi;

/** Finds the addresses in what somebody wrote. Only those of the web: what else could be opened is not for a stranger to say. */
export function addressesIn(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const found = withoutTail(match[0]);
    if (!URL.canParse(found)) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: found, href: found });
    end = match.index + found.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** What ends a sentence does not belong to an address in it, nor does a bracket that was opened before it. */
function withoutTail(found: string): string {
  let kept = found;
  for (;;) {
    const last = kept.at(-1) ?? "";
    const unopened = last === ")" && kept.split(")").length > kept.split("(").length;
    if (!".,;:!?…*_~”»".includes(last) && !unopened) return kept;
    kept = kept.slice(0, -1);
  }
}
