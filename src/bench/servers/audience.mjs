// People of a large room who speak and listen without a browser: RTP over real DTLS-SRTP connections, and nothing is decoded.
// PEOPLE is a file with JSON {server, room, bind, speakers, people: [token]}. The first ones speak. It prints lines of JSON.
import { readFileSync } from "node:fs";
import datachannel from "node-datachannel";
import WebSocket from "ws";

const { server, room, bind, speakers, people, at } = JSON.parse(readFileSync(process.env.PEOPLE, "utf8"));
const frame = 20;
const payload = Buffer.alloc(80, 7);

class Guest {
  received = 0;
  /** By SSRC, to find what was lost. */
  streams = new Map();
  failures = [];
  #id = 0;
  #asked = new Map();

  constructor(token, number) {
    this.number = number;
    this.token = token;
  }

  connect() {
    this.began = Date.now();
    this.socket = new WebSocket(`${server.replace("http", "ws")}/ws`, { headers: { Authorization: `Bearer ${this.token}` } });
    this.socket.on("message", (text) => this.hear(JSON.parse(text)));
    this.socket.on("close", (code) => this.failures.push(`closed ${code}`));
    this.socket.on("error", (error) => this.failures.push(error.message));
    return new Promise((resolve) => (this.inRoom = resolve));
  }

  ask(event, data) {
    const id = ++this.#id;
    this.socket.send(JSON.stringify({ event, data, id }));
    return new Promise((resolve, reject) => this.#asked.set(id, { resolve, reject }));
  }

  async hear({ event, data, id, seq }) {
    if (seq !== undefined && seq % 50 === 0) this.socket.send(JSON.stringify({ event: "ping", data: { seq }, id: ++this.#id }));
    if (event === "ack") this.#asked.get(id)?.resolve(data);
    else if (event === "error") this.#asked.get(id)?.reject(new Error(`${data.code}: ${data.message}`));
    else if (event === "welcome") void this.join();
    else if (event === "media-move" && data.to === "server") this.moves(data.epoch);
    else if (event === "subscribe") this.subscribe(data);
  }

  async join() {
    try {
      const { media } = await this.ask("join", { roomId: room });
      this.joined = Date.now();
      this.inRoom();
      if (media.carrier === "server") this.moves(media.epoch);
    } catch (error) {
      this.failures.push(error.message);
      this.inRoom();
    }
  }

  moves(epoch) {
    if (this.number < speakers) void this.publish(epoch);
    else void this.confirm(epoch);
  }

  async confirm(epoch) {
    await this.ask("media-confirm", { epoch }).catch((error) => this.failures.push(error.message));
  }

  async publish(epoch) {
    const pc = new datachannel.PeerConnection(`speaker ${this.number}`, { iceServers: [], bindAddress: bind, disableAutoNegotiation: true });
    const audio = new datachannel.Audio("0", "SendOnly");
    audio.addOpusCodec(111);
    audio.addSSRC(1000 + this.number, "speaker");
    const track = pc.addTrack(audio);
    this.publishing = { pc, track };
    pc.onGatheringStateChange(async (state) => {
      if (state !== "complete") return;
      try {
        const { sessionDescription } = await this.ask("publish", { epoch, sessionDescription: pc.localDescription(), tracks: [{ mid: "0", source: "microphone" }] });
        pc.setRemoteDescription(sessionDescription.sdp, "answer");
        await this.ask("unmute", {});
        await this.confirm(epoch);
      } catch (error) {
        this.failures.push(error.message);
      }
    });
    track.onOpen(() => this.speak(track));
    pc.setLocalDescription();
  }

  speak(track) {
    let seq = 0;
    const header = Buffer.alloc(12);
    const began = Date.now();
    this.timer = setInterval(() => {
      while (seq * frame < Date.now() - began) {
        header.writeUInt8(0x80, 0);
        header.writeUInt8(111, 1);
        header.writeUInt16BE(seq & 0xffff, 2);
        header.writeUInt32BE((seq * 960) >>> 0, 4);
        header.writeUInt32BE(1000 + this.number, 8);
        if (track.isOpen()) track.sendMessageBinary(Buffer.concat([header, payload]));
        seq += 1;
        this.sent = seq;
      }
    }, frame);
  }

  subscribe({ epoch, sessionDescription, first }) {
    if (first) this.hearing?.close();
    if (first || !this.hearing) {
      const pc = new datachannel.PeerConnection(`listener ${this.number}`, { iceServers: [], bindAddress: bind });
      this.hearing = pc;
      this.tracks = [];
      pc.onTrack((track) => {
        this.tracks.push(track);
        track.onMessage((packet) => this.take(packet));
      });
      pc.onGatheringStateChange((state) => state === "complete" && this.answer());
    }
    this.epoch = epoch;
    this.answers = false;
    this.hearing.setRemoteDescription(sessionDescription.sdp, "offer");
    if (this.hearing.gatheringState() === "complete") this.answer();
  }

  answer() {
    const description = this.hearing.localDescription();
    if (this.answers || description?.type !== "answer") return;
    this.answers = true;
    this.ask("subscribed", { epoch: this.epoch, sessionDescription: description }).catch((error) => this.failures.push(error.message));
  }

  take(packet) {
    if (packet.length < 12 || (packet[1] & 0x7f) !== 111) return;
    this.heardAt ??= Date.now();
    this.received += 1;
    const ssrc = packet.readUInt32BE(8);
    const seq = packet.readUInt16BE(2);
    const stream = this.streams.get(ssrc);
    if (!stream) this.streams.set(ssrc, { first: seq, last: seq, count: 1 });
    else {
      stream.last = Math.max(stream.last, seq);
      stream.count += 1;
    }
  }

  forget() {
    this.received = 0;
    this.streams.clear();
  }

  /** Packets that should have come and did not. */
  get lost() {
    return [...this.streams.values()].reduce((sum, { first, last, count }) => sum + last - first + 1 - count, 0);
  }

  close() {
    clearInterval(this.timer);
    this.publishing?.pc.close();
    this.hearing?.close();
    this.socket.close();
  }
}

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const part = (values, share) => values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))];
const say = (what) => console.log(JSON.stringify(what));

const guests = people.map((token, number) => new Guest(token, number));
// Speakers first. Then everybody within ten seconds.
for (const guest of guests.slice(0, speakers)) await guest.connect();
const began = Date.now();
await Promise.all(guests.slice(speakers).map(async (guest, number) => {
  await wait((number / (guests.length - speakers)) * at);
  await guest.connect();
}));
say({ joined: guests.filter(({ joined }) => joined).length, within: Date.now() - began });
const listeners = guests.slice(speakers);
const all = () => listeners.filter(({ streams }) => streams.size === speakers).length;
for (let i = 0; i < 600 && all() < listeners.length; i += 1) await wait(100);
const joins = guests.map((guest) => guest.joined - guest.began).filter((time) => time >= 0);
const sounds = listeners.filter(({ heardAt }) => heardAt).map((guest) => guest.heardAt - guest.began);
say({ hearEverybody: all(), of: listeners.length, joinP50: part(joins, 0.5), joinP95: part(joins, 0.95), soundP50: part(sounds, 0.5), soundP95: part(sounds, 0.95) });
guests.forEach((guest) => guest.forget());
const cpu = process.cpuUsage();
say({ measuring: true });
await wait(20_000);
const used = process.cpuUsage(cpu);
const received = listeners.reduce((sum, guest) => sum + guest.received, 0);
const lost = listeners.reduce((sum, guest) => sum + guest.lost, 0);
say({ received, lost, ofWhatWasSent: received / (20_000 / frame * speakers * listeners.length), cpuOfTheGenerator: (used.user + used.system) / 20_000_000 });
say({ failures: [...new Set(guests.flatMap(({ failures }) => failures))].slice(0, 5), failed: guests.filter(({ failures }) => failures.length > 0).length });
guests.forEach((guest) => guest.close());
setTimeout(() => process.exit(0), 500);
