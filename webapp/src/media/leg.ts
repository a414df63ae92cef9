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
  private describing: Promise<void> = Promise.resolve();

  constructor(listener: LegListener, iceServers: IceServer[], create: MakeConnection = (configuration) => new RTCPeerConnection(configuration)) {
    this.path = new PathWatch(listener.pathLost);
    this.pc = create({ iceServers, bundlePolicy: "max-bundle" });
    this.pc.onicecandidate = ({ candidate }) => {
      listener.candidate(candidate ? candidate.toJSON() : null);
    };
    this.pc.onconnectionstatechange = () => {
      this.path.follow(this.pc.connectionState);
      listener.state(this.pc.connectionState);
    };
  }

  /** Whether another path may be looked for: not while the present one works, nor before there was one. */
  get strays(): boolean {
    return this.pc.connectionState !== "connected" && this.pc.remoteDescription !== null;
  }

  async take(description: RTCSessionDescriptionInit): Promise<void> {
    this.describing = this.pc.setRemoteDescription(description);
    await this.describing;
    for (const candidate of this.early.splice(0)) await addCandidate(this.pc, candidate);
  }

  async takeCandidate(candidate: Candidate | null): Promise<void> {
    try {
      await this.describing;
      if (this.pc.remoteDescription === null) this.early.push(candidate);
      else await addCandidate(this.pc, candidate);
    } catch (error) {
      // A description that could not be read is dealt with where it was taken.
      if (this.pc.signalingState !== "closed") console.warn("A candidate of the media server could not be used", error);
    }
  }

  setIceServers(servers: IceServer[]): void {
    this.pc.setConfiguration({ ...this.pc.getConfiguration(), iceServers: servers });
  }

  close(): void {
    this.path.stop();
    release(this.pc);
  }
}
