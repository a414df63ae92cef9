import type { ClientEvents } from "../protocol/client";
import type { Candidate, Description } from "../protocol/things";
import { Again, isFinal } from "./again";
import type { CarrierOptions } from "./carrier";
import { Refusal } from "../signalling/refusal";
import { Leg } from "./leg";
import { tuned } from "./opus";
import type { Shown } from "./pictures";
import { forServer, Showcase } from "./showcase";

export interface PublisherListener {
  /** Offers to the media server; its answer comes back. */
  offer: (sessionDescription: Description, tracks: ClientEvents["publish"]["tracks"]) => Promise<Description>;
  candidate: (candidate: Candidate | null) => void;
  /** Has the media server forget what it was offered before. */
  free: () => Promise<unknown>;
}

/** The connection over which one's own voice goes to the media server, and what one shows. */
export class Publisher {
  private leg: Leg;
  private showcase = new Showcase(forServer, false);
  private readonly again = new Again();
  private offering = false;
  private offersNext = false;
  private freesFirst = false;
  /** Another path was looked for, and none has been found since. */
  private searched = false;
  private retired = false;

  constructor(
    private readonly listener: PublisherListener,
    private readonly options: CarrierOptions,
  ) {
    this.leg = this.begin();
    void this.offer();
  }

  private begin(): Leg {
    const { iceServers, create, voice } = this.options;
    const leg: Leg = new Leg(
      {
        candidate: (candidate) => {
          if (!this.retired) this.listener.candidate(candidate);
        },
        state: (state) => {
          if (state !== "connected") return;
          this.searched = false;
          this.again.worked();
        },
        pathLost: (failed) => {
          this.search(failed);
        },
      },
      iceServers,
      create,
    );
    leg.pc.addTransceiver(voice ?? "audio", { direction: "sendonly" });
    return leg;
  }

  /** One offer at a time; what is asked for meanwhile is offered next. */
  private async offer(): Promise<void> {
    if (this.offering) {
      this.offersNext = true;
      return;
    }
    this.offering = true;
    const { leg } = this;
    const agreement = this.offerNow(leg);
    leg.waitFor(agreement);
    try {
      await agreement;
    } catch (error) {
      if (leg === this.leg && !this.retired) this.refused(error);
    }
    this.offering = false;
    if (!this.offersNext || this.retired) return;
    this.offersNext = false;
    void this.offer();
  }

  private async offerNow(leg: Leg): Promise<void> {
    if (this.freesFirst) await this.free();
    const { pc } = leg;
    if (this.options.shown) await this.showcase.show(pc, this.options.shown);
    await pc.setLocalDescription();
    const mid = pc.getTransceivers()[0]?.mid;
    if (!pc.localDescription || mid == null) return;
    const { type, sdp } = pc.localDescription;
    const answer = await this.listener.offer({ type, sdp: tuned(sdp) }, [{ mid, source: "microphone" }, ...this.showcase.tracks()]);
    await leg.take({ type: "answer", sdp: tuned(answer.sdp ?? "", this.showcase.music) });
  }

  private async free(): Promise<void> {
    this.freesFirst = false;
    try {
      await this.listener.free();
    } catch (error) {
      // Whether it had anything to forget shows in what it says to the offer.
      console.warn("The media server was not made to forget what was published", error);
    }
  }

  private refused(error: unknown): void {
    if (!this.showcase.isEmpty && error instanceof Refusal && error.code === "forbidden") {
      // Somebody has ended what one shows while it was on its way. The voice goes on.
      this.options.shown = {};
      this.anew();
      return;
    }
    if (isFinal(error)) return;
    console.warn("One's own voice could not be sent to the media server", error);
    this.again.later(() => {
      this.anew();
    });
  }

  private anew(): void {
    this.leg.close();
    this.showcase = new Showcase(forServer, false);
    this.leg = this.begin();
    this.freesFirst = true;
    void this.offer();
  }

  private search(failed: boolean): void {
    if (this.retired) return;
    if (failed && this.searched) {
      this.anew();
      return;
    }
    this.searched = true;
    this.leg.pc.restartIce();
    void this.offer();
  }

  /** The media server has lost it. */
  broken(): void {
    if (!this.retired) this.anew();
  }

  findPath(): void {
    if (this.leg.lacksPath) this.search(false);
  }

  async takeCandidate(candidate: Candidate | null): Promise<void> {
    const { leg } = this;
    // It may be faster than the answer that it belongs to.
    await leg.agreed;
    await leg.takeCandidate(candidate);
  }

  async setVoice(track: MediaStreamTrack | undefined): Promise<void> {
    this.options.voice = track;
    const { pc } = this.leg;
    try {
      await pc.getTransceivers()[0]?.sender.replaceTrack(track ?? null);
    } catch (error) {
      // Closed meanwhile, for a new one that begins with this track.
      if (pc.signalingState !== "closed") console.warn("The microphone could not be sent to the media server", error);
    }
  }

  /** What has a section already changes in place; what is new is offered. */
  async setShown(shown: Shown): Promise<void> {
    this.options.shown = shown;
    const { pc } = this.leg;
    try {
      // In the middle of an offer, the next one takes it along.
      if (this.offering) this.offersNext = true;
      else if ((await this.showcase.show(pc, shown)) && !this.retired) void this.offer();
    } catch (error) {
      if (pc.signalingState !== "closed") console.warn("What is shown could not be sent to the media server", error);
    }
  }

  setIceServers(servers: CarrierOptions["iceServers"]): void {
    this.options.iceServers = servers;
    if (!this.retired) this.leg.setIceServers(servers);
  }

  /** Keeps sending for as long as it works, but says nothing more to the server. */
  retire(): void {
    this.retired = true;
    this.again.stop();
  }

  close(): void {
    this.retire();
    this.leg.close();
  }
}
