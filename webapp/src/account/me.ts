import type { ThunkDispatch, UnknownAction } from "@reduxjs/toolkit";
import { api } from "../api/base";
import type { Surroundings } from "../api/base";
import { useGuest, useSignedIn } from "../api/signedIn";
import type { Account, Visitor } from "./types";

/** Who is signed in. Loaded with the first page, as the header shows it; the rest is in api.ts. */
export const me = api.injectEndpoints({
  endpoints: (build) => ({
    ownProfile: build.query<Account, undefined>({
      query: () => "/api/user",
      transformResponse: ({ user }: { user: Account }) => user,
      providesTags: ["Me"],
    }),
    ownVisit: build.query<Visitor, undefined>({
      query: () => "/api/guest",
      transformResponse: ({ user }: { user: Visitor }) => user,
    }),
    logout: build.mutation<undefined, undefined>({
      query: () => ({ url: "/api/auth/logout", method: "POST" }),
      async onQueryStarted(_, { queryFulfilled, extra }) {
        await queryFulfilled.then(
          () => {
            (extra as Surroundings).session.end("signedOut");
          },
          // Whoever signs out sees what went wrong where they did it.
          () => undefined,
        );
      },
    }),
  }),
});

export const { useLogoutMutation } = me;

/** The signed-in person. Asks the server only when somebody may be signed in. */
export function useMe() {
  const signedIn = useSignedIn();
  return me.useOwnProfileQuery(undefined, { skip: !signedIn });
}

/** Somebody who is here without an account. */
export function useVisitor() {
  const guest = useGuest();
  return me.useOwnVisitQuery(undefined, { skip: guest === undefined });
}

type Dispatch = ThunkDispatch<unknown, unknown, UnknownAction>;

/** After an answer that carries the own account: no need to ask for it again. */
export async function rememberMe(account: Account, dispatch: unknown): Promise<void> {
  await (dispatch as Dispatch)(me.util.upsertQueryData("ownProfile", undefined, account) as never);
}
