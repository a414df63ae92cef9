import { api } from "../api/base";
import type { IceServer } from "../protocol/things";
import type { Invite, InviteWish, Messages, Room } from "./types";

export const roomApi = api.enhanceEndpoints({ addTagTypes: ["Rooms"] }).injectEndpoints({
  endpoints: (build) => ({
    roomAtDoor: build.query<Room, string>({
      query: (id) => addressOf(id),
      transformResponse: ({ room }: { room: Room }) => room,
    }),
    newestMessages: build.query<Messages, string>({
      query: (id) => ({ url: `${addressOf(id)}/messages`, params: { limit: 100 } }),
      transformResponse: ({ messages, quoted }: Messages) => ({ messages, quoted }),
    }),
    iceServers: build.query<IceServer[], undefined>({
      query: () => "/api/call/ice-servers",
      transformResponse: ({ data }: { data: { iceServers: IceServer[] } }) => data.iceServers,
    }),
    invite: build.mutation<Invite, { id: string; wish: InviteWish }>({
      query: ({ id, wish }) => ({ url: `${addressOf(id)}/invites`, method: "POST", body: wish }),
      transformResponse: ({ invite }: { invite: Invite }) => invite,
    }),
    deleteRoom: build.mutation<unknown, string>({
      query: (id) => ({ url: addressOf(id), method: "DELETE" }),
      invalidatesTags: ["Rooms"],
    }),
    /** Asked only to learn whether the session holds; a refusal renews it on the way. */
    sessionHolds: build.query<boolean, undefined>({
      query: () => "/api/user",
      transformResponse: () => true,
    }),
  }),
});

export const { useRoomAtDoorQuery, useInviteMutation, useDeleteRoomMutation } = roomApi;

function addressOf(id: string): string {
  return `/api/rooms/${encodeURIComponent(id)}`;
}
