import type { PictureSource } from "../protocol/things";
import { observable, type Observable } from "./observable";
import { pictureKey, type Pictures } from "./pictures";

interface Copy {
  name: string;
  key: string;
  track: MediaStreamTrack;
  stop: () => void;
}

/** What comes in to be seen. Of two copies of the same picture the newer one is shown once it has begun. */
export function createGallery() {
  const pictures = observable<Pictures>(new Map());
  let copies: readonly Copy[] = [];

  function choose(): void {
    pictures.set(newest(copies.map(({ key, track }) => [key, track])));
  }

  function drop(unwanted: (copy: Copy) => boolean): void {
    for (const copy of copies.filter(unwanted)) copy.stop();
    copies = copies.filter((copy) => !unwanted(copy));
    choose();
  }

  return {
    pictures: pictures as Observable<Pictures>,

    /** The name is that of the connection, or of the section, over which it comes. */
    add(name: string, userId: string, source: PictureSource, track: MediaStreamTrack): void {
      const key = pictureKey(userId, source);
      drop((copy) => copy.name === name && copy.key === key);
      track.addEventListener("unmute", choose);
      const stop = () => {
        track.removeEventListener("unmute", choose);
      };
      copies = [...copies, { name, key, track, stop }];
      choose();
    },

    remove(name: string): void {
      if (copies.some((copy) => copy.name === name)) drop((copy) => copy.name === name);
    },
  };
}

/** The later one counts unless nothing has come over it yet and something over an earlier one. */
export function newest(all: Iterable<readonly [string, MediaStreamTrack]>): Pictures {
  const chosen = new Map<string, MediaStreamTrack>();
  for (const [key, track] of all) {
    const before = chosen.get(key);
    if (!before || !track.muted || before.muted) chosen.set(key, track);
  }
  return chosen;
}
