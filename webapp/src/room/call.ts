import { observable } from "../media/observable";
import type { Observable } from "../media/observable";
import { createPeers } from "../media/peers";
import type { Peers, Relay } from "../media/peers";
import { createRelayPass } from "../media/relayPass";
import type { ClientEvent, ClientEvents } from "../protocol/client";
import type { ServerMessage } from "../protocol/server";
import { speaks } from "../protocol/things";
import { createConnection } from "../signalling/connection";
import { Refusal } from "../signalling/refusal";
import { joined, reduce, self, voicesOf, withAsked, withLines, withoutInvitation } from "../signalling/room";
import type { Line, RoomState } from "../signalling/room";
import type { Over, Standing, Surroundings } from "../signalling/surroundings";
import type { IceServer, Person } from "../protocol/things";
import { newsOf } from "./news";
import type { News } from "./news";
import type { Sound } from "./sound";

/** Why one is not in the room any more, or never came in: a code of the server, or one of our own. */
export interface Ended {
  code: string;
  refused: boolean;
}

export interface CallView {
  standing: Standing;
  /** Nothing until one is in. */
  room?: RoomState;
  /** What leaves this device and what is shown are both made from this, so that they can't disagree. */
  muted: boolean;
  /** Asked to be unmuted, and the server has not said yes yet. */
  unmuting: boolean;
  ended?: Ended;
}

export interface Reaction {
  key: number;
  userId: string;
  emoji: string;
}

export interface Told {
  key: number;
  news: News;
}

export interface CallOptions {
  roomId: string;
  startMuted: boolean;
  sound: Pick<Sound, "microphone" | "speakers" | "levels">;
  surroundings: Surroundings;
  /** What was written before. */
  history: () => Promise<{ lines: Line[]; faces: Person[] } | undefined>;
  /** Relays with a fresh pass; none while the server can't be asked. */
  iceServers: () => Promise<IceServer[] | undefined>;
  makePeers?: (relay: Relay) => Peers;
}

export type Call = ReturnType<typeof createCall>;

const reactionFor = 4_000;

/** Being in a room: what the server says, what the browsers exchange, and the one truth about one's own microphone. */
export function createCall({ roomId, startMuted, sound, surroundings, history, iceServers, makePeers }: CallOptions) {
  const { microphone, speakers, levels } = sound;
  const view = observable<CallView>({ standing: "connecting", muted: true, unmuting: false });
  const reactions = observable<readonly Reaction[]>([]);
  const told = observable<Told | undefined>(undefined);
  let wantsToSpeak = !startMuted;
  let key = 0;

  const relay: Relay = {
    describe: (peerId, sessionDescription) => {
      say("relay-sdp", { peerId, sessionDescription });
    },
    candidate: (peerId, icecandidate) => {
      say("relay-ice", { peerId, icecandidate });
    },
  };
  const peers = makePeers?.(relay) ?? createPeers(relay, speakers, levels);
  const relayPass = createRelayPass(iceServers, (servers) => {
    peers.setIceServers(servers);
  });
  const stopFollowing = microphone.state.subscribe(() => {
    peers.setTrack(microphone.state.get().track);
  });
  peers.setTrack(microphone.state.get().track);

  const connection = createConnection(
    {
      line: (welcome) => {
        relayPass.take(welcome.iceServers);
        peers.keepForNow();
        void join();
      },
      resumed: (welcome) => {
        relayPass.take(welcome.iceServers);
        peers.findPaths();
      },
      message: hear,
      standing: (standing, over) => {
        show({ standing });
        if (over !== undefined && over !== "closed") end(endedBy(over));
      },
    },
    surroundings,
  );

  function show(change: Partial<CallView>): void {
    const next = { ...view.get(), ...change };
    const me = next.room && self(next.room);
    const muted = !me || !wantsToSpeak || me.isMuted || !speaks(me.role);
    microphone.setMuted(muted);
    peers.setMuted(muted);
    if (next.room) speakers.listenTo(voicesOf(next.room));
    view.set({ ...next, muted, unmuting: wantsToSpeak && muted && me !== undefined && speaks(me.role) });
  }

  async function join(): Promise<void> {
    try {
      const answer = await connection.request("join", { roomId });
      peers.setSending(speaks(answer.role));
      show({ room: joined(answer, view.get().room) });
    } catch (error) {
      // A new line joins by itself.
      if (codeOf(error) !== "lost") end({ code: codeOf(error), refused: true });
      return;
    }
    askToBeHeard();
    const written = await history();
    const { room } = view.get();
    if (written && room) show({ room: withLines(room, written.lines, written.faces) });
  }

  /** Everybody starts muted, also after the server was away; whoever was heard before is heard again. */
  function askToBeHeard(): void {
    const { room } = view.get();
    const me = room && self(room);
    if (!wantsToSpeak || !me) return;
    if (!speaks(me.role) || me.mutedByModerator) wantsToSpeak = false;
    else if (me.isMuted) say("unmute", { roomId });
    show({});
  }

  function hear(message: ServerMessage): void {
    const { room } = view.get();
    if (!room) return;
    const news = newsOf(room, message);
    follow(message, room);
    show({ room: reduce(room, message) });
    if (news) told.set({ key: (key += 1), news });
    const ending = view.get().room?.ending;
    if (ending) end({ code: ending.reason, refused: false });
  }

  /** What a message means for the connections and for the microphone. */
  function follow(message: ServerMessage, room: RoomState): void {
    switch (message.event) {
      case "add-peer":
        peers.add(message.data.peerId, message.data.user.id, message.data.createOffer);
        break;
      case "drop-peer":
        peers.drop(message.data.peerId);
        break;
      case "remove-peer":
        peers.gone(message.data.peerId, message.data.userId);
        break;
      case "session-description":
        void peers.take(message.data.peerId, message.data.sessionDescription);
        break;
      case "ice-candidate":
        void peers.takeCandidate(message.data.peerId, message.data.icecandidate);
        break;
      case "mute-info":
        // Allowed to speak again, one decides anew whether to.
        if (message.data.userId === room.selfId && message.data.byModerator) wantsToSpeak = false;
        break;
      case "role":
        if (message.data.userId !== room.selfId) break;
        if (!speaks(message.data.role)) wantsToSpeak = false;
        peers.setSending(speaks(message.data.role));
        break;
      case "react":
        react({ key: (key += 1), userId: message.data.userId, emoji: message.data.emoji });
        break;
      default:
    }
  }

  function react(reaction: Reaction): void {
    reactions.set([...reactions.get().filter(({ userId }) => userId !== reaction.userId), reaction]);
    setTimeout(() => {
      reactions.set(reactions.get().filter((one) => one !== reaction));
    }, reactionFor);
  }

  /** What needs no answer but that it arrived. */
  function say<Event extends ClientEvent>(event: Event, data: ClientEvents[Event]): void {
    connection.request(event, data).catch((error: unknown) => {
      // A lost line begins all anew.
      if (codeOf(error) === "lost") return;
      // The peer has left meanwhile, or is no longer connected to us.
      if (!["no_such_peer", "not_in_room", "forbidden"].includes(codeOf(error))) console.warn(`The server refused ${event}`, error);
      if (event === "unmute") setWish(false);
    });
  }

  function setWish(now: boolean): void {
    wantsToSpeak = now;
    show({});
  }

  function end(ended: Ended): void {
    if (view.get().ended) return;
    show({ ended });
    wantsToSpeak = false;
    microphone.setMuted(true);
    stopFollowing();
    relayPass.close();
    connection.close();
    peers.close();
    removeEventListener("pagehide", leave);
  }

  /** The server hears of it even when the page is closed in this moment. */
  function leave(): void {
    if (view.get().ended) return;
    connection.sayAndClose("leave", { roomId });
    end({ code: "left", refused: false });
  }

  addEventListener("pagehide", leave);

  return {
    roomId,
    view: view as Observable<CallView>,
    reactions: reactions as Observable<readonly Reaction[]>,
    told: told as Observable<Told | undefined>,
    ways: peers.ways,
    leave,

    setMuted(muted: boolean): void {
      const { room } = view.get();
      const me = room && self(room);
      if (!me || (!muted && (me.mutedByModerator || !speaks(me.role)))) return;
      setWish(!muted);
      say(muted ? "mute" : "unmute", { roomId });
    },

    answerInvitation(accept: boolean): Promise<object> {
      const { room } = view.get();
      if (room) show({ room: withoutInvitation(room) });
      return connection.request("speak", { accept });
    },

    /** Invites a listener to speak; until they answer, they are known as asked. */
    async invite(userId: string): Promise<object> {
      const done = await connection.request("set-role", { userId, role: "speaker" });
      const { room } = view.get();
      if (room) show({ room: withAsked(room, userId) });
      return done;
    },

    request: connection.request.bind(connection),
    retryNow: connection.retryNow.bind(connection),
  };
}

function endedBy(over: Over): Ended {
  return { code: over === "replaced" ? "joined_elsewhere" : over, refused: false };
}

function codeOf(error: unknown): string {
  if (error instanceof Refusal) return error.code;
  throw error;
}
