import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ClientEvent, ClientFrame } from "../protocol/client";
import { Flow, flowing } from "./flow";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("lets what a person does go ahead of what the browsers exchange, which keeps its order", () => {
  const sent: ClientFrame[] = [];
  const flow = new Flow((frame) => sent.push(frame));
  const frames = Array.from({ length: 400 }, (_, id): ClientFrame => ({ event: id % 13 === 0 ? "relay-sdp" : "relay-ice", data: {}, id }));
  for (const frame of frames) flow.take(frame);
  const acts = (["set-role", "chat", "mute-peer", "hand", "leave"] satisfies ClientEvent[]).map((event, id): ClientFrame => ({ event, data: {}, id }));
  for (const act of acts) flow.take(act);
  expect(sent).toEqual([...frames.slice(0, flowing.atOnce), ...acts]);
  vi.advanceTimersByTime(1_000);
  expect(sent.length).toBeLessThanOrEqual(flowing.atOnce + flowing.perSecond + acts.length);
  vi.advanceTimersByTime(7_000);
  expect(sent.filter(({ event }) => event.startsWith("relay-"))).toEqual(frames);
});
