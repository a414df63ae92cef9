import { owner } from "./owner";

/** Whether this device can be woken up, and whether it is. On an iPhone or iPad that works only once Parley is on the home screen. */
export type PushState = "unknown" | "none" | "install" | "denied" | "off" | "on";

/** What pushing needs of the browser, so that a test can stand in for it. */
export interface Surroundings {
  registration: () => Promise<ServiceWorkerRegistration | undefined>;
  permission: () => NotificationPermission | undefined;
  ask: () => Promise<NotificationPermission>;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  isAppleTouch: boolean;
}

export interface Server {
  key: () => Promise<string>;
  subscribe: (subscription: PushSubscriptionJSON) => Promise<unknown>;
  unsubscribe: (subscription: PushSubscriptionJSON) => Promise<unknown>;
}

export const browser: Surroundings = {
  registration: () => ("serviceWorker" in navigator ? navigator.serviceWorker.getRegistration() : Promise.resolve(undefined)),
  permission: () => ("Notification" in globalThis ? Notification.permission : undefined),
  ask: () => Notification.requestPermission(),
  get storage() {
    return localStorage;
  },
  get isAppleTouch() {
    return /iPhone|iPad/.test(navigator.userAgent) || (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);
  },
};

async function current(around: Surroundings): Promise<PushSubscription | undefined> {
  const registration = await around.registration();
  return registration && "pushManager" in registration ? ((await registration.pushManager.getSubscription()) ?? undefined) : undefined;
}

export async function stateFor(self: string, around: Surroundings): Promise<PushState> {
  const registration = await around.registration();
  const permission = around.permission();
  if (permission === undefined || !registration || !("pushManager" in registration)) return around.isAppleTouch ? "install" : "none";
  if (permission === "denied") return "denied";
  return permission === "granted" && around.storage.getItem(owner) === self && (await current(around)) ? "on" : "off";
}

/** Asks the person, then the push service, then tells the server. */
export async function turnOn(self: string, server: Server, around: Surroundings): Promise<PushState> {
  if ((await around.ask()) !== "granted") return stateFor(self, around);
  const registration = await around.registration();
  if (!registration) return "none";
  await server.subscribe(await subscribed(registration.pushManager, await server.key()));
  around.storage.setItem(owner, self);
  return "on";
}

/** A subscription that was made for another key is of no use. */
async function subscribed(manager: PushManager, key: string): Promise<PushSubscriptionJSON> {
  const before = await manager.getSubscription();
  if (before && toText(before.options.applicationServerKey) === key) return before.toJSON();
  await before?.unsubscribe();
  return (await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON();
}

function toText(key: ArrayBuffer | null): string {
  return btoa(String.fromCharCode(...new Uint8Array(key ?? new ArrayBuffer(0))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export async function turnOff(server: Server, around: Surroundings): Promise<PushState> {
  const subscription = await current(around);
  around.storage.removeItem(owner);
  if (subscription) {
    await server.unsubscribe(subscription.toJSON());
    await subscription.unsubscribe();
  }
  return "off";
}

/** A subscription ends with its session, or when the browser drops it. Somebody who is here again on their own device is woken again. */
export async function goOn(self: string, server: Server, around: Surroundings): Promise<void> {
  if (around.permission() !== "granted" || around.storage.getItem(owner) !== self) return;
  const registration = await around.registration();
  if (registration && "pushManager" in registration) await server.subscribe(await subscribed(registration.pushManager, await server.key()));
}
