// The service worker: keeps the files of this build, so that Parley opens without a network and goes on working while a newer one is delivered. It keeps
// nothing that anybody has said or seen. The build puts the names of the files in place of what stands here in capitals.
const files = /** @type {string[]} */ (FILES);
const shell = "shell VERSION";
/** What the server answers itself, whoever asks for it. */
const served = /^\/(api|openapi|health|metrics|ws|socket\.io)(\/|$)|\.\w+$/;

async function keep() {
  const [cache, before] = [await caches.open(shell), await caches.keys()];
  await Promise.all(
    files.map(async (file) => {
      // The names of assets change with their content.
      const known = before.length > 0 && file.startsWith("/assets/") ? await caches.match(file) : undefined;
      await (known ? cache.put(file, known) : cache.add(new Request(file, { cache: "no-cache" })));
    }),
  );
}

async function dropOthers() {
  for (const name of await caches.keys()) if (name !== shell) await caches.delete(name);
}

addEventListener("install", (event) => {
  event.waitUntil(keep());
});

addEventListener("activate", (event) => {
  event.waitUntil(dropOthers().then(() => clients.claim()));
});

// Only when somebody asked for it: a page that is open goes on with the files it began with.
addEventListener("message", ({ data }) => {
  if (data === "take over") void skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(request)));
  else if (request.mode === "navigate" && !served.test(pathname)) event.respondWith(fetch(request).catch(() => caches.match("/")));
  else if (files.includes(pathname)) event.respondWith(fetch(request).catch(() => caches.match(pathname)));
});

// What the server says somebody is told. A message about the same thing takes the place of the one before it.
addEventListener("push", (event) => {
  if (event.data) event.waitUntil(show(event.data.json()));
});

async function show({ title, body, path, tag }) {
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const each of windows) each.postMessage("told");
  // Whoever looks at Parley sees the bell.
  if (windows.some((each) => each.focused)) return;
  await registration.showNotification(title, { body, tag, renotify: true, icon: "/app/icon-192.png", badge: "/app/badge.png", data: path });
}

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data ?? "/notifications"));
});

/** A window that is there goes on with what it does: somebody may be in a room. */
async function open(path) {
  const [there] = await clients.matchAll({ type: "window" });
  if (!there) return clients.openWindow(path);
  await there.focus();
  return there.postMessage({ open: path });
}

// The browser or its push service has changed the address. The server takes the new one only from the person who had the one before: somebody else may
// have signed in here since. Otherwise, and where the browser does not say what it was before, the page subscribes anew when that person comes back.
addEventListener("pushsubscriptionchange", (event) => {
  if (event.oldSubscription) event.waitUntil(renew(event.oldSubscription.endpoint, event.newSubscription));
});

async function renew(replaces, given) {
  const answer = await ask("/api/push/key");
  if (!answer.ok) return;
  const { key } = await answer.json();
  const subscription = given ?? (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  await ask("/api/push/subscriptions", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ...subscription.toJSON(), replaces }) });
}

/** The access token has expired if nobody was here for a while. The session is then renewed first. */
async function ask(path, options) {
  const answer = await fetch(path, options);
  return answer.status === 401 && (await fetch("/api/auth/refresh", { method: "POST" })).ok ? fetch(path, options) : answer;
}
