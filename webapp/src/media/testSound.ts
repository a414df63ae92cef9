import { canChooseSpeaker } from "./speakers";

/** Two soft notes over the chosen speaker. */
export async function playTestSound(speaker: string | undefined): Promise<void> {
  const context = new AudioContext();
  const destination = context.createMediaStreamDestination();
  const element = new Audio();
  element.srcObject = destination.stream;
  if (speaker !== undefined && canChooseSpeaker()) await element.setSinkId(speaker);
  await element.play();
  [523.25, 783.99].forEach((frequency, index) => {
    const note = context.createOscillator();
    const loudness = context.createGain();
    const from = context.currentTime + index * 0.28;
    note.frequency.value = frequency;
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(0.25, from + 0.03);
    loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.55);
    note.connect(loudness).connect(destination);
    note.start(from);
    note.stop(from + 0.6);
    if (index === 1) {
      note.onended = () => {
        element.srcObject = null;
        void context.close();
      };
    }
  });
}
