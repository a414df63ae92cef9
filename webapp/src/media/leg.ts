import type { Candidate, IceServer } from "../protocol/things";
import type { MakeConnection } from "./carrier";
import { addCandidate, PathWatch, release } from "./path";

export interface LegListener {
  candidate: (candidate: Candidate | null) => void;
  state: (state: RTCPeerConnectionState) => void;
  /** The path has failed, or is interrupted for too long. */
  pathLost: (failed: boolean) => void;
}

/** A connection to the media server, and the candidates that came before its description did. */
export class Leg {
  readonly pc: RTCPeerConnection;
  private readonly early: (Candidate | null)[] = [];
  private readonly path: PathWatch;
  /** Candidates wait for this: the media server would take an early one for one of the description before. */
  agreed: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(listener: LegListener, iceServers: IceServer[], create: MakeConnection = (configuration) => new RTCPeerConnection(configuration)) {
    this.path = new PathWatch(listener.pathLost);
    this.pc = create({ iceServers, bundlePolicy: "max-bundle" });
    this.pc.onicecandidate = ({ candidate }) => {
      void this.agreed.then(() => {
        if (!this.closed) listener.candidate(candidate ? candidate.toJSON() : null);
      });
    };
    this.pc.onconnectionstatechange = () => {
      this.path.follow(this.pc.connectionState);
      listener.state(this.pc.connectionState);
    };
  }

  /** Whether another path may be looked for: not while the present one works, nor before there was one. */
  get lacksPath(): boolean {
    return this.pc.connectionState !== "connected" && this.pc.remoteDescription !== null;
  }

  /** The media server is about to answer, or to take an answer. */
  waitFor(agreement: Promise<unknown>): void {
    const over = () => undefined;
    this.agreed = agreement.then(over, over);
  }

  async take(description: RTCSessionDescriptionInit): Promise<void> {
    await this.pc.setRemoteDescription(description);
    for (const candidate of this.early.splice(0)) await this.takeCandidate(candidate);
  }

  async takeCandidate(candidate: Candidate | null): Promise<void> {
    try {
      if (this.pc.remoteDescription === null) this.early.push(candidate);
      else await addCandidate(this.pc, candidate);
    } catch (error) {
      if (this.pc.signalingState !== "closed") console.warn("A candidate of the media server could not be used", error);
    }
  }

  setIceServers(servers: IceServer[]): void {
    this.pc.setConfiguration({ ...this.pc.getConfiguration(), iceServers: servers });
  }

  close(): void {
    this.closed = true;
    this.path.stop();
    release(this.pc);
  }
}
