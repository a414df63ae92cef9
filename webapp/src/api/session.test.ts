import { describe, expect, it, vi } from "vitest";
import { createStore } from "../store";
import { browser } from "../test/tabs";
import { ok, refused, serve } from "../test/server";
import { api } from "./base";
import { createSession } from "./session";

const { roomOf, greet } = api.injectEndpoints({
  endpoints: (build) => ({
    roomOf: build.query<{ room: string }, string>({ query: (id) => `/api/rooms/${id}` }),
    greet: build.mutation<unknown, undefined>({ query: () => ({ url: "/api/greet", method: "POST" }), extraOptions: { signsIn: true } }),
  }),
}).endpoints;

/** A server whose access ends until it is refreshed, as the cookies' would. */
function expiredServer(refresh: () => Response | Promise<Response>) {
  let valid = false;
  const room = () => (valid ? ok({ room: "r" }) : refused(401, "unauthorized"));
  return serve({
    "GET /api/rooms/1": room,
    "GET /api/rooms/2": room,
    "GET /api/rooms/3": room,
    "POST /api/greet": () => refused(401, "bad_credentials"),
    "POST /api/auth/refresh": async () => {
      const answer = await refresh();
      valid = answer.ok;
      return answer;
    },
  });
}

function tabOf(shared: ReturnType<typeof browser>) {
  shared.stored.set("parley.signedIn", "1");
  const session = createSession(shared.tab());
  const store = createStore(session);
  const endings = vi.fn();
  session.watch((news) => {
    if (news.kind === "ended") endings(news.ending);
  });
  const ask = async (id: string) => await store.dispatch(roomOf.initiate(id, { forceRefetch: true }));
  return { session, store, endings, ask };
}

const refresh = "POST /api/auth/refresh";

describe("the session", () => {
  it("is renewed once for all requests that wait, which are then sent again", async () => {
    const server = expiredServer(() => ok());
    const { ask, store } = tabOf(browser());
    const answers = await Promise.all(["1", "2", "3"].map(ask));
    expect(answers.map(({ data }) => data?.room)).toEqual(["r", "r", "r"]);
    expect(server.asked(refresh)).toBe(1);
    expect(store.getState().session.signedIn).toBe(true);
  });

  it("is not renewed again for a request that was under way meanwhile", async () => {
    let answerLate: ((answer: Response) => void) | undefined;
    const server = expiredServer(() => ok());
    const room = server.routes["GET /api/rooms/2"];
    if (!room) throw new Error("no route");
    server.routes["GET /api/rooms/2"] = () => {
      server.routes["GET /api/rooms/2"] = room;
      return new Promise((resolve) => {
        answerLate = resolve;
      });
    };
    const { ask } = tabOf(browser());
    const late = ask("2");
    await ask("1");
    answerLate?.(refused(401, "unauthorized"));
    expect((await late).data?.room).toBe("r");
    expect(server.asked(refresh)).toBe(1);
  });

  it("is over, once, when it can't be renewed", async () => {
    const server = expiredServer(() => refused(401, "unauthorized"));
    const shared = browser();
    const { ask, store, endings } = tabOf(shared);
    const answers = await Promise.all(["1", "2", "3"].map(ask));
    expect(answers.map(({ data }) => data)).toEqual([undefined, undefined, undefined]);
    expect(server.asked(refresh)).toBe(1);
    expect(endings).toHaveBeenCalledExactlyOnceWith("expired");
    expect(store.getState().session).toEqual({ signedIn: false, ended: "expired" });
    expect(shared.stored.has("parley.signedIn")).toBe(false);

    await ask("1");
    expect(server.asked(refresh)).toBe(1);
  });

  it.each([
    ["the server has trouble", () => refused(503, "unavailable")],
    ["the connection is gone", () => Promise.reject(new TypeError("Failed to fetch"))],
  ])("goes on when %s, and is renewed the next time", async (_, trouble) => {
    let answer: () => Response | Promise<Response> = trouble;
    const server = expiredServer(() => answer());
    const { ask, store } = tabOf(browser());
    expect((await ask("1")).error).toMatchObject({ status: expect.not.stringMatching("401") as unknown });
    expect(store.getState().session.signedIn).toBe(true);
    answer = () => ok();
    expect((await ask("1")).data?.room).toBe("r");
    expect(server.asked(refresh)).toBe(2);
  });

  it("is renewed by one of two tabs; the other finds it done", async () => {
    const server = expiredServer(() => ok());
    const shared = browser();
    const [one, other] = [tabOf(shared), tabOf(shared)];
    const answers = await Promise.all([one.ask("1"), other.ask("1"), other.ask("2")]);
    expect(answers.map(({ data }) => data?.room)).toEqual(["r", "r", "r"]);
    expect(server.asked(refresh)).toBe(1);
  });

  it("is over in both tabs when one could not renew it", async () => {
    const server = expiredServer(() => refused(401, "unauthorized"));
    const shared = browser();
    const [one, other] = [tabOf(shared), tabOf(shared)];
    await Promise.all([one.ask("1"), other.ask("1")]);
    expect(server.asked(refresh)).toBe(1);
    expect(one.endings).toHaveBeenCalledOnce();
    expect(other.endings).toHaveBeenCalledOnce();
    expect(other.store.getState().session).toEqual({ signedIn: false, ended: "expired" });
  });

  it("ends in every tab when one signs out, and begins in every tab when one signs in", () => {
    const shared = browser();
    const [one, other] = [tabOf(shared), tabOf(shared)];
    one.session.end("signedOut");
    expect(other.store.getState().session).toEqual({ signedIn: false, ended: "signedOut" });
    other.session.begin();
    expect(one.store.getState().session).toEqual({ signedIn: true });
  });

  it("forgets what one person saw before the next one comes", async () => {
    const server = expiredServer(() => ok());
    const { ask, session, store } = tabOf(browser());
    await ask("1");
    session.end("signedOut");
    expect(store.getState().api.queries).toEqual({});
    expect(server.asked(refresh)).toBe(1);
  });

  it("has nothing to do with a refused sign-in", async () => {
    const server = expiredServer(() => ok());
    const { store, endings } = tabOf(browser());
    expect((await store.dispatch(greet.initiate(undefined))).error).toMatchObject({ status: 401 });
    expect(server.asked(refresh)).toBe(0);
    expect(endings).not.toHaveBeenCalled();
  });

  it("is not renewed where none has begun", async () => {
    const server = expiredServer(() => ok());
    const shared = browser();
    const { ask } = tabOf(shared);
    shared.stored.clear();
    expect((await ask("1")).error).toMatchObject({ status: 401 });
    expect(server.asked(refresh)).toBe(0);
  });
});
