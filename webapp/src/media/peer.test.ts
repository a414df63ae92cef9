import { describe, expect, it, vi } from "vitest";
import type { Description } from "../protocol/things";
import { FakeConnection } from "../test/peerConnection";
import { Peer } from "./peer";

function side(offers: boolean, more: { sending?: boolean; track?: MediaStreamTrack } = {}) {
  const connections: FakeConnection[] = [];
  const said: Description[] = [];
  const peer = new Peer(
    { describe: (description) => said.push(description), candidate: vi.fn(), sound: vi.fn(), shown: vi.fn(), state: vi.fn() },
    {
      offers,
      sending: more.sending ?? true,
      track: more.track,
      iceServers: [],
      patience: 0,
      create: () => {
        const connection = new FakeConnection();
        connections.push(connection);
        return connection as unknown as RTCPeerConnection;
      },
    },
  );
  const pc = () => {
    const last = connections.at(-1);
    if (!last) throw new Error("no connection");
    return last;
  };
  return { peer, said, pc, connections };
}

async function saidOf(one: { said: Description[] }, count: number): Promise<Description> {
  await vi.waitFor(() => {
    expect(one.said).toHaveLength(count);
  });
  const last = one.said.at(-1);
  if (!last) throw new Error("nothing said");
  return last;
}

describe("a connection to one person", () => {
  it("is offered by one and answered by the other, who sends over the same section", async () => {
    const track = {} as MediaStreamTrack;
    const one = side(true);
    const other = side(false, { track });
    const offer = await saidOf(one, 1);
    await other.peer.take(offer);
    const answer = await saidOf(other, 1);
    expect(answer).toMatchObject({ type: "answer", epoch: offer.epoch });
    expect(other.pc().transceivers).toMatchObject([{ direction: "sendrecv", sender: { track } }]);
    await one.peer.take(answer);
    expect(one.pc().signalingState).toBe("stable");
  });

  it("only receives for who listens, until they may speak", async () => {
    const track = {} as MediaStreamTrack;
    const listener = side(true, { sending: false, track });
    expect((await saidOf(listener, 1)).sdp).toContain("a=recvonly");
    await listener.peer.setSending(true);
    expect(listener.pc().transceivers).toMatchObject([{ direction: "sendrecv", sender: { track } }]);
  });

  it("keeps candidates until it knows what they belong to, and drops those of an older description", async () => {
    const { peer, pc } = side(false);
    await peer.takeCandidate({ candidate: "early", usernameFragment: "new" });
    await peer.takeCandidate({ candidate: "stale", usernameFragment: "gone" });
    expect(pc().added).toEqual([]);
    await peer.take({ type: "offer", sdp: "a=ice-ufrag:new" });
    await peer.takeCandidate(null);
    expect(pc().added).toEqual([{ candidate: "early", usernameFragment: "new" }, undefined]);
  });

  it("gives way to the other's offer, or insists on its own, so that one of two stands", async () => {
    const insists = side(true);
    const gives = side(false);
    await gives.peer.take(await saidOf(insists, 1));
    await insists.peer.take(await saidOf(gives, 1));
    insists.pc().restartIce();
    gives.pc().restartIce();
    const [one, other] = [await saidOf(insists, 2), await saidOf(gives, 2)];
    await insists.peer.take(other);
    await gives.peer.take(one);
    const answer = await saidOf(gives, 3);
    expect(answer).toMatchObject({ type: "answer", epoch: one.epoch });
    expect(insists.said).toHaveLength(2);
    await insists.peer.take(answer);
    expect(insists.pc().signalingState).toBe("stable");
  });

  it("drops the answer to an offer that no longer stands, and an offer that came late", async () => {
    const { peer, pc, said } = side(true);
    const offer = await saidOf({ said }, 1);
    await peer.take({ type: "answer", sdp: "late", epoch: (offer.epoch ?? 0) - 1 });
    expect(pc().remoteDescription).toBeNull();
    const other = side(false);
    await other.peer.take({ type: "offer", sdp: "new", epoch: 9 });
    await other.peer.take({ type: "offer", sdp: "old", epoch: 8 });
    expect(other.pc().remoteDescription?.sdp).toBe("new");
  });

  it("begins anew when the other side did", async () => {
    const { peer, connections, pc } = side(false);
    await peer.take({ type: "offer", sdp: "first", epoch: 1, connection: "a" });
    await peer.take({ type: "offer", sdp: "second", epoch: 2, connection: "b" });
    expect(connections).toHaveLength(2);
    expect(connections[0]?.closed).toBe(true);
    expect(pc().remoteDescription?.sdp).toBe("second");
  });

  it("looks for another path when the present one fails or stays interrupted", async () => {
    const { peer, pc } = side(false);
    await peer.take({ type: "offer", sdp: "first", epoch: 1 });
    pc().becomes("connected");
    peer.findPath();
    expect(pc().restarts).toBe(0);
    pc().becomes("failed");
    expect(pc().restarts).toBe(1);
    pc().becomes("disconnected");
    await vi.waitFor(() => {
      expect(pc().restarts).toBe(2);
    });
  });

  it("changes the microphone without asking the other side", async () => {
    const one = side(true);
    await saidOf(one, 1);
    const track = {} as MediaStreamTrack;
    await one.peer.setTrack(track);
    expect(one.pc().transceivers[0]?.sender.track).toBe(track);
    expect(one.said).toHaveLength(1);
  });
});
