import type { ChoiceMemory, Choices } from "./choices";
import { observable } from "./observable";
import type { Observable } from "./observable";
import { quieted } from "./quietRoom";
import type { Quieted } from "./quietRoom";

/**
 * `denied`: forbidden by the person or the browser; `missing`: there is none; `busy`: something else holds it; `silent`: there is one, and it is
 * switched off at the device or in the system.
 */
export type MicrophoneStatus = "off" | "asking" | "on" | "denied" | "missing" | "busy" | "insecure" | "silent";

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
  /** What others hear. */
  track?: MediaStreamTrack;
}

/** One microphone, and what is made of it on its way out. */
interface Source {
  device: MediaStreamTrack;
  quiet: Quieted | undefined;
}

type MediaSource = Pick<MediaDevices, "getUserMedia" | "enumerateDevices" | "addEventListener" | "removeEventListener">;

export type Microphone = ReturnType<typeof createMicrophone>;

/** The one microphone of a page. It is muted until somebody says otherwise, and a muted one gives silence. */
export function createMicrophone(choices: ChoiceMemory, source: MediaSource | undefined = mediaDevices(), quiet = quieted) {
  const state = observable<MicrophoneState>({ status: "off", microphones: [], speakers: [] });
  let muted = true;
  let wanted = false;
  let asked = 0;
  let current: Source | undefined;

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
    if (!current) return;
    end(current);
    current = undefined;
    const { track: _, used: __, ...without } = state.get();
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
      const device = (await ask(source, choices.get())).getAudioTracks()[0];
      if (!device) throw new DOMException("A stream without sound", "NotFoundError");
      const next = { device, quiet: await quietOf(device) };
      // Known by name only now, and shown together with the one that is used.
      await list();
      // Stopped, or asked again, while the person was deciding.
      if (!stillWanted(mine)) end(next);
      else adopt(next);
    } catch (error) {
      if (mine !== asked) return;
      release();
      change({ status: statusOf(error) });
      await list();
    }
  }

  async function quietOf(device: MediaStreamTrack): Promise<Quieted | undefined> {
    if (choices.get().quiet !== true) return undefined;
    try {
      return await quiet(device);
    } catch (error) {
      // Better heard with the noise than not at all.
      console.warn("The noise can't be taken away here", error);
      return undefined;
    }
  }

  function adopt(next: Source): void {
    const { device } = next;
    const track = next.quiet?.track ?? device;
    track.enabled = !muted;
    // Unplugged: the next best one takes its place.
    device.onended = () => void acquire();
    const sounds = () => {
      change({ status: device.muted ? "silent" : "on" });
    };
    device.onmute = sounds;
    device.onunmute = sounds;
    const before = current;
    current = next;
    const used = device.getSettings().deviceId;
    change({ status: device.muted ? "silent" : "on", track, ...(used !== undefined && { used }) });
    if (before) end(before);
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

    /** Takes the noise around the voice away, or no longer. */
    async setQuiet(now: boolean): Promise<void> {
      choices.set({ quiet: now });
      if (current) await acquire();
    },

    /** After a press of a button. */
    async wake(): Promise<void> {
      await current?.quiet?.wake();
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

function end({ device, quiet }: Source): void {
  device.onended = null;
  device.onmute = null;
  device.onunmute = null;
  quiet?.stop();
  device.stop();
}

async function ask(source: MediaSource, { microphone: deviceId, quiet }: Choices): Promise<MediaStream> {
  // Noise is taken away once: twice only makes voices thin.
  const sound = { echoCancellation: true, noiseSuppression: quiet !== true, autoGainControl: true, channelCount: 1 };
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
