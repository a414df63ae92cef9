import { createApi, fetchBaseQuery } from "@reduxjs/toolkit/query/react";
import type { BaseQueryApi, BaseQueryFn, FetchArgs, FetchBaseQueryError, FetchBaseQueryMeta } from "@reduxjs/toolkit/query";
import { codeOf, retryAfterSeconds } from "./problem";
import type { Session } from "./session";

/** What the store hands to every request. */
export interface Surroundings {
  session: Session;
}

export interface RequestOptions {
  /** The request is about signing in: a refusal says something about what was typed, not about the session. */
  signsIn?: boolean;
}

/** A refused answer; `retryAfter` where the server said in how many seconds to come back. */
export type ServerError = FetchBaseQueryError & { retryAfter?: number };

type Query = BaseQueryFn<string | FetchArgs, unknown, ServerError, RequestOptions, FetchBaseQueryMeta>;

const send = fetchBaseQuery({
  // Absolute: a relative address has no meaning outside a browser, as in the tests.
  baseUrl: location.origin,
  credentials: "same-origin",
  prepareHeaders: (headers) => {
    headers.set("accept", "application/json, application/problem+json");
  },
});

const ask: Query = async (request, context, options) => {
  const answer = await send(request, context, options);
  const retryAfter = retryAfterSeconds(answer.meta?.response?.headers.get("retry-after"));
  if (answer.error && retryAfter !== undefined) return { ...answer, error: { ...answer.error, retryAfter } };
  return answer;
};

/** Sends a request; when it was refused for want of a session, renews that once for everybody and sends it again. */
const askWithSession: Query = async (request, context, options) => {
  const { session } = context.extra as Surroundings;
  const seen = session.stamp();
  const answer = await ask(request, context, options);
  if (!answer.error || !isAboutSession(answer.error, options) || !session.mayExist()) return answer;
  const error = await session.renew(seen, () => refresh(context));
  return error ? { error } : ask(request, context, options);
};

function isAboutSession(error: ServerError, options: RequestOptions | undefined): boolean {
  return error.status === 401 && options?.signsIn !== true && !typed.has(codeOf(error.data));
}

// A changed password can be refused with 401 as well, while the session is well.
const typed = new Set(["bad_credentials", "wrong_code", "code_expired"]);

async function refresh(context: BaseQueryApi) {
  // Its own signal: that the first of the waiting requests is given up must not stop it for the others.
  const signal = new AbortController().signal;
  return ask({ url: "/api/auth/refresh", method: "POST", timeout: 15_000 }, { ...context, signal }, {});
}

/**
 * The one API slice. Each feature adds its endpoints with `injectEndpoints` in its own `api.ts`, so that a
 * page's endpoints are loaded with the page.
 */
export const api = createApi({
  reducerPath: "api",
  baseQuery: askWithSession,
  tagTypes: ["Me", "Sessions", "Person"],
  endpoints: () => ({}),
});
