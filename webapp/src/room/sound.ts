import { createCamera } from "../media/camera";
import { createChoices } from "../media/choices";
import { createLevels } from "../media/levels";
import { createMicrophone } from "../media/microphone";
import { createScreen } from "../media/screen";
import { createSpeakers } from "../media/speakers";

export type Sound = ReturnType<typeof createSound>;

/** The name under which one's own voice is measured. */
export const ownVoice = "self";

/** What one hears with and speaks into, and what one shows, from the door to the end of the call. */
export function createSound() {
  const choices = createChoices();
  const microphone = createMicrophone(choices);
  const speakers = createSpeakers(choices);
  const levels = createLevels();
  const camera = createCamera(choices);
  const screen = createScreen();
  let measured: MediaStreamTrack | undefined;
  let copy: MediaStreamTrack | undefined;

  // One's own voice is measured on a copy that never leaves the device: it is there while one is muted, too.
  function measure(): void {
    const { track } = microphone.state.get();
    if (track === measured) return;
    measured = track;
    copy?.stop();
    copy = track?.clone();
    levels.remove(ownVoice);
    if (!copy) return;
    copy.enabled = true;
    levels.add(ownVoice, new MediaStream([copy]));
  }

  function follow(): void {
    measure();
    speakers.plugged(microphone.state.get().speakers.map(({ id }) => id));
  }

  let unsubscribe: (() => void) | undefined;
  return {
    choices,
    microphone,
    speakers,
    levels,
    camera,
    screen,
    open(): void {
      unsubscribe ??= microphone.state.subscribe(follow);
    },
    /** After a press of a button, before which browsers let little sound through. */
    async wake(): Promise<void> {
      await Promise.all([levels.wake(), microphone.wake()]);
    },
    close(): void {
      microphone.stop();
      camera.stop();
      screen.stop();
      measure();
      unsubscribe?.();
      unsubscribe = undefined;
      speakers.close();
      void levels.close();
    },
  };
}
