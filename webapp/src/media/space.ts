import { observable } from "./observable";
import type { Observable } from "./observable";

interface Voice {
  stream: MediaStream;
  source: MediaStreamAudioSourceNode;
  loudness: GainNode;
  place: PannerNode;
}

export type Space = ReturnType<typeof createSpace>;

/** In seconds: a voice glides to another seat, and never jumps. */
const gliding = 0.15;
const fading = 0.02;

/** Voices that come from a direction. Nobody is farther away than anybody else, so nobody is quieter. */
export function createSpace(createContext: () => AudioContext = () => new AudioContext({ latencyHint: "interactive" })) {
  const voices = new Map<string, Voice>();
  const context = createContext();
  const open = observable(false);

  // A device with one channel has no directions. Headphones may come and go.
  function look(): void {
    open.set(context.state === "running" && context.destination.maxChannelCount > 1);
  }
  context.addEventListener("statechange", look);

  function wake(): void {
    context.resume().then(look, (error: unknown) => {
      console.warn("Sound from where people sit could not be begun", error);
    });
  }
  wake();

  function enter(name: string, stream: MediaStream): Voice {
    const source = context.createMediaStreamSource(stream);
    const loudness = new GainNode(context, { gain: 0 });
    const place = new PannerNode(context, { panningModel: "HRTF", rolloffFactor: 0 });
    source.connect(loudness).connect(place).connect(context.destination);
    const voice = { stream, source, loudness, place };
    voices.set(name, voice);
    return voice;
  }

  function leave(name: string): void {
    const voice = voices.get(name);
    if (!voice) return;
    voices.delete(name);
    voice.source.disconnect();
    voice.place.disconnect();
  }

  return {
    /** Whether voices can be heard here: before the first press of a button browsers let no sound through. */
    open: open as Observable<boolean>,
    wake,
    leave,

    /** @param direction in degrees: 0 is straight ahead, and 90 is to the right */
    play(name: string, stream: MediaStream, direction: number, loudness: number): void {
      const before = voices.get(name);
      const known = before?.stream === stream ? before : undefined;
      if (before && !known) leave(name);
      const voice = known ?? enter(name, stream);
      const angle = (direction * Math.PI) / 180;
      glide(voice.place.positionX, Math.sin(angle), known ? gliding : 0);
      glide(voice.place.positionZ, -Math.cos(angle), known ? gliding : 0);
      glide(voice.loudness.gain, loudness, fading);
    },

    /** Through this speaker; without a name, the system's own. */
    send(speaker: string): void {
      // Not every browser can, and the compiler does not know that any can.
      const movable = context as AudioContext & { setSinkId?: (speaker: string) => Promise<void> };
      movable.setSinkId?.(speaker).then(look, (error: unknown) => {
        console.warn("The chosen speaker could not be used", error);
      });
    },

    close(): void {
      for (const name of [...voices.keys()]) leave(name);
      void context.close();
    },
  };

  function glide(value: AudioParam, to: number, time: number): void {
    if (time === 0) value.value = to;
    else value.setTargetAtTime(to, context.currentTime, time);
  }
}

/**
 * Where each voice comes from for somebody who sits on the first chair, or stands before it: the next chair is at their left, the last one at their
 * right, and the middle one straight ahead.
 */
export function directionsFrom(chairs: readonly (string | undefined)[], self: string): ReadonlyMap<string, number> {
  const seated = chairs[0] === self;
  const directions = new Map<string, number>();
  chairs.forEach((id, index) => {
    if (id !== undefined && id !== self) directions.set(id, -90 + (180 * (index + (seated ? 0 : 0.5))) / chairs.length);
  });
  return directions;
}
