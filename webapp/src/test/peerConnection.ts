import { vi } from "vitest";
import type { Candidate } from "../protocol/things";

/** What comes in from somebody; the browser mutes it until the first sound is there. */
export class FakeTrack extends EventTarget {
  muted = true;

  constructor(readonly kind = "audio") {
    super();
  }

  begins() {
    this.muted = false;
    this.dispatchEvent(new Event("unmute"));
  }

  /** For long enough to take over from an older copy. */
  sounds() {
    this.begins();
    if (vi.isFakeTimers()) vi.advanceTimersByTime(200);
  }
}

export class FakeStream {
  constructor(private readonly tracks: FakeTrack[]) {}

  getAudioTracks() {
    return this.tracks;
  }
}

interface FakeTransceiver {
  mid: string | null;
  direction: string;
  sender: { replaceTrack: (track: unknown) => Promise<void>; track: unknown; getParameters: () => { encodings: object[] }; setParameters: (parameters: { encodings: object[] }) => Promise<void> };
  receiver: { track: FakeTrack };
}

/** As much of a browser's connection as negotiating needs: states, roll back, the sections that an offer names. */
export class FakeConnection extends EventTarget {
  signalingState = "stable";
  connectionState = "new";
  localDescription: { type: string; sdp: string } | null = null;
  remoteDescription: { type: string; sdp: string } | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: unknown = null;
  ontrack: unknown = null;
  onconnectionstatechange: (() => void) | null = null;
  transceivers: FakeTransceiver[] = [];
  added: (Candidate | undefined)[] = [];
  restarts = 0;
  stats: Record<string, unknown>[] = [];
  /** Fails the next description, or keeps it waiting. */
  refuses = false;
  gate: Promise<void> | undefined;
  closed = false;

  constructor(public configuration: RTCConfiguration = {}) {
    super();
  }

  private needed = false;

  /** Several changes made together are offered together. */
  needs() {
    if (this.needed) return;
    this.needed = true;
    queueMicrotask(() => {
      queueMicrotask(() => {
        this.needed = false;
        this.onnegotiationneeded?.();
      });
    });
  }

  private transceiver(direction: string, track: unknown, mid: string | null = null, kind = "audio", encodings: object[] = [{}]) {
    const sender = {
      track,
      replaceTrack: (next: unknown) => {
        sender.track = next;
        return Promise.resolve();
      },
      getParameters: () => ({ encodings }),
      setParameters: (parameters: { encodings: object[] }) => {
        encodings = parameters.encodings;
        return Promise.resolve();
      },
    };
    const made = { mid, direction, sender, receiver: { track: new FakeTrack(kind) } };
    this.transceivers.push(made);
    return made;
  }

  addTransceiver(track: unknown, { direction, sendEncodings }: { direction: string; sendEncodings?: object[] }) {
    this.needs();
    return this.transceiver(direction, track, null, (track as { kind?: string }).kind, sendEncodings);
  }

  /** Something begins to come in. */
  brings(track: FakeTrack, mid: string | null = null) {
    const known = this.transceivers.find((one) => one.mid === mid && mid !== null);
    if (known) known.receiver.track = track;
    const transceiver = known ?? { mid, direction: "recvonly", receiver: { track } };
    (this.ontrack as (event: object) => void)({ track, transceiver });
    return transceiver;
  }

  getTransceivers() {
    return this.transceivers;
  }

  setLocalDescription(given?: { sdp: string }) {
    this.fail();
    const type = this.signalingState === "have-remote-offer" ? "answer" : "offer";
    this.signalingState = type === "offer" ? "have-local-offer" : "stable";
    this.transceivers.forEach((one, index) => (one.mid ??= String(index)));
    this.localDescription = { type, sdp: `a=ice-ufrag:own\r\na=${this.transceivers[0]?.direction ?? "none"}\r\na=rtpmap:111 opus/48000/2\r\n` };
    if (given) this.localDescription.sdp = given.sdp;
    return Promise.resolve();
  }

  createOffer() {
    return Promise.resolve({ type: "offer", sdp: "a=rtpmap:111 opus/48000/2\r\n" });
  }

  createAnswer() {
    return Promise.resolve({ type: "answer", sdp: (this.remoteDescription?.sdp ?? "") });
  }

  async setRemoteDescription(description: { type: string; sdp: string }) {
    await this.gate;
    this.fail();
    if (description.type === "answer" && this.signalingState !== "have-local-offer") throw new Error("no offer");
    const mids = [...description.sdp.matchAll(/^a=mid:(\w+)/gm)].map(([, mid]) => mid ?? null);
    for (const mid of mids) if (!this.transceivers.some((one) => one.mid === mid)) this.transceiver("recvonly", null, mid);
    if (description.type === "offer" && this.transceivers.length === 0) this.transceiver("recvonly", null);
    this.signalingState = description.type === "offer" ? "have-remote-offer" : "stable";
    this.remoteDescription = description;
  }

  private fail() {
    if (this.closed) throw new DOMException("closed", "InvalidStateError");
    if (!this.refuses) return;
    this.refuses = false;
    throw new DOMException("does not fit", "OperationError");
  }

  getStats() {
    return Promise.resolve(this.stats);
  }

  getConfiguration() {
    return {};
  }

  setConfiguration(configuration: RTCConfiguration) {
    this.configuration = configuration;
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
