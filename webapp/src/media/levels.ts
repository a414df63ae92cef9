import { observable } from "./observable";
import type { Observable } from "./observable";

/** Silence, in decibels below the loudest there is. */
export const silence = -100;

const sampleEvery = 80;
// Between the two somebody goes on doing what they did: the edge of a word is no change.
const loudEnough = -52;
const quietEnough = -58;
const breath = 450;

export function decibels(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const power = sum / Math.max(1, samples.length);
  return power === 0 ? silence : Math.max(silence, 10 * Math.log10(power));
}

export interface Voice {
  speaking: boolean;
  /** When it was last loud. */
  at: number;
}

export const still: Voice = { speaking: false, at: 0 };

/** Whoever pauses for breath still speaks. */
export function hear(before: Voice, level: number, now: number): Voice {
  if (level >= loudEnough || (before.speaking && level >= quietEnough)) return { speaking: true, at: now };
  return before.speaking && now - before.at >= breath ? { speaking: false, at: before.at } : before;
}

export type Levels = ReturnType<typeof createLevels>;

interface Watched {
  source: MediaStreamAudioSourceNode;
  analyser: AnalyserNode;
  samples: Float32Array<ArrayBuffer>;
  voice: Voice;
  level: number;
}

/** Nobody listens to what it makes: large pieces are cheaper. */
const unhurried = () => new AudioContext({ latencyHint: "playback" });

/** Listens to streams, each under a name, and says who of them speaks. */
export function createLevels(createContext: () => AudioContext = unhurried) {
  const watched = new Map<string, Watched>();
  const speaking = observable<ReadonlySet<string>>(new Set());
  let context: AudioContext | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  function sample(): void {
    const now = performance.now();
    for (const one of watched.values()) {
      one.analyser.getFloatTimeDomainData(one.samples);
      one.level = decibels(one.samples);
      one.voice = hear(one.voice, one.level, now);
    }
    const names = [...watched].filter(([, { voice }]) => voice.speaking).map(([name]) => name);
    const before = speaking.get();
    if (names.length !== before.size || names.some((name) => !before.has(name))) speaking.set(new Set(names));
  }

  function remove(name: string): void {
    const one = watched.get(name);
    if (!one) return;
    one.source.disconnect();
    watched.delete(name);
    if (watched.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
    sample();
  }

  return {
    speaking: speaking as Observable<ReadonlySet<string>>,

    add(name: string, stream: MediaStream): void {
      remove(name);
      context ??= createContext();
      const source = context.createMediaStreamSource(stream);
      const analyser = context.createAnalyser();
      analyser.fftSize = 1024;
      source.connect(analyser);
      watched.set(name, { source, analyser, samples: new Float32Array(analyser.fftSize), voice: still, level: silence });
      timer ??= setInterval(sample, sampleEvery);
    },

    remove,

    level: (name: string): number => watched.get(name)?.level ?? silence,

    /** A context made before anybody pressed anything hears nothing until it is told to. */
    async wake(): Promise<void> {
      if (context?.state === "suspended") await context.resume();
    },

    async close(): Promise<void> {
      for (const name of [...watched.keys()]) remove(name);
      const closing = context;
      context = undefined;
      await closing?.close();
    },
  };
}
