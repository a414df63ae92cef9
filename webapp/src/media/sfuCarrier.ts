import type { ServerEvents } from "../protocol/server";
import type { Candidate, IceServer, LegName, Source } from "../protocol/things";
import type { CarrierOptions, MediaLine } from "./carrier";
import type { Heard } from "./heard";
import { Publisher } from "./publisher";
import { judge, lookEvery, reportsOf, sampleOf, type Sample } from "./quality";
import { Subscriber, type TrackOf } from "./subscriber";
import { createGallery } from "./gallery";
import { pictureOf, screenVoice } from "./pictures";
import type { Shown, Watched } from "./pictures";
import { createWays } from "./ways";

/** What comes of somebody in the one connection over which everything comes. */
interface Incoming {
  userId: string;
  source: Source;
  track: MediaStreamTrack;
  name: string;
  sample?: Sample;
}

export type SfuCarrier = ReturnType<typeof createSfuCarrier>;

/** The server looks no further. */
const mostWatched = 64;

/** Counts on from one carrier to the next, so that no two copies of a voice share a name. */
let made = 0;

/** Voices and pictures through the media server: one connection for what one sends, and one for everything that comes. */
export function createSfuCarrier(epoch: number, line: MediaLine, heard: Heard, options: CarrierOptions) {
  const incoming = new Map<string, Incoming>();
  const ways = createWays();
  const gallery = createGallery();
  let { iceServers, voice, shown = {} } = options;
  let publisher: Publisher | undefined;
  let retired = false;
  const timer = setInterval(() => void look(), lookEvery);

  const subscriber = new Subscriber(
    {
      answer: (sessionDescription) => line.request("subscribed", { epoch, sessionDescription }),
      candidate: (icecandidate) => {
        line.say("media-ice", { leg: "subscribe", icecandidate });
      },
      state: (state) => {
        for (const { userId } of voices()) ways.set(userId, { state });
      },
      restart: () => line.request("media-restart", { leg: "subscribe" }),
    },
    { ...options },
  );

  function publish(): void {
    publisher = new Publisher(
      {
        offer: async (sessionDescription, tracks) => (await line.request("publish", { epoch, sessionDescription, tracks })).sessionDescription,
        candidate: (icecandidate) => {
          line.say("media-ice", { leg: "publish", icecandidate });
        },
        free: () => line.request("media-restart", { leg: "publish" }),
      },
      { ...options, iceServers, voice, shown },
    );
  }

  function drop(mid: string): void {
    const before = incoming.get(mid);
    if (!before) return;
    incoming.delete(mid);
    heard.remove(before.name);
    gallery.remove(before.name);
    if (!voices().some(({ userId }) => userId === before.userId)) ways.remove(before.userId);
  }

  function voices(): Incoming[] {
    return [...incoming.values()].filter(({ source }) => source === "microphone");
  }

  function add(mid: string, userId: string, source: Source, track: MediaStreamTrack): void {
    drop(mid);
    made += 1;
    const name = `server ${made}`;
    incoming.set(mid, { userId, source, track, name });
    if (source === "microphone") {
      ways.set(userId, { state: subscriber.state, quality: "unknown" });
      heard.add(name, userId, new MediaStream([track]));
    } else if (source === "screen-audio") heard.add(name, screenVoice(userId), new MediaStream([track]));
    else gallery.add(name, userId, source, track);
  }

  /** Exactly these come now; what comes as before goes on without a break. */
  function agree(tracks: ServerEvents["subscribe"]["tracks"], trackOf: TrackOf): void {
    const wanted = new Set(tracks.map(({ mid }) => mid));
    for (const mid of [...incoming.keys()]) if (!wanted.has(mid)) drop(mid);
    for (const { mid, userId, source } of tracks) {
      const before = incoming.get(mid);
      const track = trackOf(mid);
      if (track && (before?.userId !== userId || before.source !== source || before.track !== track)) add(mid, userId, source, track);
    }
  }

  function sayWatched(watched: Watched): void {
    const pictures = [...watched].slice(0, mostWatched).map(([key, size]) => ({ ...pictureOf(key), size }));
    line.say("watch", { epoch, pictures });
  }

  async function look(): Promise<void> {
    if (incoming.size === 0 || subscriber.state !== "connected") return;
    const reports = reportsOf(await subscriber.stats());
    for (const [mid, one] of incoming) {
      if (one.source !== "microphone") continue;
      const sample = sampleOf(reports, mid);
      ways.set(one.userId, { quality: judge(one.sample, sample) });
      one.sample = sample;
    }
  }

  if (options.watched) sayWatched(options.watched);
  if (options.sending) publish();

  return {
    epoch,

    ways: ways.all,
    pictures: gallery.pictures,

    setShown(now: Shown): void {
      shown = now;
      void publisher?.setShown(now);
    },

    watch(now: Watched): void {
      if (!retired) sayWatched(now);
    },

    isConnected: (): boolean => subscriber.state === "connected",

    setIceServers(servers: IceServer[]): void {
      iceServers = servers;
      publisher?.setIceServers(servers);
      subscriber.setIceServers(servers);
    },

    setVoice(track: MediaStreamTrack | undefined): void {
      voice = track;
      void publisher?.setVoice(track);
    },

    setSending(sending: boolean): void {
      if (sending === (publisher !== undefined)) return;
      publisher?.close();
      publisher = undefined;
      if (sending && !retired) publish();
    },

    async subscribe({ sessionDescription, tracks, first = false }: ServerEvents["subscribe"]): Promise<void> {
      const musical = new Set(tracks.filter(({ source }) => source === "screen-audio").map(({ mid }) => mid));
      await subscriber.take(sessionDescription, first, musical, (trackOf) => {
        agree(tracks, trackOf);
      });
    },

    /** What is heard is offered anew by the media server itself. */
    broken(leg: LegName): void {
      if (leg === "publish") publisher?.broken();
    },

    async takeCandidate(leg: LegName, candidate: Candidate | null): Promise<void> {
      await (leg === "publish" ? publisher : subscriber)?.takeCandidate(candidate);
    },

    hears: (userId: string, muted: boolean): boolean =>
      subscriber.state === "connected" && voices().some((one) => one.userId === userId && (muted || heard.sounds(one.name))),

    findPaths(): void {
      publisher?.findPath();
      subscriber.findPath();
    },

    /** Another carrier takes over. Until it has, this one goes on without the server. */
    retire(): void {
      retired = true;
      publisher?.retire();
      subscriber.retire();
    },

    close(): void {
      retired = true;
      clearInterval(timer);
      publisher?.close();
      subscriber.close();
      for (const mid of [...incoming.keys()]) drop(mid);
    },
  };
}
