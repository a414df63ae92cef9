// Hears each tone in pieces of 10 ms of sound, on the thread of the sound, so that a busy page makes no pause where there is none.
const size = 480;
const tones = [440, 660, 880, 1100, 1320, 1540, 1760, 1980];
// A tone of a tenth of this strength is far below what a talker sends, and far above what another tone leaves in its place.
const audible = 0.01;

class Steady extends AudioWorkletProcessor {
  constructor() {
    super();
    // What each piece is compared with: the tone, faded in and out.
    const shape = (wave) => Float32Array.from({ length: size }, (_, i) => (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size)) * wave(i));
    this.waves = tones.map((tone) => {
      const angle = (i) => (2 * Math.PI * tone * i) / sampleRate;
      return { tone, cosine: shape((i) => Math.cos(angle(i))), sine: shape((i) => Math.sin(angle(i))) };
    });
    this.samples = new Float32Array(size);
    this.filled = 0;
    this.forget();
    this.port.onmessage = ({ data }) => {
      if (data === "forget") this.forget();
      else this.port.postMessage(this.pauses);
    };
  }

  forget() {
    this.quiet = {};
    this.pauses = {};
  }

  process([input]) {
    const channel = input[0];
    for (let i = 0; i < 128; i++) {
      this.samples[this.filled++] = channel ? channel[i] : 0;
      if (this.filled === size) {
        this.filled = 0;
        this.judge();
      }
    }
    return true;
  }

  judge() {
    for (const { tone, cosine, sine } of this.waves) {
      let real = 0;
      let imaginary = 0;
      for (let i = 0; i < size; i++) {
        real += this.samples[i] * cosine[i];
        imaginary += this.samples[i] * sine[i];
      }
      const heard = (4 * Math.hypot(real, imaginary)) / size > audible;
      // Counted from the first time that it is heard, and only when it comes back.
      if (heard) {
        this.pauses[tone] = Math.max(this.pauses[tone] ?? 0, (this.quiet[tone] ?? 0) * 10);
        this.quiet[tone] = 0;
      } else if (tone in this.pauses) {
        this.quiet[tone] = (this.quiet[tone] ?? 0) + 1;
      }
    }
  }
}
registerProcessor("steady", Steady);
