import type { Levels } from "./levels";
import type { Speakers } from "./speakers";

interface Copy {
  userId: string;
  stream: MediaStream;
  /** Whether sound has come over it. */
  sounds: boolean;
  stopWaiting: () => void;
}

export type Heard = ReturnType<typeof createHeard>;

/** After its first sound a new copy is played unheard for so long: what comes first may come in pieces, until the browser knows how late packets are. */
const settling = 200;

/** Calls back when the first sound comes over a track, at once if it already has. The answer ends the wait. */
export function whenItSounds(track: MediaStreamTrack | undefined, done: () => void): () => void {
  if (track?.muted !== true) {
    done();
    return () => undefined;
  }
  track.addEventListener("unmute", done, { once: true });
  return () => {
    track.removeEventListener("unmute", done);
  };
}

/**
 * Everybody is heard once, although their voice may come over two connections for a while: over the older one until the first sound comes over the
 * newer one, and over the older one again should the newer one be given up.
 */
export function createHeard(speakers: Speakers, levels: Levels, onSound: () => void = () => undefined) {
  /** By name, the newest last. */
  const copies = new Map<string, Copy>();
  const audible = new Map<string, string>();

  function choose(userId: string): void {
    const all = [...copies].filter(([, copy]) => copy.userId === userId);
    const before = audible.get(userId);
    const chosen = all.findLast(([, { sounds }]) => sounds) ?? all.find(([name]) => name === before) ?? all.at(-1);
    if (chosen?.[0] === before) return;
    if (before !== undefined) speakers.hold(before, true);
    if (!chosen) {
      audible.delete(userId);
      levels.remove(userId);
      return;
    }
    const [name, { stream }] = chosen;
    audible.set(userId, name);
    speakers.hold(name, false);
    levels.add(userId, stream);
  }

  function remove(name: string): void {
    const copy = copies.get(name);
    if (!copy) return;
    copy.stopWaiting();
    copies.delete(name);
    speakers.remove(name);
    choose(copy.userId);
  }

  return {
    /** The name tells an older and a newer connection to the same person apart. */
    add(name: string, userId: string, stream: MediaStream): void {
      remove(name);
      const copy: Copy = { userId, stream, sounds: false, stopWaiting: () => undefined };
      copies.set(name, copy);
      // It is played from the beginning, so that nothing is missing when it takes over.
      speakers.add(name, userId, stream, true);
      const takeOver = () => {
        copy.sounds = true;
        choose(userId);
        onSound();
      };
      let waiting: ReturnType<typeof setTimeout> | undefined;
      const stop = whenItSounds(stream.getAudioTracks()[0], () => {
        const older = audible.get(userId);
        if (older !== undefined && older !== name && copies.get(older)?.sounds === true) waiting = setTimeout(takeOver, settling);
        else takeOver();
      });
      copy.stopWaiting = () => {
        stop();
        clearTimeout(waiting);
      };
      choose(userId);
    },

    remove,

    sounds: (name: string): boolean => copies.get(name)?.sounds === true,
  };
}
