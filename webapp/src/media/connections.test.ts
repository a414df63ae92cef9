import { expect, it } from "vitest";
import { seat } from "../test/call";
import { connectionsOf } from "./connections";

it("the later of two people offers, and listeners need no connection to each other", () => {
  const at = (time: string) => `2026-01-01T10:00:${time}Z`;
  const me = seat("me", { role: "listener", joinedAt: at("02") });
  const ada = seat("ada", { role: "host", joinedAt: at("01") });
  const linus = seat("linus", { role: "listener", joinedAt: at("03") });
  const eve = seat("eve", { role: "speaker", joinedAt: at("04") });
  expect(connectionsOf("me", [me, ada, linus, eve])).toEqual([
    { peerId: "p-ada", userId: "ada", offers: true },
    { peerId: "p-eve", userId: "eve", offers: false },
  ]);
});
