import { api } from "../api/base";
import type { CallStatsAnswer, InvitePreview, NewRoom, Room, RoomChange, RoomsPart, Search } from "./types";

const atOnce = 24;
const roomOf = ({ room }: { room: Room }) => room;

const roomLists = api.enhanceEndpoints({ addTagTypes: ["Rooms"] }).injectEndpoints({
  endpoints: (build) => ({
    rooms: build.infiniteQuery<RoomsPart, Search, string>({
      infiniteQueryOptions: { initialPageParam: "", getNextPageParam: ({ nextCursor }) => nextCursor },
      query: ({ queryArg: { shelf, query, tag }, pageParam: cursor }) => {
        const asked = { query, tag, cursor, mine: shelf === "mine" ? "true" : "", following: shelf === "following" ? "true" : "", upcoming: shelf === "upcoming" ? "true" : "" };
        const given = Object.entries(asked).filter(([, value]) => value !== "");
        return { url: "/api/rooms", params: Object.fromEntries([...given, ["limit", atOnce]]) as Record<string, string | number> };
      },
      providesTags: ["Rooms"],
    }),
    largestRoom: build.query<number, undefined>({
      query: () => "/api/call/stats",
      transformResponse: ({ data: { limits } }: CallStatsAnswer) => Math.max(limits.mesh, limits.server),
    }),
    createRoom: build.mutation<Room, NewRoom>({
      query: (body) => ({ url: "/api/rooms", method: "POST", body }),
      transformResponse: roomOf,
      invalidatesTags: ["Rooms"],
    }),
    changeRoom: build.mutation<Room, { id: string; wish: RoomChange }>({
      query: ({ id, wish }) => ({ url: `/api/rooms/${encodeURIComponent(id)}`, method: "PATCH", body: wish }),
      transformResponse: roomOf,
      invalidatesTags: ["Rooms"],
    }),
    /** Gives the room a picture, or takes it away. */
    changeCover: build.mutation<Room, { id: string; cover: string }>({
      query: ({ id, cover }) => {
        const url = `/api/rooms/${encodeURIComponent(id)}/cover`;
        return cover === "none" ? { url, method: "DELETE" } : { url, method: "PUT", body: { cover } };
      },
      transformResponse: roomOf,
      invalidatesTags: ["Rooms"],
    }),
    tags: build.query<string[], string>({
      query: (query) => ({ url: "/api/tags", params: query === "" ? {} : { query } }),
      transformResponse: ({ tags }: { tags: string[] }) => tags,
    }),
    previewInvite: build.query<InvitePreview, string>({
      query: (code) => `/api/invites/${encodeURIComponent(code)}`,
      transformResponse: ({ invite }: { invite: InvitePreview }) => invite,
    }),
    acceptInvite: build.mutation<Room, string>({
      query: (code) => ({ url: `/api/invites/${encodeURIComponent(code)}/accept`, method: "POST" }),
      transformResponse: roomOf,
      invalidatesTags: ["Rooms"],
    }),
  }),
});

export const { useRoomsInfiniteQuery, useLargestRoomQuery, useCreateRoomMutation, useChangeRoomMutation, useChangeCoverMutation, useTagsQuery, usePreviewInviteQuery, useAcceptInviteMutation } = roomLists;
