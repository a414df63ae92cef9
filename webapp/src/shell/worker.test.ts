import { beforeEach, describe, expect, it, vi } from "vitest";
import source from "./worker.js?raw";

type Handler = (event: Record<string, unknown>) => void;

/** The worker in a browser with these windows, in which every request is answered like this. */
function worker({ windows = [], answers = () => new Response("{}") }: { windows?: FakeWindow[]; answers?: (request: string) => Response } = {}) {
  const handlers = new Map<string, Handler>();
  const asked: string[] = [];
  const opened: string[] = [];
  const scope = {
    FILES: [],
    addEventListener: (name: string, handler: Handler) => handlers.set(name, handler),
    clients: { matchAll: () => Promise.resolve(windows), openWindow: (path: string) => Promise.resolve(opened.push(path)) },
    registration: { pushManager: { subscribe: ({ applicationServerKey }: { applicationServerKey: string }) => Promise.resolve(subscription(`made with ${applicationServerKey}`)) } },
    fetch: (path: string, { method = "GET", body }: RequestInit = {}) => {
      const request = `${method} ${path}`;
      asked.push(typeof body === "string" ? `${request} ${body}` : request);
      return Promise.resolve(answers(request));
    },
  };
  // The file is no module: in a browser it is run as a text as well.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function(...Object.keys(scope), source) as (...values: unknown[]) => void;
  run(...Object.values(scope));
  /** Hands the worker an event, and waits as long as the worker asks to be kept. */
  const happens = async (name: string, event: Record<string, unknown>) => {
    let done: unknown;
    handlers.get(name)?.({ ...event, waitUntil: (kept: unknown) => (done = kept) });
    await done;
  };
  return { happens, asked, opened };
}

class FakeWindow {
  focus = vi.fn(() => Promise.resolve());
  postMessage = vi.fn();
}

function subscription(endpoint: string) {
  return { endpoint, toJSON: () => ({ endpoint }) };
}

describe("a press on a notification", () => {
  let note: { close: () => void; data?: string };

  beforeEach(() => {
    note = { close: vi.fn(), data: "/rooms/r1" };
  });

  it("brings the window that is there to the front and to what it is about", async () => {
    const there = new FakeWindow();
    const { happens, opened } = worker({ windows: [there, new FakeWindow()] });
    await happens("notificationclick", { notification: note });
    expect(note.close).toHaveBeenCalledOnce();
    expect(there.focus).toHaveBeenCalledOnce();
    expect(there.postMessage).toHaveBeenCalledExactlyOnceWith({ open: "/rooms/r1" });
    expect(opened).toEqual([]);
  });

  it("opens a window where there is none", async () => {
    const { happens, opened } = worker();
    await happens("notificationclick", { notification: note });
    delete note.data;
    await happens("notificationclick", { notification: note });
    expect(opened).toEqual(["/rooms/r1", "/notifications"]);
  });
});

describe("another address of the push service", () => {
  const key = () => new Response('{"key":"k"}');

  it("takes the place of the one before", async () => {
    const { happens, asked } = worker({ answers: key });
    await happens("pushsubscriptionchange", { oldSubscription: subscription("old"), newSubscription: subscription("new") });
    expect(asked).toEqual(["GET /api/push/key", 'POST /api/push/subscriptions {"endpoint":"new","replaces":"old"}']);
  });

  it("is asked for where the browser has made none", async () => {
    const { happens, asked } = worker({ answers: key });
    await happens("pushsubscriptionchange", { oldSubscription: subscription("old"), newSubscription: null });
    expect(asked.at(-1)).toBe('POST /api/push/subscriptions {"endpoint":"made with k","replaces":"old"}');
  });

  it("is told in a session that has to be renewed first", async () => {
    let renewed = false;
    const { happens, asked } = worker({
      answers: (request) => {
        renewed ||= request === "POST /api/auth/refresh";
        return renewed ? key() : new Response("", { status: 401 });
      },
    });
    await happens("pushsubscriptionchange", { oldSubscription: subscription("old"), newSubscription: subscription("new") });
    expect(asked).toEqual(["GET /api/push/key", "POST /api/auth/refresh", "GET /api/push/key", 'POST /api/push/subscriptions {"endpoint":"new","replaces":"old"}']);
  });

  it("is told to nobody when nobody is signed in", async () => {
    const { happens, asked } = worker({ answers: () => new Response("", { status: 401 }) });
    await happens("pushsubscriptionchange", { oldSubscription: subscription("old"), newSubscription: subscription("new") });
    expect(asked).toEqual(["GET /api/push/key", "POST /api/auth/refresh"]);
  });

  it("waits for the next visit where the browser does not say whose it was", async () => {
    const { happens, asked } = worker({ answers: key });
    await happens("pushsubscriptionchange", { oldSubscription: null, newSubscription: subscription("new") });
    expect(asked).toEqual([]);
  });
});
