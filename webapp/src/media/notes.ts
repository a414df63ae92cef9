const apart = 0.13;
const length = 0.35;
/** Quieter than any voice. */
const loudness = 0.05;

/** A few soft notes, one after the other, over the system's own speaker. */
export async function playNotes(frequencies: readonly number[]): Promise<void> {
  // Before the first press of a button the browser lets nothing through; a late sound would be a wrong one.
  if (!navigator.userActivation.hasBeenActive) return;
  const context = new AudioContext();
  await context.resume();
  frequencies.forEach((frequency, index) => {
    const from = context.currentTime + 0.02 + index * apart;
    const note = new OscillatorNode(context, { type: "sine", frequency });
    const envelope = new GainNode(context, { gain: 0 });
    envelope.gain.setValueAtTime(0, from);
    envelope.gain.linearRampToValueAtTime(loudness, from + 0.02);
    envelope.gain.exponentialRampToValueAtTime(0.0005, from + length);
    note.connect(envelope).connect(context.destination);
    note.start(from);
    note.stop(from + length);
    if (index === frequencies.length - 1) note.onended = () => void context.close();
  });
}
