import { useEffect, useRef, useState } from "react";
import type { PictureSize } from "../../protocol/things";

/** So many lines of a picture can be seen of what is sent as small, and as medium. */
const smallest = 200;
const middling = 420;

export function sizeFor(height: number): PictureSize {
  return height <= smallest ? "small" : height <= middling ? "medium" : "large";
}

/** How large an element is seen just now, in the pixels of the screen; nothing while it is scrolled away or the page is hidden. */
export function useSight<Element extends HTMLElement>() {
  const ref = useRef<Element>(null);
  const [size, setSize] = useState<PictureSize>();
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    let isNear = false;
    const look = () => {
      setSize(isNear && !document.hidden ? sizeFor(element.clientHeight * devicePixelRatio) : undefined);
    };
    const sight = new IntersectionObserver((entries) => {
      isNear = entries.at(-1)?.isIntersecting === true;
      look();
    });
    const growth = new ResizeObserver(look);
    sight.observe(element);
    growth.observe(element);
    document.addEventListener("visibilitychange", look);
    return () => {
      sight.disconnect();
      growth.disconnect();
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return [ref, size] as const;
}
