import { describe, expect, it } from "vitest";
import type { ServerMessage } from "../protocol/server";
import type { Participant, RoomView } from "../protocol/things";
import { audienceOf, handsOf, joined, lineOf, reduce, self, stageOf, withAsked, withHistory, withLines } from "./room";
import type { RoomState } from "./room";

const creator = { id: "ada", username: "ada", avatar: "/a" };
const room: RoomView = {
  id: "r",
  name: "Tea",
  topic: "Tea",
  isPrivate: false,
  roomType: "public",
  stage: true,
  locked: false,
  maxParticipants: 10,
  currentParticipants: 2,
  creator,
  tags: [],
  createdAt: "2026-01-01T00:00:00Z",
};

function seat(id: string, more: Partial<Participant> = {}): Participant {
  const minute = String("adgrme".indexOf(id.charAt(0)) + 1).padStart(2, "0");
  return {
    id,
    peerId: `peer-${id}`,
    username: id,
    avatar: `/${id}`,
    role: "listener",
    isMuted: true,
    mutedByModerator: false,
    handRaised: false,
    away: false,
    joinedAt: `2026-01-01T10:${minute}:00Z`,
    ...more,
  };
}

const ada = seat("ada", { role: "host" });
const grace = seat("grace");
const start = joined({ room, role: "listener", self: grace, participants: [ada, grace] });

function after(...messages: ServerMessage[]): RoomState {
  return messages.reduce(reduce, start);
}

describe("the room as one person knows it", () => {
  it("begins with who is there", () => {
    expect(stageOf(start).map(({ id }) => id)).toEqual(["ada"]);
    expect(audienceOf(start).map(({ id }) => id)).toEqual(["grace"]);
    expect(self(start)).toEqual(grace);
  });

  it("counts who comes and goes, and remembers faces", () => {
    const mei = seat("mei");
    const came = after({ event: "arrived", data: { participant: mei } });
    expect(came.room.currentParticipants).toBe(3);
    const left = reduce(came, { event: "remove-peer", data: { peerId: "peer-mei", userId: "mei" } });
    expect(left.room.currentParticipants).toBe(2);
    expect(left.people["mei"]).toBeUndefined();
    expect(left.faces["mei"]?.username).toBe("mei");
  });

  it("keeps the seat of somebody whose older peer says goodbye late", () => {
    const state = after(
      { event: "arrived", data: { participant: { ...ada, peerId: "newer" } } },
      { event: "remove-peer", data: { peerId: "peer-ada", userId: "ada" } },
    );
    expect(state.people["ada"]?.peerId).toBe("newer");
  });

  it("knows who is away, muted, and muted by whom", () => {
    const muted: ServerMessage = { event: "mute-info", data: { userId: "ada", isMute: true, mute: true, byModerator: true } };
    const state = after({ event: "unmute", data: { roomId: "r", peerId: "peer-ada", userId: "ada" } }, muted, {
      event: "peer-away",
      data: { peerId: "peer-ada" },
    });
    expect(state.people["ada"]).toMatchObject({ isMuted: true, mutedByModerator: true, away: true });
    expect(reduce(state, { event: "peer-back", data: { peerId: "peer-ada" } }).people["ada"]?.away).toBe(false);
  });

  it("queues hands by how long they have been up", () => {
    const mei = seat("mei");
    const up = (userId: string, since: string): ServerMessage => ({ event: "hand", data: { userId, raised: true, position: 1, since } });
    const state = after({ event: "arrived", data: { participant: mei } }, up("grace", "2026-01-01T10:20:00Z"), up("mei", "2026-01-01T10:10:00Z"));
    expect(handsOf(state).map(({ id }) => id)).toEqual(["mei", "grace"]);
    const down = reduce(state, { event: "hand", data: { userId: "mei", raised: false, position: 0 } });
    expect(handsOf(down).map(({ id }) => id)).toEqual(["grace"]);
    expect(down.people["mei"]).not.toHaveProperty("handSince");
  });

  it("holds an invitation until the role is told", () => {
    const invited = after({ event: "invited-to-speak", data: { by: "ada" } });
    expect(invited.invitedBy).toBe("ada");
    const up = reduce(invited, { event: "role", data: { userId: "grace", role: "speaker" } });
    expect(up.invitedBy).toBeUndefined();
    expect(stageOf(up).map(({ id }) => id)).toEqual(["ada", "grace"]);
  });

  it("has each line once, in order, whether told or read later", () => {
    const line = (id: string, at: string) => ({ id, userId: "ada", text: id, at: `2026-01-01T10:00:${at}Z` });
    const said = after({ event: "chat", data: line("b", "02.5") }, { event: "chat", data: line("c", "03") });
    const whole = withLines(said, [line("b", "02.5"), line("a", "02")], [{ id: "old", username: "old", avatar: "/old" }]);
    expect(whole.lines.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(whole.faces["old"]?.username).toBe("old");
  });

  it("is as the server says it is after another one took the room over", () => {
    const state = after(
      { event: "chat", data: { id: "a", userId: "ada", text: "Hello", at: "2026-01-01T10:00:00Z" } },
      { event: "room-state", data: { room: { ...room, locked: true }, participants: [{ ...grace, handRaised: true }] } },
    );
    expect(Object.keys(state.people)).toEqual(["grace"]);
    expect(state.people["grace"]?.handRaised).toBe(true);
    expect(state.room.locked).toBe(true);
    expect(state.lines).toHaveLength(1);
  });

  it("knows whether everybody can be reached", () => {
    const cut = after({ event: "link", data: { up: false } });
    expect(cut.cut).toBe(true);
    expect(reduce(cut, { event: "link", data: { up: true } }).cut).toBe(false);
  });

  it("knows whether the media server is lost, until it is there again", () => {
    const lost = after({ event: "media-state", data: { state: "down", reconnectIn: 2_000 } });
    expect(lost.soundLost).toBe(true);
    expect(reduce(lost, { event: "media-move", data: { to: "server", epoch: 2, by: "failure" } }).soundLost).toBe(true);
    expect(reduce(lost, { event: "media-state", data: { state: "up" } }).soundLost).toBe(false);
  });

  it("ends for a reason", () => {
    expect(after({ event: "room-closed", data: { reason: "deleted" } }).ending).toEqual({ kind: "closed", reason: "deleted" });
    expect(after({ event: "removed", data: { reason: "banned", banned: true } }).ending).toEqual({ kind: "removed", reason: "banned" });
  });

  it("keeps what was written when one joins again", () => {
    const said = after({ event: "chat", data: { id: "a", userId: "ada", text: "Hello", at: "2026-01-01T10:00:00Z" } });
    expect(joined({ room, role: "listener", self: grace, participants: [grace] }, said).lines).toHaveLength(1);
  });

  it("knows whom one has invited to speak until they answer, come up or leave", () => {
    const asked = withAsked(withAsked(start, "grace"), "grace");
    expect(asked.asked).toEqual(["grace"]);
    expect(withAsked(start, "ada").asked).toEqual([]);
    expect(reduce(asked, { event: "speak", data: { userId: "grace", accept: false } }).asked).toEqual([]);
    expect(reduce(asked, { event: "role", data: { userId: "grace", role: "speaker" } }).asked).toEqual([]);
    expect(reduce(asked, { event: "remove-peer", data: { userId: "grace", peerId: "peer-grace" } }).asked).toEqual([]);
    expect(joined({ room, role: "host", self: ada, participants: [ada, grace] }, asked).asked).toEqual(["grace"]);
  });
});

describe("the chat of a room", () => {
  const line = (id: string, minute: number, replyTo?: string) => ({ id, userId: "ada", text: id, at: `2026-01-01T10:0${minute}:00Z`, ...(replyTo !== undefined && { replyTo }) });
  const says = (id: string, minute: number): ServerMessage => ({ event: "chat", data: line(id, minute) });
  const deletes = (id: string): ServerMessage => ({ event: "chat-deleted", data: { id, by: "ada" } });
  const ids = (state: RoomState) => state.lines.map(({ id }) => id);

  it("loses what is deleted, also when it is read from the store a moment later", () => {
    const state = after(says("1", 1), says("2", 2), deletes("1"));
    expect(ids(state)).toEqual(["2"]);
    expect(ids(withHistory(state, { lines: [line("1", 1), line("2", 2)], quoted: [], faces: [] }, []))).toEqual(["2"]);
  });

  it("loses what was deleted while one was away, and keeps what came since", () => {
    const before = after(says("1", 1), says("2", 2));
    const again = reduce(joined({ room, role: "listener", self: grace, participants: [ada, grace] }, before), says("4", 4));
    expect(ids(withHistory(again, { lines: [line("2", 2), line("3", 3)], quoted: [], faces: [] }, before.lines))).toEqual(["2", "3", "4"]);
  });

  it("knows what is answered, also from before, until that is deleted", () => {
    const state = withHistory(start, { lines: [line("2", 2, "1")], quoted: [line("1", 1)], faces: [] }, []);
    expect(lineOf(state, "1")?.text).toBe("1");
    expect(ids(state)).toEqual(["2"]);
    expect(lineOf(reduce(state, deletes("1")), "1")).toBeUndefined();
    expect(lineOf(reduce(state, deletes("2")), "2")).toBeUndefined();
  });
});
