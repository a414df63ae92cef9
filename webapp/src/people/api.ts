import { api } from "../api/base";
import type { PeoplePart, Person, Profile } from "./types";

interface Change {
  username: string;
  follow: boolean;
}

const atOnce = 20;
const firstPart = {
  infiniteQueryOptions: {
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }: PeoplePart) => nextCursor,
  },
};

export const people = api.injectEndpoints({
  endpoints: (build) => ({
    searchUsers: build.infiniteQuery<PeoplePart, string, string>({
      ...firstPart,
      query: ({ queryArg: query, pageParam: cursor }) => part("/api/users", { query, cursor }),
      providesTags: (found) => tagsOf(found?.pages),
    }),
    followers: build.infiniteQuery<PeoplePart, string, string>({
      ...firstPart,
      query: ({ queryArg, pageParam: cursor }) => part(`${addressOf(queryArg)}/followers`, { cursor }),
      providesTags: (found) => tagsOf(found?.pages),
    }),
    following: build.infiniteQuery<PeoplePart, string, string>({
      ...firstPart,
      query: ({ queryArg, pageParam: cursor }) => part(`${addressOf(queryArg)}/following`, { cursor }),
      providesTags: (found) => tagsOf(found?.pages),
    }),
    userProfile: build.query<Profile, string>({
      query: (username) => addressOf(username),
      transformResponse: ({ user }: { user: Profile }) => user,
      providesTags: (_found, _error, username) => [{ type: "Person", id: username }],
    }),
    /** Shown at once, wherever the person is on the page, and taken back when the server refuses. */
    changeFollow: build.mutation<unknown, Change>({
      query: ({ username, follow }) => ({ url: `${addressOf(username)}/follow`, method: follow ? "PUT" : "DELETE" }),
      async onQueryStarted({ username, follow }, { dispatch, queryFulfilled, ...store }) {
        const patches = holding(store.getState(), username).map((cached) =>
          dispatch(
            cached.endpointName === "userProfile"
              ? people.util.updateQueryData("userProfile", username, (profile) => {
                  setFollowing(profile, follow);
                })
              : people.util.updateQueryData(cached.endpointName as "followers", cached.originalArgs as string, ({ pages }) => {
                  for (const person of pages.flatMap(({ users }) => users)) {
                    if (person.username === username) person.isFollowing = follow;
                  }
                }),
          ),
        );
        await queryFulfilled.catch(() => {
          for (const patch of patches) patch.undo();
        });
      },
    }),
  }),
});

export const {
  useSearchUsersInfiniteQuery,
  useFollowersInfiniteQuery,
  useFollowingInfiniteQuery,
  useUserProfileQuery,
  useChangeFollowMutation,
} = people;

/** What is in the cache and shows this person. */
function holding(state: unknown, username: string) {
  return api.util.selectInvalidatedBy(state as Parameters<typeof api.util.selectInvalidatedBy>[0], [{ type: "Person", id: username }]);
}

function setFollowing(profile: Profile, follow: boolean): void {
  if (profile.isFollowing === follow) return;
  profile.isFollowing = follow;
  profile.followers += follow ? 1 : -1;
}

function tagsOf(pages: readonly PeoplePart[] | undefined) {
  const users: Person[] = pages?.flatMap((page) => page.users) ?? [];
  return [{ type: "Person" as const, id: "any" }, ...users.map(({ username }) => ({ type: "Person" as const, id: username }))];
}

function addressOf(username: string): string {
  return `/api/users/${encodeURIComponent(username)}`;
}

function part(url: string, asked: Record<string, string>) {
  const given = Object.entries(asked).filter(([, value]) => value !== "");
  return { url, params: Object.fromEntries([...given, ["limit", atOnce]]) as Record<string, string | number> };
}
