import type { ThunkDispatch, UnknownAction } from "@reduxjs/toolkit";
import type { Line } from "../signalling/room";
import type { Surroundings } from "../signalling/surroundings";
import { roomApi } from "./api";
import { createCall } from "./call";
import type { Call } from "./call";
import type { Sound } from "./sound";
import type { Messages } from "./types";
import { memoryOf } from "./unsent";

export type Dispatch = ThunkDispatch<unknown, unknown, UnknownAction>;

/** Takes a seat in a room, from a real browser page. */
export function enter(roomId: string, startMuted: boolean, sound: Sound, dispatch: Dispatch): Call {
  const surroundings: Surroundings = {
    openSocket: () => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`),
    ensureSession: async () => {
      const { error } = await dispatch(roomApi.endpoints.sessionHolds.initiate(undefined, { forceRefetch: true, subscribe: false }));
      return error === undefined ? "fine" : "status" in error && error.status === 401 ? "over" : "unreachable";
    },
    window,
    isVisible: () => document.visibilityState === "visible",
    random: Math.random,
  };
  return createCall({
    roomId,
    startMuted,
    sound,
    surroundings,
    memory: memoryOf(roomId),
    iceServers: async () => {
      const { data } = await dispatch(roomApi.endpoints.iceServers.initiate(undefined, { forceRefetch: true, subscribe: false }));
      return data;
    },
    history: async (cursor) => {
      const { data } = await dispatch(roomApi.endpoints.messages.initiate({ id: roomId, cursor }, { forceRefetch: true, subscribe: false }));
      return (
        data && {
          lines: data.messages.map(lineIn),
          quoted: data.quoted.map(lineIn),
          faces: [...data.quoted, ...data.messages].map(({ userId, username, name, avatar, guest }) => ({
          id: userId,
          avatar,
          ...(username !== undefined && { username }),
          ...(name !== undefined && { name }),
          ...(guest === true && { guest }),
        })),
          ...(typeof data.nextCursor === "string" && { older: data.nextCursor }),
        }
      );
    },
  });
}

function lineIn({ id, userId, text, at, replyTo, reactions }: Messages["messages"][number]): Line {
  const said = Object.fromEntries(reactions.map((one) => [one.userId, one.emoji]));
  return { id, userId, text, at, ...(replyTo !== undefined && { replyTo }), ...(reactions.length > 0 && { reactions: said }) };
}
