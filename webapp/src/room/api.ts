import { api } from "../api/base";
import type { Surroundings } from "../api/base";
import type { IceServer, Person, Role } from "../protocol/things";
import type { BansPart, Invite, InviteWish, Messages, Room } from "./types";

const bansAtOnce = 50;

export const roomApi = api.enhanceEndpoints({ addTagTypes: ["Rooms", "Bans"] }).injectEndpoints({
  endpoints: (build) => ({
    roomAtDoor: build.query<Room, string>({
      query: (id) => addressOf(id),
      transformResponse: ({ room }: { room: Room }) => room,
    }),
    messages: build.query<Messages, { id: string; cursor: string | undefined }>({
      query: ({ id, cursor }) => ({ url: `${addressOf(id)}/messages`, params: { limit: 100, ...(cursor !== undefined && { cursor }) } }),
      transformResponse: ({ messages, quoted, nextCursor }: Messages) => ({ messages, quoted, ...(nextCursor !== undefined && { nextCursor }) }),
    }),
    iceServers: build.query<IceServer[], undefined>({
      query: () => "/api/call/ice-servers",
      transformResponse: ({ data }: { data: { iceServers: IceServer[] } }) => data.iceServers,
    }),
    invite: build.mutation<Invite, { id: string; wish: InviteWish }>({
      query: ({ id, wish }) => ({ url: `${addressOf(id)}/invites`, method: "POST", body: wish }),
      transformResponse: ({ invite }: { invite: Invite }) => invite,
    }),
    /** People whose name or username begins so, to invite one of them. */
    people: build.query<Person[], string>({
      query: (query) => ({ url: "/api/users", params: { query, limit: 8 } }),
      transformResponse: ({ users }: { users: Person[] }) => users,
    }),
    deleteRoom: build.mutation<unknown, string>({
      query: (id) => ({ url: addressOf(id), method: "DELETE" }),
      invalidatesTags: ["Rooms"],
    }),
    handOver: build.mutation<unknown, { id: string; userId: string }>({
      query: ({ id, userId }) => ({ url: `${addressOf(id)}/host`, method: "PUT", body: { userId } }),
      invalidatesTags: ["Rooms"],
    }),
    bans: build.infiniteQuery<BansPart, string, string>({
      infiniteQueryOptions: { initialPageParam: "", getNextPageParam: ({ nextCursor }) => nextCursor },
      query: ({ queryArg: id, pageParam: cursor }) => ({ url: `${addressOf(id)}/bans`, params: { limit: bansAtOnce, ...(cursor !== "" && { cursor }) } }),
      providesTags: ["Bans"],
    }),
    unban: build.mutation<unknown, { id: string; userId: string }>({
      query: ({ id, userId }) => ({ url: `${addressOf(id)}/bans/${encodeURIComponent(userId)}`, method: "DELETE" }),
      // Also when it was refused: somebody else may have done it.
      invalidatesTags: ["Bans"],
    }),
    /** Asked only to learn whether the session holds; a refusal renews it on the way. */
    sessionHolds: build.query<boolean, undefined>({
      // A guest may have become an account since the call began.
      queryFn: async (_, { extra }, _options, ask) => {
        const { error } = await ask((extra as Surroundings).session.guest() ? "/api/guest" : "/api/user");
        return error ? { error } : { data: true };
      },
    }),
  }),
});

export const { useRoomAtDoorQuery, useInviteMutation, usePeopleQuery, useDeleteRoomMutation, useHandOverMutation, useBansInfiniteQuery, useUnbanMutation } = roomApi;

/** Whether one decides about the room for good. Who only stands in for its moderators does not, and only the server tells them apart. */
export function useDecidesForGood(roomId: string, role: Role | undefined): boolean {
  const { isSuccess } = useBansInfiniteQuery(roomId, { skip: role !== "moderator", refetchOnMountOrArgChange: true });
  return role === "host" || (role === "moderator" && isSuccess);
}

function addressOf(id: string): string {
  return `/api/rooms/${encodeURIComponent(id)}`;
}
