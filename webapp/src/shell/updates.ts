import { observable } from "../media/observable";

/** The newer version of the client that waits for somebody to want it. */
export const waiting = observable<ServiceWorker | undefined>(undefined);

const lookEvery = 60 * 60_000;

/** Keeps the client on this device, and looks for a newer one now and then. */
export async function keepShell(workers: ServiceWorkerContainer): Promise<void> {
  const registration = await workers.register("/sw.js");
  const look = () => {
    // The first one has nothing to take the place of.
    waiting.set(registration.waiting && workers.controller ? registration.waiting : undefined);
  };
  look();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
  setInterval(() => {
    registration.update().catch(() => {
      // Without a network there is nothing newer either.
    });
  }, lookEvery);
}

/** Loads the page anew, with the version that waited. */
export function takeOver(worker: ServiceWorker, workers: ServiceWorkerContainer, reload: () => void): void {
  workers.addEventListener("controllerchange", reload, { once: true });
  worker.postMessage("take over");
}
