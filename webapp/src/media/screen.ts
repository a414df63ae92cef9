import { observable } from "./observable";
import type { Observable } from "./observable";

export interface ScreenState {
  /** `refused`: the system allows no screen to be shared. Whoever only closes the browser's question is where they were before. */
  status: "off" | "asking" | "on" | "refused";
  picture?: MediaStreamTrack;
  sound?: MediaStreamTrack;
}

type ScreenSource = Pick<MediaDevices, "getDisplayMedia">;

export type Screen = ReturnType<typeof createScreen>;

/** What is shown of this device: a window, a tab or all of it, and its sound where the browser gives it. */
export function createScreen(source: ScreenSource | undefined = displays()) {
  const state = observable<ScreenState>({ status: "off" });
  let asked = 0;

  function stop(): void {
    asked += 1;
    const { picture, sound } = state.get();
    if (picture) picture.onended = null;
    picture?.stop();
    sound?.stop();
    state.set({ status: "off" });
  }

  return {
    state: state as Observable<ScreenState>,

    /** Phones have none to share. */
    isPossible: source !== undefined,

    /** Whether it is on in the end. Only after a press of a button. */
    async start(): Promise<boolean> {
      if (!source) return false;
      asked += 1;
      const mine = asked;
      state.set({ status: "asking" });
      try {
        const stream = await source.getDisplayMedia({
          video: { frameRate: { ideal: 15, max: 30 }, width: { max: 1_920 }, height: { max: 1_200 } },
          // Music, not speech: nothing is taken away from it.
          audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 2 },
        });
        const [picture] = stream.getVideoTracks();
        const [sound] = stream.getAudioTracks();
        if (mine !== asked || !picture) {
          for (const track of stream.getTracks()) track.stop();
          return false;
        }
        // Text stays sharp, and moves less smoothly.
        picture.contentHint = "detail";
        if (sound) sound.contentHint = "music";
        // Ended by the browser's own bar, or because the window was closed.
        picture.onended = stop;
        state.set({ status: "on", picture, ...(sound && { sound }) });
        return true;
      } catch (error) {
        if (mine === asked) state.set({ status: refusedBySystem(error) ? "refused" : "off" });
        return false;
      }
    },

    /** Whether it is to be read or to be watched. */
    setMotion(moves: boolean): void {
      const { picture } = state.get();
      if (picture) picture.contentHint = moves ? "motion" : "detail";
    },

    stop,
  };
}

function refusedBySystem(error: unknown): boolean {
  const name = error instanceof DOMException ? error.name : "";
  return name === "NotReadableError" || name === "NotFoundError" || (name === "NotAllowedError" && error instanceof DOMException && /system/i.test(error.message));
}

function displays(): ScreenSource | undefined {
  const devices = (navigator as Partial<Navigator>).mediaDevices;
  return devices && "getDisplayMedia" in devices ? devices : undefined;
}
