import type { Candidate, Description } from "../protocol/things";
import { Again, isFinal } from "./again";
import type { CarrierOptions } from "./carrier";
import { Leg } from "./leg";
import { setLocal, tuned } from "./opus";

export interface SubscriberListener {
  answer: (sessionDescription: Description) => Promise<unknown>;
  candidate: (candidate: Candidate | null) => void;
  state: (state: RTCPeerConnectionState) => void;
  /** Asks for another offer. */
  restart: () => Promise<unknown>;
}

/** Finds the track of a section of the description. */
export type TrackOf = (mid: string) => MediaStreamTrack | undefined;

/** The one connection over which everybody is heard. The media server offers, and offers again whenever somebody comes or goes. */
export class Subscriber {
  private leg: Leg;
  private readonly again = new Again();
  private turn: Promise<void> = Promise.resolve();
  private asking = false;
  private retired = false;

  constructor(
    private readonly listener: SubscriberListener,
    private readonly options: CarrierOptions,
  ) {
    this.leg = this.begin();
  }

  get state(): RTCPeerConnectionState {
    return this.leg.pc.connectionState;
  }

  stats(): Promise<RTCStatsReport> {
    return this.leg.pc.getStats();
  }

  private begin(): Leg {
    const leg: Leg = new Leg(
      {
        candidate: (candidate) => {
          if (!this.retired) this.listener.candidate(candidate);
        },
        state: (state) => {
          if (leg !== this.leg) return;
          if (state === "connected") this.again.worked();
          this.listener.state(state);
        },
        pathLost: () => {
          if (leg === this.leg) this.restart();
        },
      },
      this.options.iceServers,
      this.options.create,
    );
    return leg;
  }

  /** One after the other, in the order in which they came. */
  take(offer: Description, first: boolean, musical: ReadonlySet<string>, comes: (trackOf: TrackOf) => void): Promise<void> {
    return this.inTurn(async () => {
      const description: RTCSessionDescriptionInit = { type: "offer", sdp: offer.sdp ?? "" };
      if (first && this.leg.pc.remoteDescription !== null) await this.describeAnew(description);
      else await this.describe(description);
      if (this.retired) return;
      const { pc } = this.leg;
      comes((mid) => pc.getTransceivers().find((one) => one.mid === mid)?.receiver.track);
      await setLocal(pc, "answer", musical);
      if (!pc.localDescription) return;
      const { type, sdp } = pc.localDescription;
      this.answer({ type, sdp: tuned(sdp, musical) });
    });
  }

  takeCandidate(candidate: Candidate | null): Promise<void> {
    return this.inTurn(() => this.leg.takeCandidate(candidate));
  }

  private inTurn(step: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(async () => {
      if (this.retired) return;
      try {
        await step();
      } catch (error) {
        this.failed(error);
      }
    });
    return this.turn;
  }

  /** An offer that does not fit what was agreed before is that of a media server that began anew. */
  private async describe(offer: RTCSessionDescriptionInit): Promise<void> {
    try {
      await this.leg.take(offer);
    } catch (error) {
      if (this.retired || this.leg.pc.remoteDescription === null) throw error;
      await this.describeAnew(offer);
    }
  }

  private async describeAnew(offer: RTCSessionDescriptionInit): Promise<void> {
    const next = this.begin();
    try {
      await next.take(offer);
    } catch (error) {
      next.close();
      throw error;
    }
    const unused = this.retired ? next : this.leg;
    if (!this.retired) this.leg = next;
    unused.close();
  }

  private answer(description: Description): void {
    const taken = this.listener.answer(description);
    this.leg.waitFor(taken);
    taken.then(
      () => {
        this.again.worked();
      },
      (error: unknown) => {
        this.failed(error);
      },
    );
  }

  private failed(error: unknown): void {
    if (isFinal(error)) this.again.stop();
    if (this.retired || isFinal(error)) return;
    console.warn("Nothing could be agreed with the media server", error);
    this.again.later(() => {
      this.restart();
    });
  }

  /** Asks again until an offer has been answered, but never while the question is still on its way, as on an interrupted line. */
  private restart(): void {
    if (this.retired) return;
    if (!this.asking) void this.ask();
    this.again.later(() => {
      this.restart();
    });
  }

  private async ask(): Promise<void> {
    this.asking = true;
    try {
      await this.listener.restart();
    } catch (error) {
      this.failed(error);
    }
    this.asking = false;
  }

  findPath(): void {
    if (this.leg.lacksPath) this.restart();
  }

  setIceServers(servers: CarrierOptions["iceServers"]): void {
    this.options.iceServers = servers;
    if (!this.retired) this.leg.setIceServers(servers);
  }

  /** Keeps playing what comes for as long as it comes, but says nothing more to the server. */
  retire(): void {
    this.retired = true;
    this.again.stop();
  }

  close(): void {
    this.retire();
    this.leg.close();
  }
}
