// The real client against the conformance application: `node --test` runs it with the address in SERVER (see JavaScriptClientIT).
import assert from "node:assert/strict";
import { once } from "node:events";
import { createRequire } from "node:module";
import { test } from "node:test";

const { io } = createRequire(new URL("../../../webapp/package.json", import.meta.url))("socket.io-client");
const server = process.env.SERVER;
const ways = { "polling, then WebSocket": undefined, "WebSocket only": ["websocket"], "polling only": ["polling"] };

/** Runs with a connected client, and takes it away afterwards. */
async function connected(options, work, namespace = "/") {
  const socket = io(server + namespace, { forceNew: true, reconnectionDelay: 50, ...options });
  try {
    const auth = once(socket, "auth");
    await once(socket, "connect");
    await work(socket, (await auth)[0]);
  } finally {
    socket.disconnect();
  }
}

/** The next event, and what came with it. */
async function answer(socket, event, ...message) {
  const heard = once(socket, event);
  socket.emit(...message);
  return heard;
}

for (const [way, transports] of Object.entries(ways)) {
  const given = { transports, auth: { token: "123" } };
  const run = (what, work, namespace, more) => test(`${way}: ${what}`, { timeout: 60_000 }, () => connected({ ...given, ...more }, work, namespace));

  run("says what it connected with", async (_, auth) => assert.deepEqual(auth, { token: "123" }));

  run("hears its own words", async (socket) => {
    assert.deepEqual(await answer(socket, "message-back", "message", 1, "zwei €", { 3: [true, null] }), [1, "zwei €", { 3: [true, null] }]);
  });

  run("hears its own bytes", async (socket) => {
    const [text, bytes, { deep }] = await answer(socket, "message-back", "message", "x", Buffer.from([1, 2, 3]), { deep: Buffer.alloc(100_000, 7) });
    assert.equal(text, "x");
    assert.deepEqual(Buffer.from(bytes), Buffer.from([1, 2, 3]));
    assert.deepEqual(Buffer.from(deep), Buffer.alloc(100_000, 7));
  });

  run("is answered", async (socket) => {
    const answered = await new Promise((resolve) => socket.emit("message-with-ack", 1, { a: 2 }, (...all) => resolve(all)));
    assert.deepEqual(answered, [1, { a: 2 }]);
    assert.deepEqual(Buffer.from(await socket.timeout(10_000).emitWithAck("message-with-ack", Buffer.from([9]))), Buffer.from([9]));
  });

  run("answers", async (socket) => {
    socket.on("question", (number, ack) => ack(number + 1));
    assert.deepEqual(await answer(socket, "answered", "ask-me", 41), [42]);
  });

  run("has another namespace", async (socket) => {
    assert.deepEqual(await answer(socket, "message-back", "message", "here"), ["here"]);
  }, "/custom");

  run("learns that there is no such namespace", async (socket) => {
    const other = socket.io.socket("/random");
    other.connect();
    const [error] = await once(other, "connect_error");
    assert.equal(error.message, "Invalid namespace");
    assert.deepEqual(await answer(socket, "message-back", "message", "still here"), ["still here"]);
  });

  run("keeps its order", async (socket) => {
    const heard = [];
    const all = new Promise((resolve) => socket.on("message-back", (number) => heard.push(number) === 500 && resolve()));
    for (let i = 0; i < 500; i++) {
      socket.emit("message", i);
      if (i % 100 === 0) {
        await once(socket.io.engine, "packet");
      }
    }
    await all;
    assert.deepEqual(heard, Array.from({ length: 500 }, (_, i) => i));
  });

  run("says a lot", async (socket) => {
    const large = "€".repeat(300_000);
    assert.deepEqual(await answer(socket, "message-back", "message", large), [large]);
  });

  run("stays", async (socket) => {
    for (let i = 0; i < 5; i++) {
      await once(socket.io, "ping");
    }
    assert.ok(socket.connected);
    assert.equal(socket.io.engine.transport.name, transports?.[0] ?? "websocket");
  }, "/", { path: "/hasty/socket.io/" });

  run("is sent away, and comes back when it wants to", async (socket) => {
    assert.deepEqual((await answer(socket, "disconnect", "disconnect-me"))[0], "io server disconnect");
    socket.connect();
    await once(socket, "connect");
  });

  run("comes back by itself when it was cut off", async (socket) => {
    const before = socket.id;
    assert.match((await answer(socket, "disconnect", "close-me"))[0], /^transport/);
    await once(socket, "connect");
    assert.notEqual(socket.id, before);
    assert.deepEqual(await answer(socket, "message-back", "message", "again"), ["again"]);
  });
}
