import { expect, vi } from "vitest";
import { createCarriers } from "../media/carriers";
import type { MediaLine } from "../media/carrier";
import { createChoices } from "../media/choices";
import { createLevels } from "../media/levels";
import { createSpeakers } from "../media/speakers";
import type { Participant } from "../protocol/things";
import { Refusal } from "../signalling/refusal";
import { seat } from "./call";
import { FakeConnection, FakeStream, FakeTrack } from "./peerConnection";

interface Said {
  event: string;
  data: Record<string, unknown>;
  answer: (data?: object) => Promise<void>;
  refuse: (code: string) => Promise<void>;
}

/** What is under way comes to rest, and no time passes. */
export const rest = () => vi.advanceTimersByTimeAsync(0);

/** The ways for voices of one browser, with the server, the connections and what is audible in the hands of the test. */
export function carriersWorld({ role = "speaker", others = [seat("ada", { isMuted: false })] }: { role?: Participant["role"]; others?: Participant[] } = {}) {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", FakeStream);
  const made: FakeConnection[] = [];
  const said: Said[] = [];
  const elements: HTMLAudioElement[] = [];
  const levels = createLevels();
  const measured = new Map<string, FakeTrack>();
  vi.spyOn(levels, "add").mockImplementation((name, stream) => {
    measured.set(name, trackOf(stream));
  });
  vi.spyOn(levels, "remove").mockImplementation((name) => {
    measured.delete(name);
  });
  const speakers = createSpeakers(createChoices(), () => {
    const element = { muted: false, volume: 1, srcObject: null, play: () => Promise.resolve(), pause: vi.fn() } as unknown as HTMLAudioElement;
    elements.push(element);
    return element;
  });

  function record(event: string, data: object): Promise<object> {
    return new Promise((resolve, reject) => {
      said.push({
        event,
        data: data as Record<string, unknown>,
        answer: async (answer = {}) => {
          resolve(answer);
          await rest();
        },
        refuse: async (code) => {
          reject(new Refusal(code, "No."));
          await rest();
        },
      });
    });
  }

  const line = { say: (event, data) => void record(event, data), request: record } as MediaLine;
  const carriers = createCarriers(line, speakers, levels, (configuration) => {
    made.push(new FakeConnection(configuration));
    return made.at(-1) as unknown as RTCPeerConnection;
  });
  let people: Participant[] = [];

  const world = {
    carriers,
    speakers,
    made,
    said,
    voice: { kind: "audio" } as MediaStreamTrack,

    /** What is heard of somebody: never more than one track at a time, which is also the one whose level is shown. */
    heard(userId: string): FakeTrack | undefined {
      const tracks = elements.filter(({ muted, srcObject }) => !muted && srcObject).map(({ srcObject }) => trackOf(srcObject as MediaStream));
      const theirs = tracks.filter((track) => world.whose.get(track) === userId);
      expect(theirs.length).toBeLessThanOrEqual(1);
      expect(measured.get(userId)).toBe(theirs[0]);
      return theirs[0];
    },
    whose: new Map<FakeTrack, string>(),

    async tells(event: string, data: object): Promise<void> {
      carriers.hear({ event, data } as Parameters<typeof carriers.hear>[0]);
      await rest();
    },

    /** Who is in the room, beside oneself. */
    async holds(now: Participant[]): Promise<void> {
      people = [seat("me", { role }), ...now];
      speakers.listenTo(new Set(people.map(({ id }) => id)));
      carriers.look({ selfId: "me", people: Object.fromEntries(people.map((one) => [one.id, one])) });
      await rest();
    },

    async joins(media?: { carrier: "mesh" | "server"; epoch: number }): Promise<void> {
      carriers.joined({ role, ...(media && { media }) });
      await world.holds(others);
    },

    /** A connection in the mesh over which somebody is heard. */
    async meets(userId: string, sounds = true): Promise<FakeConnection> {
      await world.tells("add-peer", { peerId: `p-${userId}`, createOffer: true, user: { id: userId } });
      const pc = world.last();
      const track = new FakeTrack();
      world.whose.set(track, userId);
      pc.brings(track);
      pc.becomes("connected");
      if (sounds) track.sounds();
      await rest();
      return pc;
    },

    /** The media server offers what comes by mid. */
    async offers(epoch: number, tracks: Record<string, string>, first = false): Promise<void> {
      const sdp = Object.keys(tracks).map((mid) => `a=mid:${mid}\n`).join("");
      const list = Object.entries(tracks).map(([mid, userId]) => ({ mid, userId, source: "microphone" }));
      await world.tells("subscribe", { epoch, sessionDescription: { type: "offer", sdp }, tracks: list, first });
      const pc = made.findLast(({ closed, remoteDescription }) => !closed && remoteDescription?.sdp === sdp);
      for (const { mid, userId } of list) {
        const track = pc?.transceivers.find((one) => one.mid === mid)?.receiver.track;
        if (track) world.whose.set(track, userId);
      }
    },

    /** What the media server sends for one section. */
    comes: (pc: FakeConnection, mid: string): FakeTrack => {
      const track = pc.transceivers.find((one) => one.mid === mid)?.receiver.track;
      if (!track) throw new Error(`nothing comes for ${mid}`);
      return track;
    },

    last(): FakeConnection {
      const last = made.at(-1);
      if (!last) throw new Error("no connection");
      return last;
    },

    /** The newest connections to the media server. */
    publishing: () => made.findLast(({ transceivers }) => transceivers[0]?.direction === "sendonly"),

    subscribing(): FakeConnection {
      const found = made.findLast(({ onnegotiationneeded, transceivers }) => onnegotiationneeded === null && transceivers[0]?.direction !== "sendonly");
      if (!found) throw new Error("no connection");
      return found;
    },

    open: () => made.filter(({ closed }) => !closed),

    all: (event: string) => said.filter((one) => one.event === event),

    lastly(event: string): Said {
      const found = said.findLast((one) => one.event === event);
      if (!found) throw new Error(`${event} was not said`);
      return found;
    },
  };
  return world;
}

function trackOf(stream: MediaStream): FakeTrack {
  return stream.getAudioTracks()[0] as unknown as FakeTrack;
}

export const answered = { sessionDescription: { type: "answer", sdp: "a=ice-ufrag:server\r\na=rtpmap:111 opus/48000/2\r\n" } };

/** In a room that the media server carries, in this epoch. */
export const epoch = 1;

export async function served(options?: Parameters<typeof carriersWorld>[0]) {
  const world = carriersWorld(options);
  await world.joins({ carrier: "server", epoch });
  return world;
}

/** The same, where one's own voice reaches the media server. */
export async function publishing() {
  const world = await served();
  await world.lastly("publish").answer(answered);
  const pc = world.publishing();
  if (!pc) throw new Error("nothing is published");
  pc.becomes("connected");
  return { ...world, pc };
}

export const toServer = (epoch: number) => ({ to: "server", epoch, by: "size" });
export const toMesh = (epoch: number, by = "size") => ({ to: "mesh", epoch, by });

/** In the mesh with Ada, and the server has said that the room moves to the media server. */
export async function movingWorld(options?: Parameters<typeof carriersWorld>[0]) {
  const world = carriersWorld(options);
  await world.joins();
  const mesh = await world.meets("ada");
  await world.tells("media-move", toServer(1));
  return { ...world, mesh, old: world.heard("ada") };
}
