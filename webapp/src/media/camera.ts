import type { ChoiceMemory } from "./choices";
import type { Device } from "./microphone";
import { observable } from "./observable";
import type { Observable } from "./observable";

/** `denied`, `missing`, `busy` and `insecure` as for a microphone; `lost`: it was pulled out, or taken by another program, while it was on. */
export type CameraStatus = "off" | "asking" | "on" | "denied" | "missing" | "busy" | "insecure" | "lost";

export interface CameraState {
  status: CameraStatus;
  cameras: readonly Device[];
  /** The device that is in use. */
  used?: string;
  track?: MediaStreamTrack;
}

type MediaSource = Pick<MediaDevices, "getUserMedia" | "enumerateDevices" | "addEventListener" | "removeEventListener">;

export type Camera = ReturnType<typeof createCamera>;

const size = { width: { ideal: 1_280 }, height: { ideal: 720 }, frameRate: { ideal: 24, max: 30 } };

/** The one camera of a page. It is on only while somebody wants it, and no other one takes its place by itself: nobody wants to be seen by surprise. */
export function createCamera(choices: ChoiceMemory, source: MediaSource | undefined = (navigator as Partial<Navigator>).mediaDevices) {
  const state = observable<CameraState>({ status: "off", cameras: [] });
  let asked = 0;

  const change = (more: Partial<CameraState>) => {
    state.set({ ...state.get(), ...more });
  };

  async function list(): Promise<void> {
    if (!source) return;
    const all = await source.enumerateDevices();
    // Without permission the browser names nothing; such entries are of no use to anybody.
    change({ cameras: all.filter(({ kind, deviceId }) => kind === "videoinput" && deviceId !== "").map(({ deviceId, label }) => ({ id: deviceId, label })) });
  }

  const onDeviceChange = () => void list();

  /** The device is free from now on: its light goes out. */
  function release(status: CameraStatus): void {
    const { track, used: _, ...rest } = state.get();
    if (track) {
      track.onended = null;
      track.stop();
      source?.removeEventListener("devicechange", onDeviceChange);
    }
    state.set({ ...rest, status });
  }

  function adopt(track: MediaStreamTrack): void {
    const before = state.get().track;
    const used = track.getSettings().deviceId;
    track.contentHint = "motion";
    track.onended = () => {
      asked += 1;
      release("lost");
    };
    change({ status: "on", track, ...(used !== undefined && { used }) });
    if (before) {
      before.onended = null;
      before.stop();
    } else {
      source?.addEventListener("devicechange", onDeviceChange);
    }
  }

  /** Whether it is on in the end. */
  async function start(): Promise<boolean> {
    if (!source) {
      change({ status: "insecure" });
      return false;
    }
    asked += 1;
    const mine = asked;
    if (!state.get().track) change({ status: "asking" });
    try {
      const track = (await ask(source, choices.get().camera)).getVideoTracks()[0];
      if (!track) throw new DOMException("A stream without a picture", "NotFoundError");
      // Stopped, or asked again, while the person was deciding.
      if (mine !== asked) {
        track.stop();
        return false;
      }
      adopt(track);
      // Known by name only now.
      await list();
      return true;
    } catch (error) {
      if (mine === asked) release(statusOf(error));
      return false;
    }
  }

  return {
    state: state as Observable<CameraState>,
    start,

    async choose(deviceId: string): Promise<boolean> {
      choices.set({ camera: deviceId });
      return await start();
    },

    stop(): void {
      asked += 1;
      release("off");
    },
  };
}

async function ask(source: MediaSource, deviceId: string | undefined): Promise<MediaStream> {
  if (deviceId !== undefined) {
    try {
      return await source.getUserMedia({ video: { ...size, deviceId: { exact: deviceId } } });
    } catch (error) {
      // The remembered one is not plugged in today.
      if (statusOf(error) !== "missing") throw error;
    }
  }
  return await source.getUserMedia({ video: { ...size, facingMode: "user" } });
}

function statusOf(error: unknown): CameraStatus {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "missing" : "busy";
}
