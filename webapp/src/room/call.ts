import { observable, type Observable } from "../media/observable";
import { createCarriers, type Carriers } from "../media/carriers";
import type { MediaLine } from "../media/carrier";
import { createRelayPass } from "../media/relayPass";
import type { ClientEvent, ClientEvents } from "../protocol/client";
import type { ServerMessage } from "../protocol/server";
import { speaks, type IceServer, type Participant } from "../protocol/things";
import { createConnection } from "../signalling/connection";
import { codeOf } from "../signalling/refusal";
import { joined, ownLinesLike, reduce, self, voicesOf, withAsked, withoutInvitation, type RoomState } from "../signalling/room";
import type { Surroundings } from "../signalling/surroundings";
import type { CallView, Ended } from "./callView";
import { newsOf, type News } from "./news";
import { createReactions } from "./reactions";
import { createShowing } from "./showing";
import type { Sound } from "./sound";
import { createTold } from "./told";
import { createUnsent, type Memory } from "./unsent";
import { isBeyondHope, voiceOf } from "./voice";
import { createWritten, type Read } from "./written";

export type { CallView, Ended } from "./callView";

export interface CallOptions {
  roomId: string;
  startMuted: boolean;
  sound: Pick<Sound, "microphone" | "speakers" | "levels" | "camera" | "screen">;
  surroundings: Surroundings;
  history: Read;
  /** Relays with a fresh pass; none while the server can't be asked. */
  iceServers: () => Promise<IceServer[] | undefined>;
  /** Where what could not be sent is kept. */
  memory: Memory;
  makeCarrier?: (line: MediaLine) => Carriers;
}

export type Call = ReturnType<typeof createCall>;

/** What may be different in a moment. */
const passing: ReadonlySet<string> = new Set(["unavailable", "database_unavailable", "rate_limited", "internal_error"]);
const joinAgainIn = 2_000;

/** Being in a room: what the server says, what the browsers exchange, and the one truth about one's own microphone. */
export function createCall({ roomId, startMuted, sound, surroundings, history, iceServers, memory, makeCarrier }: CallOptions) {
  const { microphone, speakers, levels } = sound;
  const view = observable<CallView>({ standing: "connecting", seatUntil: undefined, resumeWindow: 0, present: false, voice: "muted", muted: true });
  const written = createWritten(history, view, (room) => {
    show({ room });
  });
  const reactions = createReactions();
  const told = createTold();
  let wantsToSpeak = !startMuted;
  let joining: ReturnType<typeof setTimeout> | undefined;

  const line: MediaLine = { say, request: (event, data) => connection.request(event, data) };
  const carrier = makeCarrier?.(line) ?? createCarriers(line, speakers, levels);
  const relayPass = createRelayPass(iceServers, (servers) => {
    carrier.setIceServers(servers);
  });
  const unsent = createUnsent({
    send: (message) => connection.request("chat", message),
    alike: (text) => ownLinesLike(view.get().room, text),
    memory,
    onFailed: () => {
      told.tell({ kind: "notSent" });
    },
  });
  const showing = createShowing(sound, carrier, line, told);
  let microphoneWas = microphone.state.get().status;
  const stopFollowing = microphone.state.subscribe(followMicrophone);
  carrier.setTrack(microphone.state.get().track);

  const connection = createConnection(
    {
      line: (welcome) => {
        relayPass.take(welcome.iceServers);
        show({ resumeWindow: welcome.resumeWindow });
        joinAnew();
      },
      seatLost: joinAnew,
      resumed: (welcome) => {
        relayPass.take(welcome.iceServers);
        carrier.findPaths();
        show({ present: view.get().room !== undefined });
        told.tell({ kind: "back" });
      },
      message: hear,
      standing: (standing, over, seatUntil) => {
        show({ standing, seatUntil, ...(standing !== "open" && { present: false }) });
        if (seatUntil !== undefined && over === undefined) told.tell({ kind: standing === "lost" ? "seatLost" : "interrupted" });
        if (over !== undefined && over !== "closed") end({ code: over === "replaced" ? "joined_elsewhere" : over });
      },
    },
    surroundings,
  );

  function ownSeat(): Participant | undefined {
    const { room } = view.get();
    return room && self(room);
  }

  function show(change: Partial<CallView>): void {
    const next = { ...view.get(), ...change };
    const voice = voiceOf(next.room && self(next.room), wantsToSpeak, microphone.state.get().status);
    const muted = voice !== "live";
    microphone.setMuted(muted);
    carrier.setMuted(muted);
    if (next.room) {
      speakers.listenTo(voicesOf(next.room));
      carrier.look(next.room);
    }
    view.set({ ...next, voice, muted });
  }

  /** Nobody is shown as heard over a microphone that is not there, and one that comes is used if that is still wanted. */
  function followMicrophone(): void {
    const { status, track } = microphone.state.get();
    carrier.setTrack(track);
    const was = microphoneWas;
    microphoneWas = status;
    if (isBeyondHope(status)) wantsToSpeak = false;
    if (status !== was) {
      if (status === "on") askToBeHeard();
      else if (was === "on" && ownSeat()?.isMuted === false) say("mute", { roomId });
    }
    show({});
  }

  function joinAnew(): void {
    clearTimeout(joining);
    carrier.keepForNow();
    showing.away();
    unsent.pause();
    show({ present: false });
    void join();
  }

  async function join(): Promise<void> {
    try {
      // Whoever is heard stays so, although their line was lost.
      const isHeard = wantsToSpeak && microphone.state.get().status === "on";
      const answer = await connection.request("join", { roomId, ...(isHeard && { muted: false }) });
      carrier.joined(answer);
      if (view.get().room) told.tell({ kind: "back" });
      show({ room: joined(answer, view.get().room), present: true });
      showing.joined();
    } catch (error) {
      // A new line joins by itself.
      if (codeOf(error) === "lost") return;
      // Nobody is sent away from a call because a server is busy with taking it over.
      if (view.get().room && passing.has(codeOf(error))) joining = setTimeout(() => void join(), joinAgainIn);
      else end({ code: codeOf(error) });
      return;
    }
    askToBeHeard();
    const me = ownSeat();
    // Whoever came through the door was asked there; this is for those who came straight back.
    if (me && speaks(me.role) && microphone.state.get().status === "off") void microphone.start();
    unsent.resume(await written.readAgain());
  }

  /** Whoever could not say so when they joined, because the microphone was not on yet. */
  function askToBeHeard(): void {
    const me = ownSeat();
    if (!wantsToSpeak || !me) return;
    if (!speaks(me.role) || me.mutedByModerator) wantsToSpeak = false;
    else if (me.isMuted && microphone.state.get().status === "on") say("unmute", { roomId });
    show({});
  }

  function hear(message: ServerMessage): void {
    const { room } = view.get();
    if (!room) return;
    const news = newsOf(room, message);
    carrier.hear(message);
    showing.hear(message, room.selfId);
    follow(message, room);
    show({ room: reduce(room, message) });
    if (news) told.tell(news);
    const ending = view.get().room?.ending;
    if (ending) end({ code: ending.reason });
  }

  /** What a message means beyond what is shown of the room. */
  function follow(message: ServerMessage, room: RoomState): void {
    switch (message.event) {
      case "room-state":
        void written.readAgain();
        break;
      case "mute-info":
        // Allowed to speak again, one decides anew whether to.
        if (message.data.userId === room.selfId && message.data.byModerator) wantsToSpeak = false;
        break;
      case "role":
        if (message.data.userId === room.selfId && !speaks(message.data.role)) wantsToSpeak = false;
        break;
      case "chat":
        if (message.data.userId === room.selfId) unsent.arrived(message.data.text);
        break;
      case "react":
        if (message.data.id === undefined) reactions.add(message.data.userId, message.data.emoji);
        break;
      default:
    }
  }

  /** What needs no answer but that it arrived. */
  function say<Event extends ClientEvent>(event: Event, data: ClientEvents[Event]): void {
    connection.request(event, data).catch((error: unknown) => {
      // A lost line begins all anew.
      if (codeOf(error) === "lost") return;
      // The peer has left meanwhile, or is no longer connected to us.
      if (!["no_such_peer", "not_in_room", "forbidden"].includes(codeOf(error))) console.warn(`The server refused ${event}`, error);
      if (event !== "unmute") return;
      wantsToSpeak = false;
      show({});
    });
  }

  function setMuted(muted: boolean): void {
    const me = ownSeat();
    if (!me || (!muted && (me.mutedByModerator || !speaks(me.role)))) return;
    wantsToSpeak = !muted;
    show({});
    const { status } = microphone.state.get();
    if (muted || status === "on") say(muted ? "mute" : "unmute", { roomId });
    // Nobody has asked for the microphone yet, or it was not to be had.
    else if (status !== "asking") void microphone.start();
  }

  function end(ended: Ended): void {
    if (view.get().ended) return;
    clearTimeout(joining);
    show({ ended });
    wantsToSpeak = false;
    microphone.setMuted(true);
    stopFollowing();
    showing.close();
    relayPass.close();
    connection.close();
    carrier.close();
    told.close();
  }

  /** One's own act, and never that of a page that is closed or loaded anew: for that the seat is kept. */
  function leave(): void {
    if (view.get().ended) return;
    connection.sayAndClose("leave", { roomId });
    end({ code: "left" });
  }

  return {
    roomId,
    view: view as Observable<CallView>,
    reactions: reactions.shown,
    told: told.said,
    tell: (news: News): void => {
      told.tell(news);
    },
    /** When the newest line was written that one has seen. */
    seen: observable(""),
    ways: carrier.ways,
    pictures: carrier.pictures,
    squeezed: carrier.squeezed,
    /** Says that a picture is in sight, and how large. */
    watch: showing.watch,
    unsent,
    readOlder: written.readOlder,
    leave,
    /** Lets go of the room without leaving it: the seat is kept for a while. */
    drop(): void {
      end({ code: "dropped" });
    },
    setMuted,
    /** Unmutes, mutes, or no longer waits to be unmuted. */
    toggleMuted: (): void => {
      setMuted(wantsToSpeak);
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
