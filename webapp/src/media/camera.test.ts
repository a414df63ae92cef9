import { expect, it, vi } from "vitest";
import { createCamera } from "./camera";
import { createChoices } from "./choices";

class FakeCamera extends EventTarget {
  onended: (() => void) | null = null;
  contentHint = "";
  stop = vi.fn();

  constructor(readonly deviceId: string) {
    super();
  }

  getSettings() {
    return { deviceId: this.deviceId };
  }
}

/** Two cameras, the first of which is the system's own. */
function withCameras(refusal?: string) {
  const made: FakeCamera[] = [];
  const asked: MediaTrackConstraints[] = [];
  let gate: Promise<void> | undefined;
  const source = {
    getUserMedia: async ({ video }: { video: MediaTrackConstraints }) => {
      asked.push(video);
      await gate;
      if (refusal !== undefined) throw new DOMException("no", refusal);
      const chosen = (video.deviceId as { exact?: string } | undefined)?.exact ?? "built-in";
      if (chosen === "gone") throw new DOMException("gone", "OverconstrainedError");
      made.push(new FakeCamera(chosen));
      return { getVideoTracks: () => made.slice(-1) };
    },
    enumerateDevices: () => Promise.resolve([{ kind: "videoinput", deviceId: "built-in", label: "Lid" }, { kind: "videoinput", deviceId: "", label: "" }, { kind: "audioinput", deviceId: "m", label: "M" }]),
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  };
  const choices = createChoices(() => new Map() as unknown as Storage);
  const camera = createCamera(choices, source as unknown as MediaDevices);
  return { camera, choices, made, asked, hold: (until: Promise<void>) => (gate = until) };
}

it("is off until somebody turns it on, and free again once they turn it off", async () => {
  const { camera, made } = withCameras();
  expect(made).toHaveLength(0);
  expect(await camera.start()).toBe(true);
  expect(camera.state.get()).toMatchObject({ status: "on", used: "built-in", cameras: [{ id: "built-in", label: "Lid" }], track: made[0] });
  camera.stop();
  expect(made[0]?.stop).toHaveBeenCalledOnce();
  expect(camera.state.get()).toEqual({ status: "off", cameras: [{ id: "built-in", label: "Lid" }] });
});

it("is not on after all when it was turned off while the person was deciding", async () => {
  const { camera, made, hold } = withCameras();
  let decide = (): void => undefined;
  void hold(
    new Promise<void>((resolve) => {
      decide = resolve;
    }),
  );
  const started = camera.start();
  camera.stop();
  decide();
  expect(await started).toBe(false);
  expect(made[0]?.stop).toHaveBeenCalledOnce();
  expect(camera.state.get().status).toBe("off");
});

it("goes off and says so when it is pulled out, and no other one takes its place", async () => {
  const { camera, made } = withCameras();
  await camera.start();
  made[0]?.onended?.();
  expect(camera.state.get()).toMatchObject({ status: "lost" });
  expect(camera.state.get().track).toBeUndefined();
  expect(made).toHaveLength(1);
});

it("is changed in place, and the one before is free", async () => {
  const { camera, choices, made } = withCameras();
  await camera.start();
  await camera.choose("other");
  expect(choices.get().camera).toBe("other");
  expect(camera.state.get()).toMatchObject({ status: "on", used: "other", track: made[1] });
  expect(made[0]?.stop).toHaveBeenCalledOnce();
});

it("is the usual one when the chosen one is not plugged in today", async () => {
  const { camera, choices } = withCameras();
  choices.set({ camera: "gone" });
  expect(await camera.start()).toBe(true);
  expect(camera.state.get().used).toBe("built-in");
});

it.each([
  ["NotAllowedError", "denied"],
  ["NotFoundError", "missing"],
  ["NotReadableError", "busy"],
])("says why there is none: %s", async (refusal, status) => {
  const { camera } = withCameras(refusal);
  expect(await camera.start()).toBe(false);
  expect(camera.state.get().status).toBe(status);
});
