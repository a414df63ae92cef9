import type { FetchBaseQueryError } from "@reduxjs/toolkit/query";

/** Why nobody is signed in any more; the sign-in page has a sentence for each. */
export type Ending = "expired" | "signedOut" | "deleted" | "passwordReset" | "visitOver";

/** Somebody without an account: the one room that they may be in, the invitation that let them in, and who they are there. */
export interface Guest {
  room: string;
  /** Forgotten where they left for good. */
  code?: string;
  id: string;
}

/** `guest` is whose visit begins, `visited` whose is over: it ended, or somebody signed in to another account. */
export interface Who {
  guest?: Guest | undefined;
  visited?: Guest | undefined;
}

/** `stays`: a guest has made an account, and is the same person. */
export type News = ({ kind: "begun"; stays?: boolean } & Who) | { kind: "renewed"; stamp: string } | ({ kind: "ended"; ending: Ending } & Pick<Who, "visited">);

/** What happened to the session, and whether it happened in another tab. */
export type Listener = (news: News, elsewhere: boolean) => void;

type Answer = { error?: FetchBaseQueryError | undefined };

/** What a session needs of the browser, so that a test can put two "tabs" side by side. */
export interface Surroundings {
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  /** Holds off the other tabs while the work is done. */
  alone: <T>(work: () => Promise<T>) => Promise<T>;
  channel: Pick<BroadcastChannel, "postMessage" | "addEventListener" | "close">;
}

const hint = "parley.signedIn";
const renewedAt = "parley.renewed";

export type Session = ReturnType<typeof createSession>;

/**
 * What a script may know of the session. The tokens are cookies that no script can read; here is only whether
 * asking the server makes sense, and the care that all tabs together renew the session once.
 */
export function createSession({ storage, alone, channel }: Surroundings = browserSurroundings()) {
  const listeners = new Set<Listener>();
  let renewing: Promise<FetchBaseQueryError | undefined> | undefined;

  const tell = (news: News, elsewhere = false) => {
    for (const listener of listeners) listener(news, elsewhere);
    if (!elsewhere) channel.postMessage(news);
  };
  const guest = () => guestIn(storage.getItem(hint), "guest");
  const mayExist = () => storage.getItem(hint) === "1" || guest() !== undefined;
  // Differs from every earlier one; what it says is of no interest.
  const stampAnew = () => {
    const stamp = `${Date.now()}.${Math.random()}`;
    storage.setItem(renewedAt, stamp);
    return stamp;
  };

  channel.addEventListener("message", (event) => {
    const news = event.data as News;
    // Already done where the storage is shared; where it is forbidden, this is how a tab learns of it.
    if (news.kind === "renewed") storage.setItem(renewedAt, news.stamp);
    if (news.kind === "begun") storage.setItem(hint, news.guest ? written("guest", news.guest) : "1");
    if (news.kind === "ended") close(news.visited);
    tell(news, true);
  });

  /** A guest who has become this account stays who and where they are. */
  function begin(account?: string): void {
    const was = guest();
    storage.setItem(hint, "1");
    stampAnew();
    const stays = was?.id === account;
    tell({ kind: "begun", ...(was && (stays ? { stays } : { visited: was })) });
  }

  function beginVisit(visit: Guest): void {
    storage.setItem(hint, written("guest", visit));
    stampAnew();
    tell({ kind: "begun", guest: visit });
  }

  function end(ending: Ending): void {
    const was = guest();
    // A guest may set the password of an account, and stays a guest.
    if (!mayExist() || (was && ending !== "visitOver" && ending !== "signedOut")) return;
    const visited = was && (ending === "visitOver" ? was : { room: was.room, id: was.id });
    close(visited);
    tell({ kind: "ended", ending, ...(visited && { visited }) });
  }

  /** What a guest needs to come back in is kept, unless they left for good. */
  function close(visited: Guest | undefined): void {
    if (visited?.code === undefined) storage.removeItem(hint);
    else storage.setItem(hint, written("over", visited));
  }

  async function renewOnce(seen: string, refresh: () => PromiseLike<Answer>) {
    return await alone(async () => {
      if (stamp() !== seen) return undefined;
      if (!mayExist()) return over;
      // Nothing renews the session of a guest.
      if (guest()) {
        end("visitOver");
        return over;
      }
      const { error } = await refresh();
      if (!error) tell({ kind: "renewed", stamp: stampAnew() });
      else if (error.status === 401) end("expired");
      return error;
    });
  }

  /** Changes whenever the cookies did: a request sent under an older stamp was refused for that reason alone. */
  function stamp(): string {
    return storage.getItem(renewedAt) ?? "";
  }

  return {
    mayExist,
    guest,
    /** Whose visit is over, and was the last thing that happened here. */
    visited: () => guestIn(storage.getItem(hint), "over"),
    stamp,
    begin,
    beginVisit,
    end,

    /** Renews the session unless that was done since `seen`; tells what went wrong, if anything. */
    renew(seen: string, refresh: () => PromiseLike<Answer>): Promise<FetchBaseQueryError | undefined> {
      if (stamp() !== seen) return Promise.resolve(undefined);
      renewing ??= renewOnce(seen, refresh).finally(() => {
        renewing = undefined;
      });
      return renewing;
    },

    watch(listener: Listener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    close(): void {
      listeners.clear();
      channel.close();
    },
  };
}

type Visit = "guest" | "over";

function written(visit: Visit, { room, code, id }: Guest): string {
  return [visit, room, id, code].join(" ");
}

function guestIn(text: string | null, visit: Visit): Guest | undefined {
  const [kind, room, id, code] = text?.split(" ") ?? [];
  return kind === visit && room && id && code ? { room, code, id } : undefined;
}

const over: FetchBaseQueryError = { status: 401, data: { code: "unauthorized" } };

function browserSurroundings(): Surroundings {
  return {
    storage: storageOrMemory(),
    // Locks and session cookies both need https or localhost: without locks there is no session to renew either.
    alone: async (work) => ("locks" in navigator ? await navigator.locks.request("parley.session", work) : await work()),
    channel: "BroadcastChannel" in globalThis ? new BroadcastChannel("parley.session") : noChannel,
  };
}

const noChannel: Surroundings["channel"] = {
  postMessage: () => undefined,
  addEventListener: () => undefined,
  close: () => undefined,
};

/** Forbidden storage costs only the memory of the session beyond this visit. */
function storageOrMemory(): Surroundings["storage"] {
  try {
    localStorage.getItem(hint);
    return localStorage;
  } catch {
    const memory = new Map<string, string>();
    return {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => memory.set(key, value),
      removeItem: (key) => memory.delete(key),
    };
  }
}
