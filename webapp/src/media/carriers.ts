import type { Joined } from "../protocol/client";
import type { ServerMessage } from "../protocol/server";
import { speaks, type IceServer, type Media, type Participant } from "../protocol/things";
import type { Carrier, MakeConnection, MediaLine } from "./carrier";
import { connectionsOf } from "./connections";
import { createHeard } from "./heard";
import type { Levels } from "./levels";
import { createMeshCarrier } from "./meshCarrier";
import { observable, type Observable } from "./observable";
import { createOwnVoice } from "./ownVoice";
import { createSfuCarrier, type SfuCarrier } from "./sfuCarrier";
import { newest } from "./gallery";
import type { Pictures, Shown, Watched } from "./pictures";
import { createSqueeze } from "./squeeze";
import type { Speakers } from "./speakers";
import { joinedWays, type Ways } from "./ways";

/** If the server never says that the old way may close, it closes this long after everybody was heard on the new one. The server waits for 30 s. */
const afterConfirming = 33_000;
/** After joining again the server does not say when the old way may close. This is the longest that it stays. */
const afterJoining = 15_000;

/** What a server means if it says nothing about media: it only knows the mesh. */
const meshOnly: Media = { carrier: "mesh", epoch: 0 };

interface People {
  selfId: string;
  people: Readonly<Record<string, Participant>>;
}

export type Carriers = ReturnType<typeof createCarriers>;

/**
 * How voices travel, whichever way that is at the moment. When the server moves the room to another way, the new one is set up beside the old one,
 * which closes once everybody is heard on the new one.
 */
export function createCarriers(line: MediaLine, speakers: Speakers, levels: Levels, create?: MakeConnection) {
  const heard = createHeard(speakers, levels, check);
  const ways = observable<Ways>({});
  const pictures = observable<Pictures>(new Map());
  const squeeze = createSqueeze();
  const voice = createOwnVoice((track) => {
    for (const one of all()) one.setVoice(track);
  });
  let iceServers: IceServer[] = [];
  let sending = false;
  let shown: Shown = {};
  /** What would be looked at if the line were wide enough, and what is. */
  let wished: Watched | undefined;
  let watched: Watched | undefined;
  let media = meshOnly;
  /** What carried everybody before the move that is under way. */
  let settled = media.carrier;
  /** Whether the server still waits for the confirmation, has it, or never asked for one. */
  let moving: "confirms" | "confirmed" | "unasked" | undefined;
  let ending: ReturnType<typeof setTimeout> | undefined;
  let room: People = { selfId: "", people: {} };

  const mesh = createMeshCarrier(line, heard, { iceServers, sending, voice: undefined, create });
  let server: SfuCarrier | undefined;
  /** What came through the media server before it had to be set up anew. */
  let older: SfuCarrier | undefined;
  mesh.ways.subscribe(follow);
  mesh.pictures.subscribe(see);
  squeeze.state.subscribe(watch);

  /** The one that counts comes last. */
  function all(): Carrier[] {
    const through = [older, server].filter((one) => one !== undefined);
    return media.carrier === "mesh" ? [...through, mesh] : [mesh, ...through];
  }

  function follow(): void {
    ways.set(all().reduce<Ways>((before, one) => joinedWays(before, one.ways.get()), {}));
    squeeze.look(ways.get(), pictures.get().size > 0);
    check();
  }

  function see(): void {
    pictures.set(newest(all().flatMap((one) => [...one.pictures.get()])));
  }

  function watch(): void {
    if (!wished) return;
    watched = squeeze.fit(wished);
    for (const one of all()) one.watch(watched);
  }

  function begin(next: Media, asked: boolean): void {
    clearTimeout(ending);
    media = next;
    if (next.carrier === "mesh" && settled === "mesh") {
      // The move was given up: the old way is the way again.
      settle();
      return;
    }
    server?.retire();
    if (next.carrier === "server") {
      keepOlder();
      server = createSfuCarrier(next.epoch, line, heard, { iceServers, sending, voice: voice.sent(), shown, watched, create });
      server.ways.subscribe(follow);
      server.pictures.subscribe(see);
    }
    moving = asked ? "confirms" : "unasked";
    if (!asked) ending = setTimeout(settle, afterJoining);
    follow();
  }

  /** A carrier over which nobody was ever heard must not replace the one before it. */
  function keepOlder(): void {
    const unheard = older && server?.isConnected() === false ? server : older;
    if (unheard === older) older = server;
    unheard?.close();
  }

  /** Whether everybody is heard on the new way by now. */
  function check(): void {
    if (moving !== "confirms" && moving !== "unasked") return;
    const carrier = media.carrier === "mesh" ? mesh : server;
    const others = Object.values(room.people).filter(({ id, role }) => id !== room.selfId && speaks(role));
    if (!others.every(({ id, isMuted, mutedByModerator }) => carrier?.hears(id, isMuted || mutedByModerator))) return;
    if (moving === "unasked") {
      settle();
      return;
    }
    moving = "confirmed";
    ending = setTimeout(settle, afterConfirming);
    line.say("media-confirm", { epoch: media.epoch });
  }

  /** Only the new way is left. */
  function settle(): void {
    clearTimeout(ending);
    moving = undefined;
    settled = media.carrier;
    const over = settled === "mesh" ? [older, server] : [older, mesh];
    older = undefined;
    if (settled === "mesh") server = undefined;
    for (const one of over) one?.close();
    follow();
    see();
  }

  function setSending(now: boolean): void {
    sending = now;
    for (const one of all()) one.setSending(now);
  }

  return {
    ways: ways as Observable<Ways>,

    pictures: pictures as Observable<Pictures>,

    /** Whether pictures come smaller than wanted, or not at all, because the voices need the line. */
    squeezed: squeeze.state,

    setShown(now: Shown): void {
      shown = now;
      for (const one of all()) one.setShown(now);
    },

    watch(now: Watched): void {
      wished = now;
      watch();
    },

    /** In the room, for the first time or again. Then the server has forgotten what this browser sent and heard before. */
    joined({ role, media: now = meshOnly }: Pick<Joined, "role" | "media">): void {
      sending = speaks(role);
      if (now.carrier === "server" || media.carrier === "server") begin(now, false);
      media = now;
      settled = now.carrier;
      setSending(sending);
    },

    /** Who is here, and may be heard. */
    look({ selfId, people }: People): void {
      if (people === room.people) return;
      room = { selfId, people };
      check();
    },

    hear(message: ServerMessage): void {
      switch (message.event) {
        case "add-peer":
          mesh.add(message.data.peerId, message.data.user.id, message.data.createOffer);
          break;
        case "drop-peer":
          mesh.drop(message.data.peerId);
          break;
        case "remove-peer":
          if (room.people[message.data.userId]?.away) mesh.ended(message.data.peerId);
          else mesh.gone(message.data.peerId, message.data.userId);
          break;
        case "session-description":
          void mesh.take(message.data.peerId, message.data.sessionDescription);
          break;
        case "ice-candidate":
          void mesh.takeCandidate(message.data.peerId, message.data.icecandidate);
          break;
        case "room-state": {
          const now = message.data.media ?? meshOnly;
          if (now.carrier !== media.carrier || now.epoch > media.epoch) begin(now, true);
          if (now.carrier === "mesh") mesh.agree(connectionsOf(room.selfId, message.data.participants));
          break;
        }
        case "role":
          if (message.data.userId === room.selfId) setSending(speaks(message.data.role));
          break;
        case "media-move":
          if (message.data.epoch > media.epoch) begin({ carrier: message.data.to, epoch: message.data.epoch }, true);
          break;
        case "subscribe":
          if (message.data.epoch === media.epoch) void server?.subscribe(message.data);
          break;
        case "media-ice":
          void server?.takeCandidate(message.data.leg, message.data.icecandidate);
          break;
        case "media-restart":
          server?.broken(message.data.leg);
          break;
        case "media-state":
          if (message.data.state === "up") settle();
          // What still sounds is all there is until the next move.
          if (message.data.state === "down") clearTimeout(ending);
          break;
        default:
      }
    },

    setIceServers(servers: IceServer[]): void {
      iceServers = servers;
      for (const one of all()) one.setIceServers(servers);
    },

    setTrack(track: MediaStreamTrack | undefined): void {
      voice.setTrack(track);
    },

    setMuted(muted: boolean): void {
      voice.setMuted(muted);
    },

    /** The server has forgotten us: the sound of the others goes on until it comes by a newer way. */
    keepForNow(): void {
      mesh.keepForNow();
    },

    findPaths(): void {
      for (const one of all()) one.findPaths();
    },

    close(): void {
      clearTimeout(ending);
      moving = undefined;
      voice.close();
      for (const one of all()) one.close();
    },
  };
}
