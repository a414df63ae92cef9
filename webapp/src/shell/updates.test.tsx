import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import "../i18n/setup";
import { chooseLanguage, withTexts } from "../i18n/setup";
import UpdateOffer from "./UpdateOffer";
import { keepShell, takeOver, waiting } from "./updates";

class FakeWorker extends EventTarget {
  postMessage = vi.fn();
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  update = vi.fn(() => Promise.resolve());

  /** A newer worker is there. */
  brings(worker: FakeWorker) {
    this.installing = worker;
    this.dispatchEvent(new Event("updatefound"));
    this.waiting = worker;
    worker.dispatchEvent(new Event("statechange"));
  }
}

/** A browser in which the page is, or is not yet, in the hands of a worker. */
async function keeping({ controlled = true } = {}) {
  const registration = new FakeRegistration();
  const register = vi.fn(() => Promise.resolve(registration));
  const workers = Object.assign(new EventTarget(), { register, controller: controlled ? {} : null }) as unknown as ServiceWorkerContainer;
  await keepShell(workers);
  return { registration, register, workers };
}

afterEach(() => {
  waiting.set(undefined);
  vi.useRealTimers();
});

it("is not offered the first version, which has nothing to take the place of", async () => {
  const { registration, register } = await keeping({ controlled: false });
  expect(register).toHaveBeenCalledExactlyOnceWith("/sw.js");
  registration.brings(new FakeWorker());
  expect(waiting.get()).toBeUndefined();
});

it("knows the version that waits, and takes it only when asked", async () => {
  const { registration, workers } = await keeping();
  const newer = new FakeWorker();
  registration.brings(newer);
  expect(waiting.get()).toBe(newer);
  expect(newer.postMessage).not.toHaveBeenCalled();
  const reload = vi.fn();
  takeOver(newer as unknown as ServiceWorker, workers, reload);
  expect(newer.postMessage).toHaveBeenCalledExactlyOnceWith("take over");
  expect(reload).not.toHaveBeenCalled();
  workers.dispatchEvent(new Event("controllerchange"));
  expect(reload).toHaveBeenCalledOnce();
});

it("looks for a newer version every hour, also while there is no network", async () => {
  vi.useFakeTimers();
  const { registration } = await keeping();
  registration.update.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  await vi.advanceTimersByTimeAsync(2 * 60 * 60_000);
  expect(registration.update).toHaveBeenCalledTimes(2);
});

it("offers a newer version, never in a call, and not again once it was put off", async () => {
  await withTexts(() => Promise.resolve(null), "shell")();
  await chooseLanguage("en");
  const registration = new FakeRegistration();
  vi.stubGlobal("navigator", { serviceWorker: Object.assign(new EventTarget(), { register: () => Promise.resolve(registration), controller: {} }) });
  const { rerender } = render(<UpdateOffer inCall />);
  await vi.waitFor(() => {
    registration.brings(new FakeWorker());
    expect(waiting.get()).toBeDefined();
  });
  expect(screen.queryByRole("button")).toBeNull();
  rerender(<UpdateOffer inCall={false} />);
  expect(screen.getByRole("status")).toHaveTextContent("A newer version of Parley is ready.");
  await userEvent.click(screen.getByRole("button", { name: "Later" }));
  expect(screen.queryByRole("status")).toBeNull();
});
