import type { ServerEvents } from "../protocol/server";
import type { Candidate, IceServer, LegName } from "../protocol/things";
import type { CarrierOptions, MediaLine } from "./carrier";
import type { Heard } from "./heard";
import { Publisher } from "./publisher";
import { judge, lookEvery, reportsOf, sampleOf, type Sample } from "./quality";
import { Subscriber, type TrackOf } from "./subscriber";
import { createWays } from "./ways";

/** Somebody's voice in the one connection over which all come. */
interface Incoming {
  userId: string;
  track: MediaStreamTrack;
  name: string;
  sample?: Sample;
}

export type SfuCarrier = ReturnType<typeof createSfuCarrier>;

/** Counts on from one carrier to the next, so that no two copies of a voice share a name. */
let made = 0;

/** Voices through the media server: one connection for what one says, and one for everything that one hears. */
export function createSfuCarrier(epoch: number, line: MediaLine, heard: Heard, options: CarrierOptions) {
  const incoming = new Map<string, Incoming>();
  const ways = createWays();
  let { iceServers, voice } = options;
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
        for (const { userId } of incoming.values()) ways.set(userId, { state });
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
      { ...options, iceServers, voice },
    );
  }

  function drop(mid: string): void {
    const before = incoming.get(mid);
    if (!before) return;
    incoming.delete(mid);
    heard.remove(before.name);
    if (![...incoming.values()].some(({ userId }) => userId === before.userId)) ways.remove(before.userId);
  }

  function add(mid: string, userId: string, track: MediaStreamTrack): void {
    drop(mid);
    made += 1;
    const name = `server ${made}`;
    incoming.set(mid, { userId, track, name });
    ways.set(userId, { state: subscriber.state, quality: "unknown" });
    heard.add(name, userId, new MediaStream([track]));
  }

  /** Exactly these come now; whoever comes as before is heard without a break. */
  function agree(tracks: ServerEvents["subscribe"]["tracks"], trackOf: TrackOf): void {
    const wanted = new Map(tracks.filter(({ source }) => source === "microphone").map(({ mid, userId }) => [mid, userId]));
    for (const mid of [...incoming.keys()]) if (!wanted.has(mid)) drop(mid);
    for (const [mid, userId] of wanted) {
      const before = incoming.get(mid);
      const track = trackOf(mid);
      if (track && (before?.userId !== userId || before.track !== track)) add(mid, userId, track);
    }
  }

  async function look(): Promise<void> {
    if (incoming.size === 0 || subscriber.state !== "connected") return;
    const reports = reportsOf(await subscriber.stats());
    for (const [mid, one] of incoming) {
      const sample = sampleOf(reports, mid);
      ways.set(one.userId, { quality: judge(one.sample, sample) });
      one.sample = sample;
    }
  }

  if (options.sending) publish();

  return {
    epoch,

    ways: ways.all,

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
      await subscriber.take(sessionDescription, first, (trackOf) => {
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
      subscriber.state === "connected" && [...incoming.values()].some((one) => one.userId === userId && (muted || heard.sounds(one.name))),

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
