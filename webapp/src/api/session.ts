import type { FetchBaseQueryError } from "@reduxjs/toolkit/query";

/** Why nobody is signed in any more; the sign-in page has a sentence for each. */
export type Ending = "expired" | "signedOut" | "deleted" | "passwordReset";

export type News = { kind: "begun" } | { kind: "renewed"; stamp: string } | { kind: "ended"; ending: Ending };

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
  const mayExist = () => storage.getItem(hint) === "1";
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
    if (news.kind === "begun") storage.setItem(hint, "1");
    if (news.kind === "ended") storage.removeItem(hint);
    tell(news, true);
  });

  function begin(): void {
    storage.setItem(hint, "1");
    stampAnew();
    tell({ kind: "begun" });
  }

  function end(ending: Ending): void {
    if (!mayExist()) return;
    storage.removeItem(hint);
    tell({ kind: "ended", ending });
  }

  async function renewOnce(seen: string, refresh: () => PromiseLike<Answer>) {
    return await alone(async () => {
      if (stamp() !== seen) return undefined;
      if (!mayExist()) return over;
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
    stamp,
    begin,
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
