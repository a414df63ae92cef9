import type { Candidate, Description, IceServer } from "../protocol/things";
import type { Wanted } from "./connections";
import type { Levels } from "./levels";
import { observable } from "./observable";
import type { Observable } from "./observable";
import { Peer } from "./peer";
import type { PeerOptions } from "./peer";
import { judge, sampleOf } from "./quality";
import type { Quality, Sample } from "./quality";
import type { Speakers } from "./speakers";

/** How the sound of one person gets here. */
export interface Way {
  state: RTCPeerConnectionState;
  quality: Quality;
}

export type Ways = Readonly<Record<string, Way>>;

interface Entry {
  peer: Peer;
  userId: string;
  /** Tells the elements of an older and a newer connection to the same person apart. */
  name: string;
  sample?: Sample;
}

export interface Relay {
  describe: (peerId: string, description: Description) => void;
  candidate: (peerId: string, candidate: Candidate | null) => void;
}

const lookEvery = 3_000;
/** Old connections sound on for so long after a line was lost, unless newer ones take their place before. */
const grace = 15_000;
/** A new connection is there before the first sound comes over it. From somebody who is muted none comes. */
const firstSound = 2_000;
/** The server says in one breath that a seat has ended and who took it. */
const soon = 1_000;
/**
 * Silence costs as much to encode as speech, once for each other person. Who has been muted for so long sends nothing any more. Not at once:
 * a receiver takes a pause of a few seconds in what comes in for a bad network, and plays what follows it more than half a second late.
 */
const restsAfter = 20_000;

export type Peers = ReturnType<typeof createPeers>;

/** The connections to all others. */
export function createPeers(relay: Relay, speakers: Speakers, levels: Levels, create?: PeerOptions["create"]) {
  const entries = new Map<string, Entry>();
  const old = new Map<string, Entry>();
  const ways = observable<Ways>({});
  let iceServers: IceServer[] = [];
  let track: MediaStreamTrack | undefined;
  let sending = false;
  let resting = true;
  let falling: ReturnType<typeof setTimeout> | undefined;
  let made = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  let mercy: ReturnType<typeof setTimeout> | undefined;

  function setWay(userId: string, change: Partial<Way> | undefined): void {
    const { [userId]: before, ...others } = ways.get();
    ways.set(change ? { ...others, [userId]: { state: "new", quality: "unknown", ...before, ...change } } : others);
  }

  function end(entry: Entry): void {
    entry.peer.close();
    speakers.remove(entry.name);
  }

  function forget(userId: string): void {
    const entry = old.get(userId);
    if (!entry) return;
    old.delete(userId);
    end(entry);
  }

  /** The older connection falls silent when the newer one no longer is. */
  function takesPlace(userId: string, sound: MediaStreamTrack | undefined): void {
    const before = old.get(userId);
    if (!before) return;
    const done = () => {
      clearTimeout(waiting);
      sound?.removeEventListener("unmute", done);
      if (old.get(userId) === before) forget(userId);
    };
    const waiting = setTimeout(done, firstSound);
    if (sound?.muted === true) sound.addEventListener("unmute", done);
    else done();
  }

  function drop(peerId: string): void {
    const entry = entries.get(peerId);
    if (!entry) return;
    entries.delete(peerId);
    end(entry);
    levels.remove(entry.userId);
    setWay(entry.userId, undefined);
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

  const isExpected = (userId: string) => [...entries.values()].some((entry) => entry.userId === userId);

  const sent = () => (resting ? undefined : track);

  function rest(now: boolean): void {
    resting = now;
    for (const { peer } of [...entries.values(), ...old.values()]) void peer.setTrack(sent());
  }

  async function look(): Promise<void> {
    for (const entry of [...entries.values()]) {
      if (entry.peer.state !== "connected") continue;
      const reports: Record<string, unknown>[] = [];
      (await entry.peer.stats()).forEach((report: Record<string, unknown>) => reports.push(report));
      const sample = sampleOf(reports);
      if ([...entries.values()].includes(entry)) setWay(entry.userId, { quality: judge(entry.sample, sample) });
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
        describe: (description) => {
          relay.describe(peerId, description);
        },
        candidate: (candidate) => {
          relay.candidate(peerId, candidate);
        },
        sound: (stream) => {
          [comesIn] = stream.getAudioTracks();
          speakers.add(name, userId, stream);
          levels.add(userId, stream);
        },
        state: (state) => {
          if (state === "connected") takesPlace(userId, comesIn);
          if (entries.get(peerId)?.name === name) setWay(userId, { state });
        },
      },
      { offers, sending, track: sent(), iceServers, ...(create && { create }) },
    );
    entries.set(peerId, { peer, userId, name });
    setWay(userId, { state: "new", quality: "unknown" });
    timer ??= setInterval(() => void look(), lookEvery);
  }

  return {
    ways: ways as Observable<Ways>,

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
        levels.remove(entry.userId);
        setWay(entry.userId, undefined);
      }, soon);
    },

    async take(peerId: string, description: Description): Promise<void> {
      await entries.get(peerId)?.peer.take(description);
    },

    async takeCandidate(peerId: string, candidate: Candidate | null): Promise<void> {
      await entries.get(peerId)?.peer.takeCandidate(candidate);
    },

    setTrack(next: MediaStreamTrack | undefined): void {
      track = next;
      rest(resting);
    },

    /** A muted microphone gives silence by itself; after a while it rests, as it does before it is unmuted for the first time. */
    setMuted(muted: boolean): void {
      if (muted === (resting || falling !== undefined)) return;
      clearTimeout(falling);
      falling = undefined;
      if (!muted) {
        rest(false);
        return;
      }
      falling = setTimeout(() => {
        falling = undefined;
        rest(true);
      }, restsAfter);
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

    findPaths(): void {
      for (const { peer } of entries.values()) peer.findPath();
    },

    close(): void {
      clearTimeout(mercy);
      clearTimeout(falling);
      for (const userId of [...old.keys()]) forget(userId);
      for (const peerId of [...entries.keys()]) drop(peerId);
    },
  };
}
