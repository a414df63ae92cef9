import { observable } from "../media/observable";
import type { Observable } from "../media/observable";
import { codeOf } from "../signalling/refusal";

/** Something one wrote that is not in the room yet. */
export interface UnsentLine {
  key: string;
  text: string;
  /** The line that this one answers. */
  replyTo?: string;
  at: string;
  failed: boolean;
  /** One's own lines of the same words that were there before: another one is this one, arrived. */
  before: readonly string[];
}

interface Options {
  send: (message: { text: string; replyTo?: string }) => Promise<unknown>;
  /** The ids of one's own lines in the room with these words. */
  alike: (text: string) => string[];
  memory: Memory;
  onFailed: () => void;
}

interface Kept {
  draft: string;
  /** What the draft answers. */
  replyTo?: string;
  lines: UnsentLine[];
}

export interface Memory {
  read: () => Kept | undefined;
  write: (kept: Kept) => void;
}

export type Unsent = ReturnType<typeof createUnsent>;

/** What one writes, from the first letter until the room has it: sent once and in order, and kept whatever happens to the line or the page. */
export function createUnsent({ send, alike, memory, onFailed }: Options) {
  const kept = memory.read();
  // From before the page was loaded anew: only its writer knows whether it still fits.
  const lines = observable<readonly UnsentLine[]>((kept?.lines ?? []).map((line) => ({ ...line, failed: true })));
  const replyTo = observable(kept?.replyTo);
  let draft = kept?.draft ?? "";
  let underWay: string | undefined;
  /** Was under way when the line was lost. */
  let doubtful: string | undefined;
  let open = false;
  let count = 0;

  function set(next: readonly UnsentLine[]): void {
    lines.set(next);
    keep();
  }

  function keep(): void {
    memory.write({ draft, lines: [...lines.get()], ...answering(replyTo.get()) });
  }

  function drop(key: string): void {
    set(lines.get().filter((line) => line.key !== key));
  }

  function add(text: string, answered: string | undefined): void {
    count += 1;
    set([...lines.get(), { key: `${Date.now()} ${count}`, text, ...answering(answered), at: new Date().toISOString(), failed: false, before: alike(text) }]);
    void sendNext();
  }

  /** One after the other, so that none overtakes another. */
  async function sendNext(): Promise<void> {
    const next = lines.get().find(({ failed }) => !failed);
    if (!open || underWay !== undefined || !next) return;
    underWay = next.key;
    try {
      await send({ text: next.text, ...answering(next.replyTo) });
      drop(next.key);
    } catch (error) {
      if (codeOf(error) === "lost") {
        // Whether it arrived is known once the room has been read again.
        doubtful = next.key;
        open = false;
      } else {
        set(lines.get().map((line) => (line.key === next.key ? { ...line, failed: true } : line)));
        onFailed();
      }
    } finally {
      underWay = undefined;
    }
    await sendNext();
  }

  return {
    lines: lines as Observable<readonly UnsentLine[]>,
    draft: (): string => draft,

    setDraft(text: string): void {
      draft = text;
      keep();
    },

    /** The line that one is answering. */
    replyTo: replyTo as Observable<string | undefined>,

    answer(id: string | undefined): void {
      replyTo.set(id);
      keep();
    },

    write(text: string): void {
      const answered = replyTo.get();
      draft = "";
      replyTo.set(undefined);
      add(text, answered);
    },

    again(key: string): void {
      const line = lines.get().find((one) => one.key === key);
      if (!line) return;
      drop(key);
      add(line.text, line.replyTo);
    },

    discard: drop,

    /** One's own words came back from the room: they need no longer be shown as waiting. */
    arrived(text: string): void {
      const line = lines.get().find((one) => one.key === underWay);
      if (line?.text === text) drop(line.key);
    },

    /** A new line: nothing can be said in the room before one is in it again. */
    pause(): void {
      open = false;
    },

    /** The room is there, and what was written in it: `read` is false where that could not be fetched. */
    resume(read: boolean): void {
      const taken = new Set<string>();
      const left = lines.get().filter(({ text, before }) => {
        const arrived = alike(text).find((id) => !before.includes(id) && !taken.has(id));
        if (arrived !== undefined) taken.add(arrived);
        return arrived === undefined;
      });
      // Better asked than said twice.
      set(read ? left : left.map((line) => (line.key === doubtful ? { ...line, failed: true } : line)));
      doubtful = undefined;
      open = true;
      void sendNext();
    },
  };
}

function answering(replyTo: string | undefined): { replyTo?: string } {
  return replyTo === undefined ? {} : { replyTo };
}

/** In the tab, so that it outlives the page and nobody else reads it. */
export function memoryOf(roomId: string, storage: () => Pick<Storage, "getItem" | "setItem" | "removeItem"> = () => sessionStorage): Memory {
  const key = `parley.unsent.${roomId}`;
  return {
    read: () => {
      try {
        const text = storage().getItem(key);
        return text === null ? undefined : (JSON.parse(text) as Kept);
      } catch {
        // Forbidden or spoilt storage costs only the memory.
        return undefined;
      }
    },
    write: (kept) => {
      try {
        if (kept.draft === "" && kept.replyTo === undefined && kept.lines.length === 0) storage().removeItem(key);
        else storage().setItem(key, JSON.stringify(kept));
      } catch {
        // As above.
      }
    },
  };
}
