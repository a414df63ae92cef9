import { describe, expect, it, vi } from "vitest";
import type { Candidate, Description } from "../protocol/things";
import { createChoices } from "./choices";
import { createLevels } from "./levels";
import { Peer } from "./peer";
import { createPeers } from "./peers";
import { createSpeakers } from "./speakers";

/** As much of a browser's connection as negotiating needs: states, roll back, one section. */
class FakeConnection extends EventTarget {
  signalingState = "stable";
  connectionState = "new";
  localDescription: { type: string; sdp: string } | null = null;
  remoteDescription: { type: string; sdp: string } | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: unknown = null;
  ontrack: unknown = null;
  onconnectionstatechange: (() => void) | null = null;
  transceivers: { direction: string; sender: { replaceTrack: (track: unknown) => Promise<void>; track: unknown } }[] = [];
  added: (Candidate | undefined)[] = [];
  restarts = 0;
  closed = false;

  needs() {
    queueMicrotask(() => this.onnegotiationneeded?.());
  }

  private transceiver(direction: string, track: unknown) {
    const sender = {
      track,
      replaceTrack: (next: unknown) => {
        sender.track = next;
        return Promise.resolve();
      },
    };
    this.transceivers.push({ direction, sender });
  }

  addTransceiver(track: unknown, { direction }: { direction: string }) {
    this.transceiver(direction, track);
    this.needs();
  }

  getTransceivers() {
    return this.transceivers;
  }

  setLocalDescription() {
    const type = this.signalingState === "have-remote-offer" ? "answer" : "offer";
    this.signalingState = type === "offer" ? "have-local-offer" : "stable";
    this.localDescription = { type, sdp: `a=ice-ufrag:own\r\na=${this.transceivers[0]?.direction ?? "none"}` };
    return Promise.resolve();
  }

  setRemoteDescription(description: { type: string; sdp: string }) {
    if (description.type === "answer" && this.signalingState !== "have-local-offer") throw new Error("no offer");
    if (description.type === "offer" && this.transceivers.length === 0) this.transceiver("recvonly", null);
    this.signalingState = description.type === "offer" ? "have-remote-offer" : "stable";
    this.remoteDescription = description;
    return Promise.resolve();
  }

  addIceCandidate(candidate: Candidate | undefined) {
    this.added.push(candidate);
    return Promise.resolve();
  }

  restartIce() {
    this.restarts += 1;
    this.needs();
  }

  becomes(state: string) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  close() {
    this.closed = true;
    this.signalingState = "closed";
  }
}

function side(offers: boolean, more: { sending?: boolean; track?: MediaStreamTrack } = {}) {
  const connections: FakeConnection[] = [];
  const said: Description[] = [];
  const peer = new Peer(
    { describe: (description) => said.push(description), candidate: vi.fn(), sound: vi.fn(), state: vi.fn() },
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

/** The connections to others, each of which the test holds in its hands. */
function manyPeers() {
  const made: FakeConnection[] = [];
  const peers = createPeers({ describe: vi.fn(), candidate: vi.fn() }, createSpeakers(createChoices()), createLevels(), () => {
    made.push(new FakeConnection());
    return made.at(-1) as unknown as RTCPeerConnection;
  });
  return { peers, made };
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

describe("the connections to all others", () => {
  it("encode nothing before one is unmuted for the first time, nor once one has been muted for a while", async () => {
    vi.useFakeTimers();
    const connection = new FakeConnection();
    const relay = { describe: vi.fn(), candidate: vi.fn() };
    const peers = createPeers(relay, createSpeakers(createChoices()), createLevels(), () => connection as unknown as RTCPeerConnection);
    const track = {} as MediaStreamTrack;
    const sent = async () => {
      await vi.advanceTimersByTimeAsync(0);
      return connection.transceivers[0]?.sender.track;
    };
    peers.setTrack(track);
    peers.setSending(true);
    peers.add("peer", "ada", true);
    expect(await sent()).not.toBe(track);
    peers.setMuted(false);
    expect(await sent()).toBe(track);
    peers.setMuted(true);
    expect(await sent()).toBe(track);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await sent()).toBeNull();
    peers.setMuted(false);
    expect(await sent()).toBe(track);
    peers.close();
    vi.useRealTimers();
  });

  it("is heard on by the old way until the new one stands, when somebody takes their seat again on another line", async () => {
    vi.useFakeTimers();
    const { peers, made } = manyPeers();
    peers.add("before", "ada", true);
    peers.ended("before");
    peers.add("after", "ada", false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(made[0]?.closed).toBe(false);
    const next = made[1];
    if (next) next.connectionState = "connected";
    next?.onconnectionstatechange?.();
    expect(made[0]?.closed).toBe(true);
    expect(next?.closed).toBe(false);

    peers.ended("after");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(next?.closed).toBe(true);
    peers.close();
    vi.useRealTimers();
  });

  it("is heard on by the way that stood, however often somebody takes their seat again before a new one does", async () => {
    vi.useFakeTimers();
    const { peers, made } = manyPeers();
    peers.add("before", "ada", true);
    peers.keepForNow();
    peers.add("lost", "ada", true);
    peers.ended("lost");
    peers.add("after", "ada", false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(made.map(({ closed }) => closed)).toEqual([false, true, false]);
    peers.close();
    vi.useRealTimers();
  });
});
