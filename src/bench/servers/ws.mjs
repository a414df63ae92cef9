// The least that can be called a signalling server: ws and two maps. Frames are Parley's plain ones, without numbers and resuming.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { account } from "./token.mjs";

const http = createServer();
const sockets = new WebSocketServer({ noServer: true });
const peers = new Map();
const rooms = new Map();

http.on("upgrade", (request, socket, head) => {
  const user = account(request);
  if (user === undefined) {
    socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
  } else {
    sockets.handleUpgrade(request, socket, head, (open) => welcome(open, user));
  }
});

const say = (socket, event, data) => socket.send(JSON.stringify({ event, data }));

function welcome(socket, user) {
  const id = randomUUID();
  let room;
  peers.set(id, socket);
  say(socket, "welcome", { peerId: id });

  const handlers = {
    join({ roomId }) {
      room = rooms.get(roomId) ?? new Map();
      rooms.set(roomId, room);
      for (const [peerId, member] of room) {
        say(peers.get(peerId), "add-peer", { peerId: id, createOffer: false, user: { id: user } });
        say(socket, "add-peer", { peerId, createOffer: true, user: { id: member } });
      }
      room.set(id, user);
    },
    "relay-ice"({ peerId, icecandidate }) {
      say(peers.get(peerId), "ice-candidate", { peerId: id, icecandidate });
    },
    "relay-sdp"({ peerId, sessionDescription }) {
      say(peers.get(peerId), "session-description", { peerId: id, sessionDescription });
    },
    mute: () => tellRoom("mute"),
    unmute: () => tellRoom("unmute"),
  };

  function tellRoom(event) {
    const text = JSON.stringify({ event, data: { peerId: id, userId: user } });
    for (const peerId of room.keys()) {
      peers.get(peerId).send(text);
    }
  }

  socket.on("message", (text) => {
    const frame = JSON.parse(text);
    handlers[frame.event](frame.data);
    if (frame.id !== undefined) {
      socket.send(JSON.stringify({ event: "ack", id: frame.id, data: {} }));
    }
  });
  socket.on("close", () => {
    peers.delete(id);
    room?.delete(id);
  });
}

http.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
