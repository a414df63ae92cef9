import type { Candidate, Description, IceServer, PictureSource } from "../protocol/things";
import type { CarrierOptions, MediaLine } from "./carrier";
import type { Wanted } from "./connections";
import { whenItSounds, type Heard } from "./heard";
import { Peer } from "./peer";
import { judge, lookEvery, reportsOf, sampleOf, type Sample } from "./quality";
import { createGallery } from "./gallery";
import { pictureOf, screenVoice } from "./pictures";
import type { Shown, Watched } from "./pictures";
import { createWays } from "./ways";

interface Entry {
  peer: Peer;
  userId: string;
  /** Tells the elements of an older and a newer connection to the same person apart. */
  name: string;
  sample?: Sample;
}

/** Old connections sound on for so long after a line was lost, unless newer ones take their place before. */
const grace = 15_000;
/** A new connection is there before the first sound comes over it. From somebody who is muted none comes. */
const firstSound = 2_000;
/** One hears the new connection, but the other side may not yet. */
const parting = 2_000;
/** The server says in one breath that a seat has ended and who took it. */
const soon = 1_000;

export type MeshCarrier = ReturnType<typeof createMeshCarrier>;

/** Voices from browser to browser: a connection to each other person. */
export function createMeshCarrier(line: Pick<MediaLine, "say">, heard: Heard, options: CarrierOptions) {
  const entries = new Map<string, Entry>();
  const old = new Map<string, Entry>();
  const ways = createWays();
  const gallery = createGallery();
  let { iceServers, sending, voice, shown = {}, watched } = options;
  let timer: ReturnType<typeof setInterval> | undefined;
  let mercy: ReturnType<typeof setTimeout> | undefined;
  let made = 0;

  function end(entry: Entry): void {
    entry.peer.close();
    heard.remove(entry.name);
    heard.remove(screenVoice(entry.name));
    gallery.remove(entry.name);
  }

  function forget(userId: string): void {
    const entry = old.get(userId);
    if (!entry) return;
    old.delete(userId);
    end(entry);
  }

  /** The older connection ends a while after the newer one began to sound. Which of them is heard until then is not decided here. */
  function takesPlace(userId: string, sound: MediaStreamTrack | undefined): void {
    const before = old.get(userId);
    if (!before) return;
    const done = () => {
      clearTimeout(waiting);
      stopWaiting();
      setTimeout(() => {
        if (old.get(userId) === before) forget(userId);
      }, parting);
    };
    const waiting = setTimeout(done, firstSound);
    let stopWaiting = (): void => undefined;
    stopWaiting = whenItSounds(sound, done);
  }

  function drop(peerId: string): void {
    const entry = entries.get(peerId);
    if (!entry) return;
    entries.delete(peerId);
    end(entry);
    ways.remove(entry.userId);
    fit();
    if (entries.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  }

  /** Goes on to be heard until the same person is heard by a newer way. */
  function keep(peerId: string, entry: Entry): void {
    entries.delete(peerId);
    if (old.has(entry.userId) && entry.peer.state !== "connected") {
      // It never was heard, and the one before it still is.
      end(entry);
      return;
    }
    forget(entry.userId);
    old.set(entry.userId, entry);
    clearTimeout(mercy);
    mercy = setTimeout(() => {
      for (const userId of [...old.keys()]) forget(userId);
    }, grace);
  }

  /** All pictures go through one line. */
  function fit(): void {
    for (const { peer } of entries.values()) void peer.fit(entries.size);
  }

  function watchedOf(userId: string): Set<PictureSource> | undefined {
    return watched && new Set([...watched.keys()].map(pictureOf).filter((one) => one.userId === userId).map(({ source }) => source));
  }

  const isExpected = (userId: string) => [...entries.values()].some((entry) => entry.userId === userId);

  async function look(): Promise<void> {
    for (const entry of [...entries.values()]) {
      if (entry.peer.state !== "connected") continue;
      const sample = sampleOf(reportsOf(await entry.peer.stats()));
      if ([...entries.values()].includes(entry)) ways.set(entry.userId, { quality: judge(entry.sample, sample) });
      entry.sample = sample;
    }
  }

  function add(peerId: string, userId: string, offers: boolean): void {
    drop(peerId);
    made += 1;
    const name = `${peerId} ${made}`;
    let comesIn: MediaStreamTrack | undefined;
    const peer = new Peer(
      {
        describe: (sessionDescription) => {
          line.say("relay-sdp", { peerId, sessionDescription });
        },
        candidate: (icecandidate) => {
          line.say("relay-ice", { peerId, icecandidate });
        },
        sound: (stream) => {
          [comesIn] = stream.getAudioTracks();
          heard.add(name, userId, stream);
        },
        shown: (source, track) => {
          if (source === "screen-audio") heard.add(screenVoice(name), screenVoice(userId), new MediaStream([track]));
          else gallery.add(name, userId, source, track);
        },
        state: (state) => {
          if (state === "connected") takesPlace(userId, comesIn);
          if (entries.get(peerId)?.name === name) ways.set(userId, { state });
        },
      },
      { offers, sending, track: voice, shown, watched: watchedOf(userId), others: entries.size + 1, iceServers, ...(options.create && { create: options.create }) },
    );
    entries.set(peerId, { peer, userId, name });
    ways.set(userId, { state: "new", quality: "unknown" });
    fit();
    timer ??= setInterval(() => void look(), lookEvery);
  }

  return {
    ways: ways.all,
    pictures: gallery.pictures,

    setShown(now: Shown): void {
      shown = now;
      for (const { peer } of [...entries.values(), ...old.values()]) void peer.setShown(now);
    },

    watch(now: Watched): void {
      watched = now;
      for (const { peer, userId } of entries.values()) void peer.setWatched(watchedOf(userId));
    },

    setIceServers(servers: IceServer[]): void {
      iceServers = servers;
      for (const { peer } of entries.values()) peer.setIceServers(servers);
    },

    add,

    drop,

    /** Exactly these connections there have to be. Those that there are stay as they are. */
    agree(all: readonly Wanted[]): void {
      const wanted = new Set(all.map(({ peerId }) => peerId));
      const people = new Set(all.map(({ userId }) => userId));
      for (const [peerId, entry] of [...entries]) {
        if (wanted.has(peerId)) continue;
        if (people.has(entry.userId)) keep(peerId, entry);
        else drop(peerId);
      }
      for (const { peerId, userId, offers } of all) if (!entries.has(peerId)) add(peerId, userId, offers);
    },

    /** Somebody left for good. */
    gone(peerId: string, userId: string): void {
      drop(peerId);
      forget(userId);
    },

    /** The seat of somebody who was away has ended. If they took it again on another line, that is said next, and their sound goes on. */
    ended(peerId: string): void {
      const entry = entries.get(peerId);
      if (!entry) return;
      keep(peerId, entry);
      setTimeout(() => {
        if (isExpected(entry.userId)) return;
        forget(entry.userId);
        ways.remove(entry.userId);
      }, soon);
    },

    async take(peerId: string, description: Description): Promise<void> {
      await entries.get(peerId)?.peer.take(description);
    },

    async takeCandidate(peerId: string, candidate: Candidate | null): Promise<void> {
      await entries.get(peerId)?.peer.takeCandidate(candidate);
    },

    setVoice(track: MediaStreamTrack | undefined): void {
      voice = track;
      for (const { peer } of [...entries.values(), ...old.values()]) void peer.setTrack(track);
    },

    setSending(now: boolean): void {
      if (sending === now) return;
      sending = now;
      // From speaking to listening the server has every connection made anew, by who hears.
      if (now) for (const { peer } of entries.values()) void peer.setSending(true);
    },

    /** The server has forgotten us, not so the others' browsers: their sound goes on until it comes by a newer way. */
    keepForNow(): void {
      for (const [peerId, entry] of [...entries]) keep(peerId, entry);
    },

    hears(userId: string, muted: boolean): boolean {
      return [...entries.values()].some((entry) => entry.userId === userId && entry.peer.state === "connected" && (muted || heard.sounds(entry.name)));
    },

    findPaths(): void {
      for (const { peer } of entries.values()) peer.findPath();
    },

    close(): void {
      clearTimeout(mercy);
      for (const userId of [...old.keys()]) forget(userId);
      for (const peerId of [...entries.keys()]) drop(peerId);
      clearInterval(timer);
      timer = undefined;
      ways.all.set({});
    },
  };
}
