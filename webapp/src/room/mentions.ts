import type { Participant } from "../protocol/things";

/** A piece of a text: words, or the name of somebody who is mentioned. */
export interface MentionPiece {
  text: string;
  username?: string;
}

/** Where a mention is being typed: its @, where it ends, and what it begins with. */
export interface Typing {
  from: number;
  to: number;
  query: string;
}

const most = 8;
const written = /@([a-z0-9_.]+)/gi;
// Other scripts may be written without a space before the @ or behind the name.
const afterWord = /[\p{Script=Latin}\p{M}\p{N}_.@]$/u;
const beforeWord = /^[\p{Script=Latin}\p{M}\p{N}_]/u;

/** Finds mentions of people with these usernames. An @ within a word is none: that is an address. */
export function mentionsIn(text: string, usernames: ReadonlySet<string>): MentionPiece[] {
  const pieces: MentionPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(written)) {
    const found = match[0].slice(1);
    const isAddress = afterWord.test(text.slice(0, match.index)) || beforeWord.test(text.slice(match.index + match[0].length));
    const name = isAddress ? undefined : known(found, usernames);
    if (name === undefined) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    end = match.index + 1 + name.length;
    pieces.push({ text: text.slice(match.index, end), username: name.toLowerCase() });
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** A username may contain dots, and a sentence may end with one. */
function known(found: string, usernames: ReadonlySet<string>): string | undefined {
  let name = found;
  while (!usernames.has(name.toLowerCase())) {
    if (!name.endsWith(".")) return undefined;
    name = name.slice(0, -1);
  }
  return name;
}

export function mentions(text: string, username: string): boolean {
  const own = username.toLowerCase();
  return mentionsIn(text, new Set([own])).some((piece) => piece.username === own);
}

/** The mention that is being typed right before the caret, if there is one. */
export function typingAt(text: string, caret: number): Typing | undefined {
  const query = /(?:^|[^\p{Script=Latin}\p{M}\p{N}_.@])@([\p{L}\p{M}\p{N}_.]{0,30})$/u.exec(text.slice(0, caret))?.[1];
  if (query === undefined) return undefined;
  const rest = /^[a-z0-9_.]*/i.exec(text.slice(caret))?.[0] ?? "";
  return { from: caret - query.length - 1, to: caret + rest.length, query };
}

/** Guests have no name by which they could be mentioned. */
export type Mentionable = Participant & { username: string };

/** Those whose username, or a word of whose name, begins like this. */
export function peopleLike(query: string, people: readonly Participant[]): Mentionable[] {
  const wanted = plain(query);
  const mentionable = people.filter((person): person is Mentionable => person.username !== undefined);
  return mentionable.filter(({ username, name }) => [username, ...(name ?? "").split(/\s+/)].some((word) => plain(word).startsWith(wanted))).slice(0, most);
}

/** Without accents and capitals, so that people are found by the letters on one's own keyboard. */
function plain(word: string): string {
  return word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Puts a mention where it is being typed. One goes on writing behind it. */
export function withMention(text: string, { from, to }: Typing, username: string): { text: string; caret: number } {
  const after = text.slice(to);
  const mention = `@${username}`;
  return { text: `${text.slice(0, from)}${mention}${/^\s/.test(after) ? "" : " "}${after}`, caret: from + mention.length + 1 };
}
