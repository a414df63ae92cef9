import { api } from "../api/base";
import type { paths } from "../api/schema";

type Answer = paths["/api/notifications"]["get"]["responses"][200]["content"]["application/json"];
export type Notice = Answer["notifications"][number];
type Part = Pick<Answer, "notifications" | "unread" | "nextCursor">;

const atOnce = 30;

export const { useNoticesInfiniteQuery, useUnreadQuery, useReadNoticesMutation } = api.enhanceEndpoints({ addTagTypes: ["Notices"] }).injectEndpoints({
  endpoints: (build) => ({
    notices: build.infiniteQuery<Part, undefined, string>({
      infiniteQueryOptions: { initialPageParam: "", getNextPageParam: ({ nextCursor }) => nextCursor },
      query: ({ pageParam: cursor }) => ({ url: "/api/notifications", params: { limit: atOnce, ...(cursor !== "" && { cursor }) } }),
    }),
    unread: build.query<number, undefined>({
      query: () => ({ url: "/api/notifications", params: { limit: 1 } }),
      transformResponse: ({ unread }: Answer) => unread,
      providesTags: ["Notices"],
    }),
    readNotices: build.mutation<unknown, undefined>({ query: () => ({ url: "/api/notifications/read", method: "PUT" }), invalidatesTags: ["Notices"] }),
  }),
});
