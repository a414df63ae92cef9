import type { Candidate, Description, IceServer, PictureSource } from "../protocol/things";
import { setLocal, tuned } from "./opus";
import { addCandidate, PathWatch, release } from "./path";
import type { Shown, ShownSource } from "./pictures";
import { forOne, Showcase } from "./showcase";
import { Viewing } from "./viewing";

export interface PeerListener {
  describe: (description: Description) => void;
  candidate: (candidate: Candidate | null) => void;
  /** What the other one sends; it comes again when the connection had to be built anew. */
  sound: (stream: MediaStream) => void;
  /** What they show beside their voice, in the same way. */
  shown: (source: ShownSource, track: MediaStreamTrack) => void;
  state: (state: RTCPeerConnectionState) => void;
}

export interface PeerOptions {
  /** Who offers first; when both offer at once, the other one gives way. */
  offers: boolean;
  /** Whether one may speak: who listens says so in the description, as the server asks. */
  sending: boolean;
  track: MediaStreamTrack | undefined;
  shown?: Shown;
  /** What one looks at; all of it if nothing is said. */
  watched?: ReadonlySet<PictureSource> | undefined;
  /** How many other people there are. */
  others?: number;
  iceServers: IceServer[];
  create?: (configuration: RTCConfiguration) => RTCPeerConnection;
  /** How long a path may be interrupted before another one is looked for. */
  patience?: number;
}

let lastEpoch = 0;

/** Larger than every one before, also than those of a page that was there before this one. */
function nextEpoch(): number {
  lastEpoch = Math.max(lastEpoch + 1, Date.now());
  return lastEpoch;
}

/** The connection to one other person: perfect negotiation, so that both may ask for a change at any time. */
export class Peer {
  private pc: RTCPeerConnection;
  /** The name of this side's connection, and of the other's. */
  private own = "";
  private theirs: string | undefined;
  /** Of the offer that has no answer yet, and of the newest one that came in. */
  private offered = 0;
  private heard = 0;
  private making = false;
  private ignoring = false;
  private sending: boolean;
  private track: MediaStreamTrack | undefined;
  private shown: Shown;
  private showcase = new Showcase(forOne, true);
  private readonly viewing: Viewing;
  private others: number;
  private readonly early: (Candidate | null)[] = [];
  private turn: Promise<void> = Promise.resolve();
  private iceServers: IceServer[];
  private readonly path: PathWatch;
  private closed = false;

  constructor(
    private readonly listener: PeerListener,
    private readonly options: PeerOptions,
  ) {
    this.sending = options.sending;
    this.track = options.track;
    this.shown = options.shown ?? {};
    this.viewing = new Viewing(options.watched);
    this.others = options.others ?? 1;
    this.iceServers = options.iceServers;
    this.path = new PathWatch(() => {
      this.findPath();
    }, options.patience);
    this.pc = this.build();
    if (!options.offers) return;
    this.pc.addTransceiver(this.track ?? "audio", { direction: this.direction() });
    void this.inTurn(() => this.showNow());
  }

  get state(): RTCPeerConnectionState {
    return this.pc.connectionState;
  }

  private build(): RTCPeerConnection {
    const configuration: RTCConfiguration = { iceServers: this.iceServers, bundlePolicy: "max-bundle" };
    const pc = this.options.create?.(configuration) ?? new RTCPeerConnection(configuration);
    this.own = crypto.randomUUID();
    pc.onnegotiationneeded = () => {
      void this.offer(pc);
    };
    pc.onicecandidate = ({ candidate }) => {
      this.listener.candidate(candidate ? candidate.toJSON() : null);
    };
    pc.ontrack = ({ track, transceiver }) => {
      const source = this.viewing.take(transceiver);
      if (source === "microphone") this.listener.sound(new MediaStream([track]));
      else this.listener.shown(source, track);
    };
    pc.onconnectionstatechange = () => {
      this.watch(pc);
    };
    return pc;
  }

  private watch(pc: RTCPeerConnection): void {
    if (pc !== this.pc || this.closed) return;
    this.path.follow(pc.connectionState);
    this.listener.state(pc.connectionState);
  }

  /** Looks for another path unless the present one works, as after a change of network. */
  findPath(): void {
    if (this.closed || this.pc.connectionState === "connected" || this.pc.remoteDescription === null) return;
    this.pc.restartIce();
  }

  private async offer(pc: RTCPeerConnection): Promise<void> {
    if (this.closed || pc !== this.pc) return;
    this.making = true;
    try {
      await setLocal(pc, "offer", this.viewing.music);
      if (pc !== this.pc || pc.localDescription?.type !== "offer") return;
      this.offered = nextEpoch();
      this.describe(pc.localDescription, this.offered);
    } catch (error) {
      // Closed while it was on its way, or the other side's offer came first: then the browser asks for this one again. Everything else is a mistake.
      if (pc.signalingState !== "closed" && !(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
    } finally {
      this.making = false;
    }
  }

  private describe({ type, sdp }: RTCSessionDescription, epoch: number): void {
    const tracks = this.showcase.tracks();
    this.listener.describe({ type, sdp: tuned(sdp, new Set([...this.viewing.music, ...this.showcase.music])), epoch, connection: this.own, ...(tracks.length > 0 && { tracks }) });
  }

  /** One after the other, in the order in which they came. */
  take(description: Description): Promise<void> {
    return this.inTurn(() => this.takeNow(description));
  }

  takeCandidate(candidate: Candidate | null): Promise<void> {
    return this.inTurn(async () => {
      if (this.pc.remoteDescription === null) this.early.push(candidate);
      else await this.add(candidate);
    });
  }

  private inTurn(step: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(async () => {
      if (this.closed) return;
      const { pc } = this;
      try {
        await step();
      } catch (error) {
        // The connection was closed in the middle of it, or built anew.
        if (pc === this.pc && pc.signalingState !== "closed") console.warn("A connection could not be negotiated", error);
      }
    });
    return this.turn;
  }

  private async takeNow(description: Description): Promise<void> {
    const { type, sdp = "", epoch, connection } = description;
    if (type === "offer") {
      if (epoch !== undefined && epoch <= this.heard) return;
      if (connection !== undefined && this.theirs !== undefined && connection !== this.theirs) this.rebuild();
      this.heard = epoch ?? this.heard;
      this.theirs = connection;
    } else if (this.pc.signalingState !== "have-local-offer" || (epoch !== undefined && epoch !== this.offered)) {
      // The answer to an offer that no longer stands.
      return;
    } else {
      this.theirs = connection ?? this.theirs;
    }
    const { pc } = this;
    const collision = type === "offer" && (this.making || pc.signalingState !== "stable");
    this.ignoring = collision && this.options.offers;
    if (this.ignoring) return;
    this.viewing.expect(description);
    await pc.setRemoteDescription({ type, sdp });
    for (const candidate of this.early.splice(0)) await this.add(candidate);
    if (type !== "offer") return;
    await this.aim();
    this.viewing.aim();
    await setLocal(pc, "answer", this.viewing.music);
    if (pc.localDescription) this.describe(pc.localDescription, epoch ?? nextEpoch());
    // Only now are there sections to which one's own can be added.
    await this.showNow();
  }

  private async add(candidate: Candidate | null): Promise<void> {
    if (this.ignoring) return;
    await addCandidate(this.pc, candidate);
  }

  /** The other side began anew, with other keys: what was agreed before is worth nothing. */
  private rebuild(): void {
    const before = this.pc;
    this.early.length = 0;
    this.showcase = new Showcase(forOne, true);
    this.viewing.forget();
    this.pc = this.build();
    release(before);
  }

  private direction(): RTCRtpTransceiverDirection {
    return this.sending ? "sendrecv" : "recvonly";
  }

  /** For the voices both sides use one section, whoever made it. */
  private voice(): RTCRtpTransceiver | undefined {
    return this.pc.getTransceivers().find((one) => one.receiver.track.kind !== "video" && !this.showcase.has(one));
  }

  private async aim(): Promise<void> {
    const transceiver = this.voice();
    if (!transceiver) return;
    transceiver.direction = this.direction();
    await transceiver.sender.replaceTrack(this.sending ? (this.track ?? null) : null);
  }

  /** From listening to speaking: asks the other side for it. The way back is a new connection, as the server says. */
  setSending(sending: boolean): Promise<void> {
    return this.inTurn(async () => {
      this.sending = sending;
      await this.aim();
      await this.showNow();
    });
  }

  setShown(shown: Shown): Promise<void> {
    return this.inTurn(async () => {
      this.shown = shown;
      await this.showNow();
    });
  }

  /** The other side's first description has to be there first, unless one offers oneself. */
  private async showNow(): Promise<void> {
    if (!this.options.offers && this.pc.remoteDescription === null) return;
    await this.showcase.show(this.pc, this.sending ? this.shown : {});
    await this.showcase.fit(this.others);
  }

  /** So many other people there are now. */
  fit(others: number): Promise<void> {
    this.others = others;
    return this.inTurn(() => this.showcase.fit(others));
  }

  setWatched(watched: ReadonlySet<PictureSource> | undefined): Promise<void> {
    return this.inTurn(() => {
      this.viewing.watch(watched);
      return Promise.resolve();
    });
  }

  /** Another microphone: nothing has to be agreed for it. */
  setTrack(track: MediaStreamTrack | undefined): Promise<void> {
    return this.inTurn(async () => {
      this.track = track;
      await this.voice()?.sender.replaceTrack(this.sending ? (track ?? null) : null);
    });
  }

  /** For the next path that is looked for: credentials of relays end after a while. */
  setIceServers(servers: IceServer[]): void {
    this.iceServers = servers;
    if (!this.closed) this.pc.setConfiguration({ ...this.pc.getConfiguration(), iceServers: servers });
  }

  stats(): Promise<RTCStatsReport> {
    return this.pc.getStats();
  }

  close(): void {
    this.closed = true;
    this.path.stop();
    release(this.pc);
  }
}
