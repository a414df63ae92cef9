import type { Source } from "../protocol/things";
import { shownSources } from "./pictures";
import type { Shown, ShownSource } from "./pictures";

/** Pictures give way to voices when a line is too narrow for both. */
const yielding = { priority: "low", networkPriority: "low" } as const;
const screen: RTCRtpEncodingParameters[] = [{ maxBitrate: 2_500_000, ...yielding }];
const music: RTCRtpEncodingParameters[] = [{ maxBitrate: 128_000 }];

/** How what one shows is encoded for one other person; a camera gets smaller the more of them there are. */
export const forOne: Readonly<Record<ShownSource, RTCRtpEncodingParameters[]>> = { camera: [cameraFor(1)], screen, "screen-audio": music };

/** For a media server, which sends each viewer one of the three sizes. */
export const forServer: Readonly<Record<ShownSource, RTCRtpEncodingParameters[]>> = {
  camera: [
    { rid: "q", scaleResolutionDownBy: 4, maxBitrate: 120_000, ...yielding },
    { rid: "h", scaleResolutionDownBy: 2, maxBitrate: 450_000, ...yielding },
    { rid: "f", scaleResolutionDownBy: 1, maxBitrate: 1_500_000, ...yielding },
  ],
  screen,
  "screen-audio": music,
};

/** Each other person gets a picture of their own, so that all of them together have to fit through one line. */
export function cameraFor(others: number): RTCRtpEncodingParameters {
  if (others <= 1) return { maxBitrate: 1_500_000, scaleResolutionDownBy: 1, ...yielding };
  if (others <= 3) return { maxBitrate: 500_000, scaleResolutionDownBy: 2, ...yielding };
  return { maxBitrate: 200_000, scaleResolutionDownBy: 4, ...yielding };
}

/** What one shows over one connection: each of it in a section of its own, which is kept for the next time. */
export class Showcase {
  private readonly sections = new Map<ShownSource, RTCRtpTransceiver>();

  /** @param rests whether the other side is told that nothing comes; a media server knows it already */
  constructor(
    private readonly encodings: Readonly<Record<ShownSource, RTCRtpEncodingParameters[]>>,
    private readonly rests: boolean,
  ) {}

  /** Whether there are new sections, which have to be offered. */
  async show(pc: RTCPeerConnection, shown: Shown): Promise<boolean> {
    let isNew = false;
    for (const source of shownSources) {
      const track = shown[source];
      const section = this.sections.get(source);
      if (section) await this.switch(section, track);
      else if (track) {
        this.sections.set(source, pc.addTransceiver(track, { direction: "sendonly", sendEncodings: this.encodings[source].map((one) => ({ ...one })) }));
        isNew = true;
      }
    }
    return isNew;
  }

  private async switch(section: RTCRtpTransceiver, track: MediaStreamTrack | undefined): Promise<void> {
    if (section.sender.track !== (track ?? null)) await section.sender.replaceTrack(track ?? null);
    if (this.rests) section.direction = track ? "sendonly" : "inactive";
  }

  /** What is in the description just made. */
  tracks(): { mid: string; source: Source }[] {
    return [...this.sections].flatMap(([source, { mid }]) => (mid === null ? [] : [{ mid, source }]));
  }

  /** The sections in which the sound of one's screen goes out. */
  get music(): ReadonlySet<string> {
    return new Set(this.tracks().filter(({ source }) => source === "screen-audio").map(({ mid }) => mid));
  }

  /** As large as suits so many other people. */
  async fit(others: number): Promise<void> {
    const sender = this.sections.get("camera")?.sender;
    const parameters = sender?.getParameters();
    if (!sender || parameters?.encodings.length !== 1) return;
    parameters.encodings = parameters.encodings.map((one) => ({ ...one, ...cameraFor(others) }));
    await sender.setParameters(parameters);
  }

  get isEmpty(): boolean {
    return this.sections.size === 0;
  }

  has(section: RTCRtpTransceiver): boolean {
    return [...this.sections.values()].includes(section);
  }
}
