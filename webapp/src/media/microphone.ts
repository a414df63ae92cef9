import type { ChoiceMemory } from "./choices";
import { observable } from "./observable";
import type { Observable } from "./observable";

/** `denied`: forbidden by the person or the browser; `missing`: there is none; `busy`: something else holds it. */
export type MicrophoneStatus = "off" | "asking" | "on" | "denied" | "missing" | "busy" | "insecure";

export interface Device {
  id: string;
  label: string;
}

export interface Devices {
  microphones: readonly Device[];
  speakers: readonly Device[];
}

export interface MicrophoneState extends Devices {
  status: MicrophoneStatus;
  /** The device that is in use. */
  used?: string;
  track?: MediaStreamTrack;
}

type MediaSource = Pick<MediaDevices, "getUserMedia" | "enumerateDevices" | "addEventListener" | "removeEventListener">;

export type Microphone = ReturnType<typeof createMicrophone>;

/** The one microphone of a page. It is muted until somebody says otherwise, and a muted one gives silence. */
export function createMicrophone(choices: ChoiceMemory, source: MediaSource | undefined = mediaDevices()) {
  const state = observable<MicrophoneState>({ status: "off", microphones: [], speakers: [] });
  let muted = true;
  let wanted = false;
  let asked = 0;

  const change = (more: Partial<MicrophoneState>) => {
    state.set({ ...state.get(), ...more });
  };

  async function list(): Promise<void> {
    if (!source) return;
    const all = await source.enumerateDevices();
    // Without permission the browser names nothing; such entries are of no use to anybody.
    const of = (kind: MediaDeviceKind) =>
      all.filter((device) => device.kind === kind && device.deviceId !== "").map(({ deviceId, label }) => ({ id: deviceId, label }));
    change({ microphones: of("audioinput"), speakers: of("audiooutput") });
  }

  function release(): void {
    const { track, ...rest } = state.get();
    if (!track) return;
    track.onended = null;
    track.stop();
    const { used: _, ...without } = rest;
    state.set(without);
  }

  function stillWanted(asking: number): boolean {
    return wanted && asking === asked;
  }

  async function acquire(): Promise<void> {
    if (!source) {
      change({ status: "insecure" });
      return;
    }
    wanted = true;
    source.addEventListener("devicechange", onDeviceChange);
    asked += 1;
    const mine = asked;
    if (!state.get().track) change({ status: "asking" });
    try {
      const stream = await ask(source, choices.get().microphone);
      const track = stream.getAudioTracks()[0];
      // Stopped, or asked again, while the person was deciding.
      if (!stillWanted(mine) || !track) {
        for (const late of stream.getTracks()) late.stop();
        return;
      }
      adopt(track);
    } catch (error) {
      if (mine !== asked) return;
      release();
      change({ status: statusOf(error) });
    }
    await list();
  }

  function adopt(track: MediaStreamTrack): void {
    track.enabled = !muted;
    // Unplugged: the next best one takes its place.
    track.onended = () => void acquire();
    const before = state.get().track;
    const used = track.getSettings().deviceId;
    change({ status: "on", track, ...(used !== undefined && { used }) });
    if (before) {
      before.onended = null;
      before.stop();
    }
  }

  async function devicesChanged(): Promise<void> {
    await list();
    const { microphone } = choices.get();
    const { microphones, used, status } = state.get();
    // The chosen one is back, or there is one at last.
    const back = microphone !== undefined && used !== microphone && microphones.some(({ id }) => id === microphone);
    const gone = used !== undefined && microphones.length > 0 && !microphones.some(({ id }) => id === used);
    if (wanted && (back || gone || status === "missing")) await acquire();
  }

  const onDeviceChange = () => void devicesChanged();

  return {
    state: state as Observable<MicrophoneState>,
    start: acquire,

    async choose(deviceId: string): Promise<void> {
      choices.set({ microphone: deviceId });
      await acquire();
    },

    /** What leaves the device is silence from this moment on. */
    setMuted(now: boolean): void {
      muted = now;
      const { track } = state.get();
      if (track) track.enabled = !now;
    },

    /** Lets go of the device, so that the browser no longer shows it in use. */
    stop(): void {
      wanted = false;
      source?.removeEventListener("devicechange", onDeviceChange);
      release();
      change({ status: "off" });
    },
  };
}

async function ask(source: MediaSource, deviceId: string | undefined): Promise<MediaStream> {
  const sound = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
  if (deviceId !== undefined) {
    try {
      return await source.getUserMedia({ audio: { ...sound, deviceId: { exact: deviceId } } });
    } catch (error) {
      // The remembered one is not plugged in today.
      const gone = error instanceof DOMException && (error.name === "OverconstrainedError" || error.name === "NotFoundError");
      if (!gone) throw error;
    }
  }
  return await source.getUserMedia({ audio: sound });
}

function statusOf(error: unknown): MicrophoneStatus {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "missing" : "busy";
}

/** Only there in a secure context. */
function mediaDevices(): MediaSource | undefined {
  return (navigator as Partial<Navigator>).mediaDevices;
}
