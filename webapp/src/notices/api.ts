import { api } from "../api/base";
import type { paths } from "../api/schema";

type Answer = paths["/api/notifications"]["get"]["responses"][200]["content"]["application/json"];
export type Notice = Answer["notifications"][number];
type Part = Pick<Answer, "notifications" | "unread" | "nextCursor">;

type Asked = paths["/api/user/notifications"]["get"]["responses"][200]["content"]["application/json"];

const atOnce = 30;

export type Kind = Notice["kind"];
export type Way = "told" | "push" | "mail";
export type Hours = Pick<NonNullable<Asked["quietHours"]>, "from" | "to">;

/** What one wants to hear of, and how. */
export interface Wishes {
  kinds: Record<string, Partial<Record<Way, boolean>>>;
  quietHours: Hours | undefined;
  meetingMails: boolean;
}

export type WishChange = Wishes & { timeZone: string };

const wished = ({ kinds, quietHours, meetingMails }: Asked) => ({ kinds: kinds as Wishes["kinds"], quietHours: quietHours ?? undefined, meetingMails });

const notices = api.enhanceEndpoints({ addTagTypes: ["Notices"] }).injectEndpoints({
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
    wishes: build.query<Wishes, undefined>({ query: () => "/api/user/notifications", transformResponse: wished }),
    setWishes: build.mutation<Wishes, WishChange>({
      query: (body) => ({ url: "/api/user/notifications", method: "PUT", body }),
      transformResponse: wished,
    }),
    pushKey: build.mutation<string, undefined>({ query: () => "/api/push/key", transformResponse: ({ key }: { key: string }) => key }),
    subscribe: build.mutation<unknown, PushSubscriptionJSON>({ query: (body) => ({ url: "/api/push/subscriptions", method: "POST", body }) }),
    unsubscribe: build.mutation<unknown, PushSubscriptionJSON>({ query: (body) => ({ url: "/api/push/subscriptions", method: "DELETE", body }) }),
  }),
});

/** There is something new, or it was read elsewhere. */
export const lookAgain = () => notices.util.invalidateTags(["Notices"]);

export const {
  useNoticesInfiniteQuery,
  useUnreadQuery,
  useReadNoticesMutation,
  useWishesQuery,
  useSetWishesMutation,
  usePushKeyMutation,
  useSubscribeMutation,
  useUnsubscribeMutation,
} = notices;
