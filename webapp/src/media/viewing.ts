import type { Description, PictureSource, Source } from "../protocol/things";

/** What comes in over the connection to one other person, and what of it is looked at. */
export class Viewing {
  /** What they say about their sections. */
  private named: NonNullable<Description["tracks"]> = [];
  private readonly pictures = new Map<PictureSource, RTCRtpTransceiver>();

  /** @param watched all of it if nothing is said */
  constructor(private watched: ReadonlySet<PictureSource> | undefined) {}

  /** What the next description says comes in. It was written by somebody else's client, so it may be anything. */
  expect({ tracks }: { tracks?: unknown }): void {
    this.named = Array.isArray(tracks) ? tracks.filter(isNamed) : [];
  }

  /** Clients that say nothing about it send a voice and a camera. */
  take(transceiver: RTCRtpTransceiver): Source {
    const isVideo = transceiver.receiver.track.kind === "video";
    const named = this.named.find(({ mid, source }) => mid === transceiver.mid && isPicture(source) === isVideo)?.source;
    const source = named ?? (isVideo ? "camera" : "microphone");
    if (isPicture(source)) this.pictures.set(source, transceiver);
    return source;
  }

  /** The sections in which the sound of their screen comes. */
  get music(): ReadonlySet<string> {
    return new Set(this.named.filter(({ source }) => source === "screen-audio").map(({ mid }) => mid));
  }

  watch(watched: ReadonlySet<PictureSource> | undefined): void {
    this.watched = watched;
    this.aim();
  }

  /** What is not looked at is not sent. */
  aim(): void {
    for (const [source, transceiver] of this.pictures) transceiver.direction = this.watched?.has(source) === false ? "inactive" : "recvonly";
  }

  /** Another connection takes the place of this one. */
  forget(): void {
    this.pictures.clear();
  }
}

const sources: readonly unknown[] = ["microphone", "camera", "screen", "screen-audio"] satisfies Source[];

function isPicture(source: Source): source is PictureSource {
  return source === "camera" || source === "screen";
}

function isNamed(track: unknown): track is { mid: string; source: Source } {
  return typeof track === "object" && track !== null && "mid" in track && typeof track.mid === "string" && "source" in track && sources.includes(track.source);
}
