import { useState } from "react";
import { readPicture } from "./picture";

/** A file that somebody has chosen, until they have said which part of it they want. */
export function usePicture() {
  const [picture, setPicture] = useState<ImageBitmap>();
  const [unreadable, setUnreadable] = useState(false);

  async function take(file: File) {
    setUnreadable(false);
    try {
      setPicture(await readPicture(file));
    } catch {
      setUnreadable(true);
    }
  }

  return {
    picture,
    unreadable,
    /** For the field of the form: choosing the same file again shall be a choice again. */
    chosen: (field: HTMLInputElement): void => {
      const file = field.files?.[0];
      field.value = "";
      if (file) void take(file);
    },
    done: (): void => {
      picture?.close();
      setPicture(undefined);
    },
  };
}
