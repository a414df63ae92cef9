// The real client against Parley itself: SERVER, and the TOKEN of an ACCOUNT (see GuardedSocketIoIT).
import assert from "node:assert/strict";
import { once } from "node:events";
import { createRequire } from "node:module";
import { test } from "node:test";

const { io } = createRequire(new URL("../../../webapp/package.json", import.meta.url))("socket.io-client");
const { SERVER, TOKEN, ACCOUNT } = process.env;
const ways = { "polling, then WebSocket": undefined, "WebSocket only": ["websocket"], "polling only": ["polling"] };
const identities = { "a Bearer token": { Authorization: `Bearer ${TOKEN}` }, "the cookie": { Cookie: `accessToken=${TOKEN}`, Origin: SERVER } };

for (const [way, transports] of Object.entries(ways)) {
  for (const [identity, extraHeaders] of Object.entries(identities)) {
    test(`${way}: ${identity} opens`, { timeout: 30_000 }, async () => {
      const socket = io(`${SERVER}/echo`, { forceNew: true, transports, extraHeaders });
      try {
        assert.deepEqual(await once(socket, "you-are"), [ACCOUNT]);
        const heard = once(socket, "hello");
        socket.emit("hello", { a: 1 });
        assert.deepEqual(await heard, [{ a: 1 }]);
      } finally {
        socket.disconnect();
      }
    });
  }

  test(`${way}: nothing else does`, { timeout: 30_000 }, async () => {
    for (const extraHeaders of [{}, { Authorization: "Bearer wrong" }, { ...identities["the cookie"], Origin: "https://evil.example" }]) {
      const socket = io(`${SERVER}/echo`, { forceNew: true, transports, extraHeaders, reconnection: false });
      const [error] = await once(socket, "connect_error");
      assert.match(error.message, /xhr poll error|websocket error/);
      socket.disconnect();
    }
  });
}
