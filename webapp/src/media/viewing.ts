import type { Description, PictureSource, Source } from "../protocol/things";

/** What comes in over the connection to one other person, and what of it is looked at. */
export class Viewing {
  /** What they say about their sections. */
  private named: NonNullable<Description["tracks"]> = [];
  private readonly pictures = new Map<PictureSource, RTCRtpTransceiver>();

  /** @param watched all of it if nothing is said */
  constructor(private watched: ReadonlySet<PictureSource> | undefined) {}

  /** What the next description says comes in. */
  expect({ tracks = [] }: Description): void {
    this.named = tracks;
  }

  /** Clients that say nothing about it send a voice and a camera. */
  take(transceiver: RTCRtpTransceiver): Source {
    const named = this.named.find(({ mid }) => mid === transceiver.mid)?.source;
    const source = named ?? (transceiver.receiver.track.kind === "video" ? "camera" : "microphone");
    if (source === "camera" || source === "screen") this.pictures.set(source, transceiver);
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
