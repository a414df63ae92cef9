// What the systems that Parley replaces do, with Socket.IO 4: the same handlers, plus a token check and acknowledged joins.
// Mutes go out by the room's broadcast, which is quicker than the loop over its members that those systems have.
import { createServer } from "node:http";
import { Server } from "socket.io";
import { account } from "./token.mjs";

const http = createServer();
const io = new Server(http, { transports: ["websocket"], pingInterval: 25_000, pingTimeout: 60_000 });
const users = {};

io.use((socket, next) => {
  const user = account(socket.request);
  if (user === undefined) {
    next(new Error("unauthorized"));
  } else {
    users[socket.id] = { id: user };
    next();
  }
});

io.on("connection", (socket) => {
  socket.on("join", ({ roomId }, done) => {
    for (const peerId of io.sockets.adapter.rooms.get(roomId) ?? []) {
      io.to(peerId).emit("add-peer", { peerId: socket.id, createOffer: false, user: users[socket.id] });
      socket.emit("add-peer", { peerId, createOffer: true, user: users[peerId] });
    }
    socket.join(roomId);
    done({});
  });
  socket.on("relay-ice", ({ peerId, icecandidate }) => {
    io.to(peerId).emit("ice-candidate", { peerId: socket.id, icecandidate });
  });
  socket.on("relay-sdp", ({ peerId, sessionDescription }) => {
    io.to(peerId).emit("session-description", { peerId: socket.id, sessionDescription });
  });
  for (const event of ["mute", "unmute"]) {
    socket.on(event, ({ roomId }) => {
      io.to(roomId).emit(event, { peerId: socket.id, userId: users[socket.id].id });
    });
  }
  socket.on("disconnect", () => {
    delete users[socket.id];
  });
});

http.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
