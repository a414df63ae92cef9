import { api } from "../../api/base";
import type { Surroundings } from "../../api/base";
import { codeOf } from "../../api/problem";
import { me } from "../me";
import type { GuestAnswer } from "../types";

export const { useJoinAsGuestMutation } = api.injectEndpoints({
  endpoints: (build) => ({
    /** The answer has set the cookie of a guest. */
    joinAsGuest: build.mutation<GuestAnswer, { code: string; name: string }>({
      query: ({ code, name }) => ({ url: `/api/invites/${encodeURIComponent(code)}/guest`, method: "POST", body: { name } }),
      extraOptions: { signsIn: true },
      async onQueryStarted({ code }, { queryFulfilled, dispatch, extra }) {
        const { session } = extra as Surroundings;
        try {
          const { room, user } = (await queryFulfilled).data;
          session.beginVisit({ room: room.id, code, id: user.id });
          await dispatch(me.util.upsertQueryData("ownVisit", undefined, user));
        } catch (failure) {
          // There is an account here that this browser had forgotten.
          if (codeOf((failure as { error?: { data?: unknown } }).error?.data) === "signed_in") session.begin();
        }
      },
    }),
  }),
});
