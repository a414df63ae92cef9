/** A microphone with the noise around the voice taken away. */
export interface Quieted {
  track: MediaStreamTrack;
  /** Before anybody pressed anything the browser lets no sound through. */
  wake: () => Promise<void>;
  stop: () => void;
}

/** Fetched by those who want it: the network that knows voices from noise weighs 150 kB. */
export async function quieted(microphone: MediaStreamTrack): Promise<Quieted> {
  const [{ RnnoiseWorkletNode, loadRnnoise }, worklet, plain, simd] = await Promise.all([
    import("@sapphi-red/web-noise-suppressor"),
    import("@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url"),
    import("@sapphi-red/web-noise-suppressor/rnnoise.wasm?url"),
    import("@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url"),
  ]);
  // What the network was taught with.
  const context = new AudioContext({ sampleRate: 48_000 });
  try {
    const [wasmBinary] = await Promise.all([loadRnnoise({ url: plain.default, simdUrl: simd.default }), context.audioWorklet.addModule(worklet.default)]);
    const source = context.createMediaStreamSource(new MediaStream([microphone]));
    const voice = new RnnoiseWorkletNode(context, { maxChannels: 1, wasmBinary });
    const out = context.createMediaStreamDestination();
    source.connect(voice).connect(out);
    const [track] = out.stream.getAudioTracks();
    if (!track) throw new Error("The browser made a stream without a track");
    return {
      track,
      wake: () => (context.state === "suspended" ? context.resume() : Promise.resolve()),
      stop: () => {
        track.stop();
        voice.destroy();
        void context.close();
      },
    };
  } catch (error) {
    void context.close();
    throw error;
  }
}
