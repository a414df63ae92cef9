// Calls in the words of call servers with PeerJS, over both framings (see SocketIoRoomsIT).
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { PlainPeer, SocketIoPeer, among, answer, candidate, get, offer, people, room } from "./parley.mjs";

const { ada, grace, linus } = people;
const limit = { timeout: 150_000 };
const framings = { "Socket.IO": SocketIoPeer, "plain frames": PlainPeer };

/** What a client of calls says to come in. */
const coming = (peer, meetingId) => ({ meetingId, userId: peer.person.id, peerId: `peerjs-${peer.person.username}`, username: "John" });

async function calls(peer, meetingId) {
  peer.says("call:join", coming(peer, meetingId));
  return peer.hears("call:peers-list");
}

const here = (peer, more = {}) => ({
  userId: peer.person.id,
  peerId: `peerjs-${peer.person.username}`,
  username: peer.person.username,
  ...more,
});
const withoutTimes = ({ timestamp, joinedAt, ...rest }) => {
  assert.ok(!Number.isNaN(Date.parse(timestamp ?? joinedAt)));
  return rest;
};

for (const [framing, Peer] of Object.entries(framings)) {
  test(`${framing}: a call from beginning to end`, limit, () =>
    among(() => [new Peer(ada), new Peer(grace)], async (one, other) => {
      const meetingId = await room(ada);
      assert.deepEqual(await calls(one, meetingId), { meetingId, participants: [], count: 0 });
      const { participants, count } = await calls(other, meetingId);
      assert.equal(count, 1);
      assert.deepEqual(withoutTimes(participants[0]), here(one, { isMuted: true, isVideoOn: false }));
      assert.deepEqual(withoutTimes(await one.hears("call:peer-joined")), here(other));

      const said = { meetingId, fromUserId: grace.id, toUserId: ada.id, fromPeerId: "not mine", toPeerId: "", signal: offer, signalType: "offer" };
      other.says("call:signal", said);
      assert.deepEqual(await one.hears("call:signal"), { ...said, fromPeerId: here(other).peerId, toPeerId: here(one).peerId });
      const whatever = { renegotiate: [true] };
      other.says("call:signal", { ...said, signal: whatever, signalType: "something of ours" });
      assert.deepEqual((await one.hears("call:signal")).signal, whatever);

      const me = { meetingId, userId: grace.id };
      for (const [event, status, isMuted] of [["call:unmute", "call:mute-status", false], ["call:mute", "call:mute-status", true]]) {
        other.says(event, me);
        for (const peer of [one, other]) {
          assert.deepEqual(withoutTimes(await peer.hears(status)), { userId: grace.id, username: grace.username, isMuted });
        }
      }
      for (const [event, isVideoOn] of [["call:video-on", true], ["call:video-off", false], ["call:video-on", true]]) {
        other.says(event, me);
        for (const peer of [one, other]) {
          assert.deepEqual(withoutTimes(await peer.hears("call:video-status")), { userId: grace.id, username: grace.username, isVideoOn });
        }
      }
      assert.deepEqual((await get(ada, `/api/call/room/${meetingId}`)).body.data.users[1],
        { userId: grace.id, username: grace.username, isMuted: true, isVideoOn: true });

      other.says("call:leave", me);
      assert.deepEqual(withoutTimes(await one.hears("call:peer-left")), here(other));
    }));

  test(`${framing}: what goes wrong is said in the words of calls`, limit, () =>
    among(() => [new Peer(ada), new Peer(grace)], async (one, other) => {
      const meetingId = await room(ada);
      await calls(one, meetingId);
      const hidden = await room(ada, { isPrivate: true });
      const signal = { meetingId, toUserId: ada.id, signal: offer, signalType: "offer" };
      for (const [event, data, code] of [
        ["call:join", {}, "INVALID_PAYLOAD"],
        ["call:join", { ...coming(other, meetingId), userId: ada.id }, "INVALID_PAYLOAD"],
        ["call:join", { ...coming(other, meetingId), peerId: "x".repeat(129) }, "INVALID_PAYLOAD"],
        ["call:join", coming(other, hidden), "ROOM_NOT_FOUND"],
        ["call:mute", { meetingId, userId: grace.id }, "ROOM_NOT_FOUND"],
        ["call:signal", signal, "ROOM_NOT_FOUND"],
        ["call:signal", { meetingId, toUserId: ada.id }, "INVALID_SIGNAL"],
      ]) {
        other.says(event, data);
        assert.equal((await other.hears("call:error")).code, code, event);
        assert.equal((await other.asks(event, data)).error.code, code, event);
      }
      await calls(other, meetingId);
      for (const [event, data, code] of [
        ["call:signal", { ...signal, toUserId: linus.id }, "USER_NOT_FOUND"],
        ["call:signal", { ...signal, fromUserId: ada.id }, "INVALID_SIGNAL"],
        ["call:mute", { meetingId, userId: ada.id }, "INVALID_PAYLOAD"],
        ["call:leave", { meetingId, userId: ada.id }, "INVALID_PAYLOAD"],
      ]) {
        other.says(event, data);
        assert.equal((await other.hears("call:error")).code, code, event);
      }
      assert.equal((await get(ada, `/api/call/room/${meetingId}`)).body.data.participants, 2);
    }));
}

test("a full call is full, but not for who is in it", limit, () =>
  among(() => [new SocketIoPeer(ada), new SocketIoPeer(grace), new SocketIoPeer(linus), new PlainPeer(grace)], async (one, other, third, again) => {
    const meetingId = await room(ada, { maxParticipants: 2 });
    await calls(one, meetingId);
    await calls(other, meetingId);
    third.says("call:join", coming(third, meetingId));
    assert.equal((await third.hears("call:error")).code, "ROOM_FULL");
    assert.equal((await calls(again, meetingId)).count, 1);
    assert.equal((await other.hears("removed")).reason, "joined_elsewhere");
    other.closes();
    again.says("call:unmute", { meetingId, userId: grace.id });
    await one.hears("call:mute-status");
    assert.equal((await get(ada, `/api/call/room/${meetingId}`)).body.data.participants, 2);
  }));

test("an ad-hoc call is there while somebody is in it, and is no room", limit, () =>
  among(() => [new SocketIoPeer(ada), new SocketIoPeer(grace)], async (one, other) => {
    const meetingId = `meeting ${randomUUID()} $ü.`;
    const path = `/api/call/room/${encodeURIComponent(meetingId)}`;
    assert.equal((await get(ada, path)).status, 404);
    await calls(one, meetingId);
    assert.equal((await other.asks("join", { roomId: meetingId })).error.code, "room_not_found");
    assert.equal((await calls(other, meetingId)).count, 1);
    await one.hears("call:peer-joined");
    other.says("call:signal", { meetingId, toUserId: ada.id, signal: candidate, signalType: "ice-candidate" });
    assert.deepEqual((await one.hears("call:signal")).signal, candidate);
    assert.deepEqual((await get(grace, path)).body.data.users.map((user) => user.userId), [ada.id, grace.id]);
    assert.ok((await get(grace, "/api/call/stats")).body.data.activeCalls >= 1);
    const left = new Promise((resolve) => one.socket.once("call:peer-left", resolve));
    other.closes();
    await left;
    await one.asks("call:leave", { meetingId, userId: ada.id });
    assert.equal((await get(ada, path)).status, 404);
  }));

test("an ad-hoc call is full with ten", limit, async () => {
  const meetingId = randomUUID();
  await among(() => Object.values(people).slice(0, 11).map((person) => new SocketIoPeer(person, { transports: ["websocket"] })), async (...peers) => {
    for (const peer of peers.slice(0, 10)) await calls(peer, meetingId);
    assert.equal((await peers[10].asks("call:join", coming(peers[10], meetingId))).error.code, "ROOM_FULL");
  });
});

test("each side sees the other in its own words", limit, () =>
  among(() => [new PlainPeer(ada), new SocketIoPeer(grace)], async (talker, caller) => {
    const roomId = await room(ada);
    await talker.asks("join", { roomId });
    const { participants } = await calls(caller, roomId);
    assert.deepEqual(withoutTimes(participants[0]), here(talker, { peerId: talker.welcome.peerId, isMuted: true, isVideoOn: false }));
    assert.equal((await talker.hears("arrived")).participant.id, grace.id);
    assert.deepEqual((await talker.hears("add-peer")).createOffer, false);

    const to = { meetingId: roomId, toUserId: ada.id };
    caller.says("call:signal", { ...to, signal: { sdp: offer.sdp }, signalType: "offer" });
    assert.deepEqual(await talker.hears("session-description"), { peerId: caller.socket.id, sessionDescription: offer });
    for (const signal of [candidate, { type: "candidate", candidate }]) {
      caller.says("call:signal", { ...to, signal, signalType: "ice-candidate" });
      assert.deepEqual(await talker.hears("ice-candidate"), { peerId: caller.socket.id, icecandidate: candidate });
    }
    caller.says("call:signal", { ...to, signal: {}, signalType: "something of ours" });
    assert.equal((await caller.hears("call:error")).code, "INVALID_SIGNAL");

    await talker.asks("relay-sdp", { peerId: caller.socket.id, sessionDescription: answer });
    const heard = { meetingId: roomId, fromUserId: ada.id, toUserId: grace.id, fromPeerId: talker.welcome.peerId, toPeerId: here(caller).peerId };
    assert.deepEqual(await caller.hears("call:signal"), { ...heard, signal: answer, signalType: "answer" });
    await talker.asks("relay-ice", { peerId: caller.socket.id, icecandidate: candidate });
    assert.deepEqual(await caller.hears("call:signal"), { ...heard, signal: candidate, signalType: "ice-candidate" });

    caller.says("call:unmute", { meetingId: roomId, userId: grace.id });
    assert.equal((await talker.hears("unmute")).userId, grace.id);
    await talker.asks("unmute", { roomId });
    assert.equal((await caller.hears("call:mute-status", (status) => status.userId === ada.id)).isMuted, false);
    caller.says("call:leave", { meetingId: roomId, userId: grace.id });
    assert.equal((await talker.hears("remove-peer")).userId, grace.id);
  }));

test("a listener sends nothing in a call either", limit, () =>
  among(() => [new PlainPeer(ada), new SocketIoPeer(grace)], async (host, listener) => {
    const meetingId = await room(ada, { stage: true });
    await calls(host, meetingId);
    await calls(listener, meetingId);
    const to = { meetingId, toUserId: ada.id };
    for (const [event, data] of [
      ["call:signal", { ...to, signal: offer, signalType: "offer" }],
      ["call:signal", { ...to, signal: { type: "candidate", deep: offer }, signalType: "ice-candidate" }],
      ["call:unmute", { meetingId, userId: grace.id }],
      ["call:video-on", { meetingId, userId: grace.id }],
    ]) {
      assert.equal((await listener.asks(event, data)).error.code, "SIGNAL_ERROR");
    }
    const listening = { type: "offer", sdp: offer.sdp.replace("sendrecv", "recvonly") };
    await listener.asks("call:signal", { ...to, signal: listening, signalType: "offer" });
    assert.deepEqual((await host.hears("call:signal")).signal, listening);
  }));
