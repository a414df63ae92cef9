import { useLayoutEffect, useRef, useState } from "react";

/** The size of an element as it changes: the browser says so once a frame, and nothing is measured in between. */
export function useSize<Element extends HTMLElement>() {
  const ref = useRef<Element>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    if (!ref.current) return;
    const element = ref.current;
    const take = (width: number, height: number) => {
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    take(element.clientWidth, element.clientHeight);
    const observer = new ResizeObserver(() => {
      take(element.clientWidth, element.clientHeight);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return [ref, size] as const;
}
