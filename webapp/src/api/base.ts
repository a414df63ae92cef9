import { createApi, fetchBaseQuery } from "@reduxjs/toolkit/query/react";

/**
 * The one API slice. Each feature adds its endpoints with `injectEndpoints` in its own `api.ts`, so that a
 * page's endpoints are loaded with the page.
 */
export const api = createApi({
  reducerPath: "api",
  baseQuery: fetchBaseQuery({
    // Absolute: a relative address has no meaning outside a browser, as in the tests.
    baseUrl: location.origin,
    credentials: "same-origin",
    prepareHeaders: (headers) => {
      headers.set("accept", "application/json, application/problem+json");
    },
  }),
  endpoints: () => ({}),
});
