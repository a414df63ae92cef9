// Rooms over Socket.IO with the real client, in the words of seeds that know `join` (see SocketIoRoomsIT).
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { PlainPeer, SocketIoPeer, among, answer, candidate, get, offer, people, room } from "./parley.mjs";

const { ada, grace, linus } = people;
const limit = { timeout: 150_000 };
const ways = { "polling, then WebSocket": undefined, "WebSocket only": ["websocket"], "polling only": ["polling"] };

for (const [way, transports] of Object.entries(ways)) {
  test(`${way}: two join, signal and leave`, limit, () =>
    among(() => [new SocketIoPeer(ada, { transports }), new SocketIoPeer(grace, { transports })], async (one, other) => {
      const roomId = await room(ada);
      assert.equal((await one.asks("join", { roomId, user: { id: "somebody else" } })).role, "host");
      const joined = await other.asks("join", { roomId, user: {} });
      assert.deepEqual(joined.participants.map((who) => who.id), [ada.id, grace.id]);
      assert.equal(joined.self.isMuted, true);
      const toOne = await other.hears("add-peer");
      const toOther = await one.hears("add-peer");
      assert.deepEqual([toOne.createOffer, toOne.user.id, toOne.peerId], [true, ada.id, one.socket.id]);
      assert.deepEqual([toOther.createOffer, toOther.user.id, toOther.peerId], [false, grace.id, other.socket.id]);

      other.says("relay-sdp", { peerId: toOne.peerId, sessionDescription: offer });
      assert.deepEqual(await one.hears("session-description"), { peerId: other.socket.id, sessionDescription: offer });
      one.says("relay-sdp", { peerId: toOther.peerId, sessionDescription: answer });
      assert.deepEqual(await other.hears("session-description"), { peerId: one.socket.id, sessionDescription: answer });
      for (const icecandidate of [candidate, null]) {
        one.says("relay-ice", { peerId: toOther.peerId, icecandidate });
        assert.deepEqual(await other.hears("ice-candidate"), { peerId: one.socket.id, icecandidate });
      }

      other.says("unmute", { roomId, userId: grace.id });
      assert.deepEqual(await one.hears("unmute"), { roomId, peerId: other.socket.id, userId: grace.id });
      assert.deepEqual(await one.hears("mute-info"), { userId: grace.id, isMute: false, mute: false, byModerator: false });
      other.says("mute-info", { userId: grace.id, roomId, isMute: true });
      assert.deepEqual(await one.hears("mute"), { roomId, peerId: other.socket.id, userId: grace.id });
      other.says("mute", { roomId, userId: grace.id });
      await one.hears("mute");

      assert.deepEqual(await other.asks("leave", { roomId }), {});
      assert.deepEqual(await one.hears("remove-peer"), { peerId: other.socket.id, userId: grace.id });
    }));

  test(`${way}: who loses the connection is away, comes back, joins again and takes the seat over`, limit, () =>
    among(() => [new SocketIoPeer(ada, { transports }), new SocketIoPeer(grace, { transports })], async (one, other) => {
      const roomId = await room(ada);
      await one.asks("join", { roomId });
      await other.asks("join", { roomId });
      const before = other.socket.id;
      const back = once(other.socket.io, "reconnect");
      other.socket.io.engine.close();
      assert.deepEqual(await one.hears("peer-away"), { peerId: before });
      await back;
      await other.hears("welcome");
      assert.deepEqual((await other.asks("join", { roomId })).participants.length, 2);
      assert.deepEqual(await one.hears("remove-peer"), { peerId: before, userId: grace.id });
      assert.equal((await one.hears("arrived")).participant.peerId, other.socket.id);
    }));
}

test("the cookie opens, and nothing wrong does", limit, async () => {
  await among(() => [new SocketIoPeer(ada, { extraHeaders: { Cookie: `accessToken=${ada.token}`, Origin: ada.server } })], async (one) => {
    assert.equal(one.welcome.peerId, one.socket.id);
    assert.deepEqual(await one.hears("call:ice-servers"), one.welcome.iceServers);
  });
  for (const extraHeaders of [{}, { Authorization: "Bearer wrong" }]) {
    const stranger = new SocketIoPeer(ada, { extraHeaders, reconnection: false });
    await once(stranger.socket, "connect_error");
    stranger.closes();
  }
});

test("a person on Socket.IO and one on the plain socket hear each other", limit, () =>
  among(() => [new SocketIoPeer(ada), new PlainPeer(grace)], async (one, plain) => {
    const roomId = await room(ada);
    await one.asks("join", { roomId });
    await plain.asks("join", { roomId });
    const { peerId } = await one.hears("add-peer");
    assert.equal((await plain.hears("add-peer")).peerId, one.socket.id);
    await plain.asks("relay-sdp", { peerId: one.socket.id, sessionDescription: offer });
    assert.deepEqual(await one.hears("session-description"), { peerId, sessionDescription: offer });
    await one.asks("relay-ice", { peerId, icecandidate: candidate });
    assert.deepEqual(await plain.hears("ice-candidate"), { peerId: one.socket.id, icecandidate: candidate });
    await plain.asks("chat", { text: "Good morning" });
    assert.equal((await one.hears("chat")).text, "Good morning");
    one.says("react", { emoji: "👏" });
    assert.deepEqual(await plain.hears("react"), { userId: ada.id, emoji: "👏" });
  }));

test("an error goes to the callback, and is an event where there is none", limit, () =>
  among(() => [new SocketIoPeer(ada)], async (one) => {
    assert.equal((await one.asks("join", { roomId: "no such room" })).error.code, "room_not_found");
    one.says("hand", { raised: true });
    assert.equal((await one.hears("error")).code, "not_in_room");
    for (const [event, data, code] of [
      ["nonsense", {}, "unknown_event"],
      ["call:nonsense", {}, "unknown_event"],
      ["join", "text", "bad_payload"],
      ["join", undefined, "bad_payload"],
      ["relay-ice", null, "bad_payload"],
      ["chat", { text: "x".repeat(70_000) }, "too_large"],
    ]) {
      assert.equal((await one.asks(event, data)).error.code, code, event);
    }
    assert.equal((await one.socket.timeout(30_000).emitWithAck("chat", { text: Buffer.from("x") })).error.code, "bad_payload");
    assert.deepEqual(await one.asks("ping", {}), {});
    one.says("ping", {});
    assert.deepEqual(await one.hears("pong"), {});
  }));

test("nothing is resumed over Socket.IO", limit, () =>
  among(() => [new SocketIoPeer(ada)], async (one) => {
    assert.deepEqual(await one.asks("resume", { resumeId: one.welcome.resumeId, lastSeq: 1 }), {});
    assert.equal((await one.hears("resync")).reason, "window_over");
  }));

test("without a callback, what a join finds is an event", limit, () =>
  among(() => [new SocketIoPeer(ada)], async (one) => {
    const roomId = await room(ada);
    one.says("join", { roomId });
    assert.equal((await one.hears("joined")).room.id, roomId);
  }));

test("to disconnect is to leave", limit, () =>
  among(() => [new SocketIoPeer(ada), new SocketIoPeer(grace)], async (one, other) => {
    const roomId = await room(ada);
    await one.asks("join", { roomId });
    await other.asks("join", { roomId });
    const peerId = other.socket.id;
    other.closes();
    assert.deepEqual(await one.hears("remove-peer"), { peerId, userId: grace.id });
    assert.equal(one.heard("peer-away"), false);
  }));

test("who joins elsewhere is told here, and the late end of the old connection removes nobody", limit, () =>
  among(() => [new SocketIoPeer(ada), new SocketIoPeer(grace), new PlainPeer(grace)], async (one, old, other) => {
    const roomId = await room(ada);
    await one.asks("join", { roomId });
    await old.asks("join", { roomId });
    await other.asks("join", { roomId });
    assert.equal((await old.hears("removed")).reason, "joined_elsewhere");
    await one.hears("remove-peer");
    old.closes();
    await other.asks("chat", { text: "still here" });
    await one.hears("chat");
    assert.equal(one.heard("remove-peer"), false);
    assert.equal((await get(ada, `/api/call/room/${roomId}`)).body.data.participants, 2);
  }));

test("a moderator's word holds on Socket.IO", limit, () =>
  among(() => [new PlainPeer(ada), new SocketIoPeer(grace), new SocketIoPeer(linus)], async (host, other, third) => {
    const roomId = await room(ada);
    for (const peer of [host, other, third]) await peer.asks("join", { roomId });
    assert.equal((await third.asks("mute-all", {})).error.code, "forbidden");
    await host.asks("mute-peer", { userId: grace.id });
    assert.equal((await other.hears("mute-info", (info) => info.byModerator)).userId, grace.id);
    assert.equal((await other.asks("unmute", { roomId })).error.code, "forbidden");
    assert.equal((await other.asks("mute", { roomId, userId: linus.id })).error.code, "identity_mismatch");
    await host.asks("remove", { userId: grace.id, ban: true });
    assert.deepEqual(await other.hears("removed"), { reason: "banned", banned: true });
    assert.equal((await other.asks("join", { roomId })).error.code, "banned");
    assert.equal((await other.asks("relay-ice", { peerId: third.socket.id, icecandidate: null })).error.code, "not_in_room");
  }));
