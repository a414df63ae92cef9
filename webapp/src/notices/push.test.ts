import { describe, expect, it, vi } from "vitest";
import { goOn, stateFor, turnOff, turnOn } from "./push";
import type { Surroundings } from "./push";

const key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

function bytes(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0)).buffer;
}

/** A browser with a push service, and a server. */
function device({
  permission = "default",
  says = "granted",
  isAppleTouch = false,
  pushes = true,
}: { permission?: NotificationPermission; says?: NotificationPermission; isAppleTouch?: boolean; pushes?: boolean } = {}) {
  let subscription: PushSubscription | null = null;
  let made = 0;
  const kept = new Map<string, string>();
  const pushManager = {
    getSubscription: () => Promise.resolve(subscription),
    subscribe: ({ applicationServerKey }: { applicationServerKey: string }) => {
      made += 1;
      const endpoint = `https://push.example.org/${made}`;
      subscription = {
        options: { applicationServerKey: bytes(applicationServerKey) },
        toJSON: () => ({ endpoint }),
        unsubscribe: () => {
          subscription = null;
          return Promise.resolve(true);
        },
      } as unknown as PushSubscription;
      return Promise.resolve(subscription);
    },
  };
  let allowed: NotificationPermission = permission;
  const around: Surroundings = {
    registration: () => Promise.resolve((pushes ? { pushManager } : {}) as ServiceWorkerRegistration),
    permission: () => allowed,
    ask: () => Promise.resolve((allowed = says)),
    storage: { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value), removeItem: (name) => void kept.delete(name) },
    isAppleTouch,
  };
  const server = { key: vi.fn(() => Promise.resolve(key)), subscribe: vi.fn(() => Promise.resolve()), unsubscribe: vi.fn(() => Promise.resolve()) };
  return { around, server };
}

describe("a device", () => {
  it("is woken once its owner has allowed it, and no more when they turn it off", async () => {
    const { around, server } = device();
    expect(await stateFor("ada", around)).toBe("off");
    expect(await turnOn("ada", server, around)).toBe("on");
    expect(server.subscribe).toHaveBeenCalledWith({ endpoint: "https://push.example.org/1" });
    expect(await stateFor("ada", around)).toBe("on");
    expect(await turnOff(server, around)).toBe("off");
    expect(server.unsubscribe).toHaveBeenCalledWith({ endpoint: "https://push.example.org/1" });
    expect(await stateFor("ada", around)).toBe("off");
  });

  it("stays as it is when its owner says no", async () => {
    const { around, server } = device({ says: "denied" });
    expect(await turnOn("ada", server, around)).toBe("denied");
    expect(server.subscribe).not.toHaveBeenCalled();
  });

  it("is not woken for somebody else who signs in on it", async () => {
    const { around, server } = device();
    await turnOn("ada", server, around);
    expect(await stateFor("eve", around)).toBe("off");
    await goOn("eve", server, around);
    expect(server.subscribe).toHaveBeenCalledOnce();
    await goOn("ada", server, around);
    expect(server.subscribe).toHaveBeenCalledTimes(2);
  });

  it("subscribes again when the server has another key", async () => {
    const { around, server } = device();
    await turnOn("ada", server, around);
    await goOn("ada", server, around);
    expect(server.subscribe).toHaveBeenLastCalledWith({ endpoint: "https://push.example.org/1" });
    server.key.mockResolvedValue(`${key.slice(0, -2)}gA`);
    await goOn("ada", server, around);
    expect(server.subscribe).toHaveBeenLastCalledWith({ endpoint: "https://push.example.org/2" });
  });

  it("subscribes again when the browser has dropped its subscription", async () => {
    const { around, server } = device();
    await turnOn("ada", server, around);
    const registration = await around.registration();
    await (await registration?.pushManager.getSubscription())?.unsubscribe();
    expect(await stateFor("ada", around)).toBe("off");
    await goOn("ada", server, around);
    expect(server.subscribe).toHaveBeenLastCalledWith({ endpoint: "https://push.example.org/2" });
    expect(await stateFor("ada", around)).toBe("on");
  });

  it("says why it cannot be woken", async () => {
    expect(await stateFor("ada", device({ permission: "denied" }).around)).toBe("denied");
    expect(await stateFor("ada", device({ pushes: false }).around)).toBe("none");
    expect(await stateFor("ada", device({ pushes: false, isAppleTouch: true }).around)).toBe("install");
  });

  it("goes on in silence where nothing was ever turned on", async () => {
    const { around, server } = device();
    await goOn("ada", server, around);
    expect(server.key).not.toHaveBeenCalled();
  });
});
