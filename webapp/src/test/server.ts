import { vi } from "vitest";

interface Call {
  method: string;
  path: string;
  body: unknown;
}

type Reply = Response | Promise<Response>;
type Routes = Record<string, (call: Call) => Reply>;

export function ok(body: object = {}, status = 200): Response {
  return reply(status, { success: true, message: "Done.", ...body });
}

export function refused(status: number, code: string, more: object = {}, headers: Record<string, string> = {}): Response {
  return reply(status, { success: false, code, status, title: code, detail: code, message: `Server: ${code}`, ...more }, headers);
}

function reply(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

/** A server that knows these paths, such as "POST /api/auth/login", and writes down what it was asked. */
export function serve(routes: Routes) {
  const calls: Call[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const text = await request.clone().text();
    const call = { method: request.method, path: pathname + search, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
    calls.push(call);
    const route = routes[`${request.method} ${pathname}`];
    return route ? await route(call) : refused(404, "not_found");
  });
  return {
    routes,
    calls,
    /** How often this was asked. */
    asked: (what: string) => calls.filter(({ method, path }) => `${method} ${path}` === what).length,
    /** What was sent to this the last time. */
    sent: (what: string) => calls.findLast(({ method, path }) => `${method} ${path}` === what)?.body,
  };
}

export const ada = {
  id: "u1",
  email: "ada@example.org",
  username: "ada.lovelace",
  name: "Ada Lovelace",
  bio: "Counts on engines.",
  avatar: "/api/avatars/1",
  isVerified: true,
  hasPassword: true,
  activated: true,
  createdAt: "2026-01-01T00:00:00Z",
  followers: 2,
  following: 1,
};

/** As after an earlier visit: the hint is there, and the server knows who it is. */
export function signedInAs(account: object = ada): Routes {
  localStorage.setItem("parley.signedIn", "1");
  return { "GET /api/user": () => ok({ user: account }) };
}
