import type { Ack, ClientEvent, ClientEvents } from "../protocol/client";
import { readFrame, socketCodes } from "../protocol/server";
import type { Reply, ServerEvents, ServerFrame, ServerMessage } from "../protocol/server";
import { Flow } from "./flow";
import { lineOf } from "./line";
import type { Line } from "./line";
import { Refusal } from "./refusal";
import { timing } from "./surroundings";
import type { Listener, Over, Socket, Standing, Surroundings } from "./surroundings";
import { Unanswered } from "./unanswered";

export type Connection = ReturnType<typeof createConnection>;

/**
 * The line to the server, which outlives its sockets: what was said while there was none is told after coming back,
 * and what the server did not get is sent again, once.
 */
export function createConnection(listener: Listener, surroundings: Surroundings) {
  const unanswered = new Unanswered();
  const flow = new Flow(send);
  let standing: Standing = "connecting";
  let socket: Socket | undefined;
  let line: Line | undefined;
  /** What the new socket said, until it is known whether the old line goes on over it. */
  let resuming: { id: number; welcome: ServerEvents["welcome"]; seq: number } | undefined;
  let attempts = 0;
  let doubtful = false;
  let askedToWait: number | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let pinging: ReturnType<typeof setInterval> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let givingUp: ReturnType<typeof setTimeout> | undefined;
  let heardAt = 0;
  let seatUntil: number | undefined;

  function stand(next: Standing, over?: Over): void {
    if (standing === next || standing === "over") return;
    standing = next;
    listener.standing(next, over, seatUntil);
  }

  function connect(): void {
    clearTimeout(retry);
    retry = undefined;
    if (standing === "over" || socket) return;
    const opened = surroundings.openSocket();
    socket = opened;
    opened.onmessage = ({ data }: MessageEvent) => {
      receive(String(data));
    };
    opened.onclose = ({ code }) => {
      lose(code);
    };
    wait(timing.welcome);
  }

  function wait(milliseconds: number): void {
    clearTimeout(patience);
    patience = setTimeout(() => {
      lose();
    }, milliseconds);
  }

  /** The socket is closed, or as good as that. */
  function lose(code?: number): void {
    const gone = socket;
    if (!gone) return;
    // A refused handshake looks like any other failure: perhaps only the session has to be renewed.
    if (!pinging || code === socketCodes.signedOut) doubtful = true;
    drop();
    gone.close();
    if (code === socketCodes.replaced) {
      end("replaced");
      return;
    }
    // A socket that was closed is lost to both ends now; the server may have missed a silent one since it was heard last.
    if (line) seatUntil ??= (code === undefined ? heardAt : Date.now()) + line.resumeWindow;
    if (standing !== "lost") stand(line ? "reconnecting" : "connecting");
    givingUp ??= setTimeout(
      () => {
        stand("lost");
      },
      seatUntil === undefined ? timing.lostAfter : Math.max(0, seatUntil - Date.now()),
    );
    const pause = Math.min(timing.slowestRetry, timing.firstRetry * 2 ** attempts);
    attempts += 1;
    // Not all at the same moment: the server may just have started again.
    again(askedToWait ?? pause * (0.5 + surroundings.random() / 2));
    askedToWait = undefined;
  }

  function drop(): void {
    if (socket) {
      socket.onmessage = null;
      socket.onclose = null;
    }
    socket = undefined;
    resuming = undefined;
    flow.restart();
    clearTimeout(patience);
    patience = undefined;
    clearInterval(pinging);
    pinging = undefined;
  }

  function again(milliseconds: number): void {
    clearTimeout(retry);
    retry = setTimeout(() => {
      if (!doubtful) {
        connect();
        return;
      }
      void surroundings.ensureSession().then((session) => {
        if (standing === "over" || socket) return;
        if (session === "over") end("signedOut");
        else if (session === "unreachable") again(timing.slowestRetry);
        else {
          doubtful = false;
          connect();
        }
      });
    }, milliseconds);
  }

  function receive(text: string): void {
    const frame = readFrame(text);
    heardAt = Date.now();
    if (pinging) {
      clearTimeout(patience);
      patience = undefined;
    }
    if (frame) take(frame);
  }

  function take(frame: ServerFrame): void {
    switch (frame.event) {
      case "ack":
      case "error":
        answered(frame);
        return;
      case "pong":
        return;
      case "welcome":
        welcome(frame.data, frame.seq);
        return;
      case "go-away":
        goAway(frame.data);
        return;
      default:
        if (line && frame.seq > line.lastSeq) {
          line.lastSeq = frame.seq;
          tell(frame);
        }
    }
  }

  function tell(message: ServerMessage): void {
    if (message.event !== "resync") {
      listener.message(message);
    } else if (resuming) {
      const { welcome: fresh } = resuming;
      resuming = undefined;
      opened();
      listener.line(fresh);
    } else {
      listener.seatLost();
    }
  }

  function welcome(data: ServerEvents["welcome"], seq: number): void {
    startPinging();
    if (line) {
      // An id of its own each time: an answer from an earlier socket must not be taken for this one's.
      resuming = { id: unanswered.freshId(), welcome: data, seq };
      send({ event: "resume", data: { resumeId: line.resumeId, lastSeq: line.lastSeq }, id: resuming.id });
      return;
    }
    line = lineOf(data, seq);
    opened();
    listener.line(data);
  }

  function answered(frame: Exclude<Reply, { event: "pong" }>): void {
    if (!resuming || frame.id !== resuming.id) {
      if (frame.event === "error" && frame.data.code === "unavailable" && askAgain(frame.id)) return;
      unanswered.settle(frame.id, frame.event === "ack" ? { data: frame.data } : { refusal: new Refusal(frame.data.code, frame.data.message) });
      return;
    }
    if (frame.event === "ack" && "peerId" in frame.data) {
      const { welcome: fresh } = resuming;
      resuming = undefined;
      opened();
      for (const lost of unanswered.frames()) flow.take(lost);
      listener.resumed(fresh);
    } else {
      // The old line is over; `resync` comes over the new one next.
      line = lineOf(resuming.welcome, resuming.seq);
      unanswered.giveUp();
    }
  }

  /** Another server takes the room over: it does what this one could not, and nothing twice. */
  function askAgain(id: number | undefined): boolean {
    const frame = unanswered.oncemore(id);
    if (!frame) return false;
    const asked = socket;
    setTimeout(() => {
      // On another socket it is sent again anyway.
      if (socket === asked && standing === "open" && !resuming && unanswered.has(frame)) flow.take(frame);
    }, timing.unavailable);
    return true;
  }

  function opened(): void {
    attempts = 0;
    clearTimeout(givingUp);
    givingUp = undefined;
    seatUntil = undefined;
    stand("open");
  }

  function goAway({ reason, reconnectIn }: ServerEvents["go-away"]): void {
    if (reason === "signed_out") end("signedOut");
    else askedToWait = reconnectIn;
  }

  function startPinging(): void {
    clearTimeout(patience);
    patience = undefined;
    pinging = setInterval(() => {
      probe(timing.pong);
    }, timing.ping);
  }

  /** Whatever arrives is a sign of life. */
  function probe(milliseconds: number): void {
    if (!pinging || patience !== undefined) return;
    const seq = line?.lastSeq;
    socket?.send(JSON.stringify({ event: "ping", data: seq === undefined || resuming ? {} : { seq } }));
    wait(milliseconds);
  }

  function send(frame: object): void {
    socket?.send(JSON.stringify(frame));
  }

  function hurry(): void {
    if (!surroundings.isVisible()) return;
    if (pinging) {
      clearTimeout(patience);
      patience = undefined;
      probe(timing.hurriedPong);
    } else if (retry !== undefined) {
      again(0);
    }
  }

  function end(over: Over): void {
    if (standing === "over") return;
    const last = socket;
    drop();
    last?.close();
    clearTimeout(retry);
    clearTimeout(givingUp);
    surroundings.window.removeEventListener("online", hurry);
    surroundings.window.removeEventListener("visibilitychange", hurry);
    unanswered.giveUp();
    stand("over", over);
  }

  surroundings.window.addEventListener("online", hurry);
  surroundings.window.addEventListener("visibilitychange", hurry);
  connect();

  return {
    /** Arrives once, also when the socket is lost meanwhile; refused as `lost` when the line is. */
    async request<Event extends ClientEvent>(event: Event, data: ClientEvents[Event]): Promise<Ack<Event>> {
      if (standing === "over") throw new Refusal("lost", "The connection is closed.");
      const { frame, answer } = unanswered.add(event, data);
      if (standing === "open" && !resuming) flow.take(frame);
      return (await answer) as Ack<Event>;
    },

    /** For the very last word, when there is no time for an answer. */
    sayAndClose<Event extends ClientEvent>(event: Event, data: ClientEvents[Event]): void {
      if (pinging && !resuming) send({ event, data });
      end("closed");
    },

    retryNow(): void {
      if (retry === undefined) return;
      attempts = 0;
      again(0);
    },

    close(): void {
      end("closed");
    },
  };
}
