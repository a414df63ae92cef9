// People on Parley, for the tests in this folder: PEOPLE as JSON {name: {id, username, token, server}}.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const webapp = createRequire(new URL("../../../webapp/package.json", import.meta.url));
export const { io } = webapp("socket.io-client");
const WebSocket = webapp("ws");
export const people = JSON.parse(process.env.PEOPLE);
const PATIENCE = 30_000;

/** What one client hears, in its order; nothing is heard twice. */
class Ears {
  #heard = [];
  #waiting = [];
  disturbed = false;

  hear(event, data) {
    this.disturbed ||= event === "link" && !data.up;
    this.#heard.push({ event, data });
    this.#waiting.forEach((look) => look());
  }

  hears(event, matching = () => true) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${event} among ${JSON.stringify(this.#heard)}`)), PATIENCE);
      const look = () => {
        const index = this.#heard.findIndex((one) => one.event === event && matching(one.data));
        if (index >= 0) {
          clearTimeout(late);
          this.#waiting = this.#waiting.filter((other) => other !== look);
          resolve(this.#heard.splice(0, index + 1).at(-1).data);
        }
      };
      this.#waiting.push(look);
      look();
    });
  }

  /** Passes an answer on, and remembers whether another node could not be asked. */
  told(answer) {
    this.disturbed ||= answer?.error?.code === "unavailable";
    return answer;
  }

  /** Of what was not asked for yet. */
  heard(event) {
    return this.#heard.some((one) => one.event === event);
  }
}

const bearer = (person) => ({ Authorization: `Bearer ${person.token}` });

/** The unmodified client. */
export class SocketIoPeer extends Ears {
  constructor(person, options = {}) {
    super();
    this.person = person;
    this.socket = io(person.server, { forceNew: true, reconnectionDelay: 50, extraHeaders: bearer(person), ...options });
    this.socket.onAny((event, data, ...more) => {
      assert.equal(more.length, 0);
      this.hear(event, data);
    });
  }

  says(event, data) {
    this.socket.emit(event, data);
  }

  asks(event, data) {
    return this.socket.timeout(PATIENCE).emitWithAck(event, data).then((answer) => this.told(answer));
  }

  closes() {
    this.socket.disconnect();
  }
}

/** A client of the plain socket. */
export class PlainPeer extends Ears {
  #answers = new Map();
  #last = 0;

  constructor(person) {
    super();
    this.person = person;
    this.socket = new WebSocket(`${person.server.replace("http", "ws")}/ws`, { headers: bearer(person) });
    this.socket.on("message", (text) => {
      const { event, data, id } = JSON.parse(text);
      if (id === undefined) this.hear(event, data);
      else this.#answers.get(id)({ event, data });
    });
  }

  says(event, data) {
    this.socket.send(JSON.stringify({ event, data }));
  }

  asks(event, data) {
    const id = ++this.#last;
    this.socket.send(JSON.stringify({ event, data, id }));
    return new Promise((resolve) => this.#answers.set(id, resolve)).then((answer) => this.told(answer.event === "error" ? { error: answer.data } : answer.data));
  }

  closes() {
    this.socket.close();
  }
}

/**
 * Runs with these clients, once each was welcomed, and closes them afterwards. Runs again if several nodes lost each other in between, which a
 * busy machine can do: people are told then, and may miss what this waits for.
 */
export async function among(make, work, tries = 3) {
  const peers = make();
  try {
    for (const peer of peers) peer.welcome = await peer.hears("welcome");
    await work(...peers);
    return;
  } catch (failure) {
    if (tries === 1 || !peers.some((peer) => peer.disturbed)) throw failure;
  } finally {
    peers.forEach((peer) => peer.closes());
  }
  await among(make, work, tries - 1);
}

export async function get(person, path) {
  const answer = await fetch(person.server + path, { headers: bearer(person) });
  return { status: answer.status, body: await answer.json() };
}

export async function room(host, wishes = {}) {
  const answer = await fetch(`${host.server}/api/rooms`, {
    method: "POST",
    headers: { ...bearer(host), "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Salon", ...wishes }),
  });
  assert.equal(answer.status, 201);
  return (await answer.json()).room.id;
}

const media = (direction) => `v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=${direction}\r\n`;
export const offer = { type: "offer", sdp: media("sendrecv") };
export const answer = { type: "answer", sdp: media("sendrecv") };
export const candidate = { candidate: "candidate:1 1 udp 2113937151 192.0.2.7 50000 typ host", sdpMid: "0", sdpMLineIndex: 0 };
