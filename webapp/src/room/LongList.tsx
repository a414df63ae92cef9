import { useEffect, useState } from "react";
import type { ReactNode, RefObject } from "react";

interface Props {
  label: string;
  /** What it is scrolled in, perhaps below other things. */
  scroller: RefObject<HTMLElement | null>;
  count: number;
  render: (index: number) => ReactNode;
}

/** Every row is as high. */
const row = 56;
/** So many more are there above and below what is seen, also for the Tab key. */
const spare = 6;

/** A list of hundreds, of which only the rows that are seen exist. */
export function LongList({ label, scroller, count, render }: Props) {
  const [list, setList] = useState<HTMLUListElement | null>(null);
  const [seen, setSeen] = useState({ from: 0, to: 8 });

  useEffect(() => {
    const around = scroller.current;
    if (!around || !list) return;
    const look = () => {
      const top = Math.max(0, around.scrollTop - list.offsetTop + around.offsetTop);
      const from = Math.max(0, Math.floor(top / row) - spare);
      const to = Math.ceil((top + around.clientHeight) / row) + spare;
      setSeen((before) => (before.from === from && before.to === to ? before : { from, to }));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(around);
    // What is above it may have become higher.
    observer.observe(list.parentElement ?? list);
    around.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      around.removeEventListener("scroll", look);
    };
  }, [scroller, list, count]);

  const from = Math.min(seen.from, Math.max(0, count - 1));
  return (
    <ul ref={setList} aria-label={label} className="relative" style={{ height: count * row }}>
      {Array.from({ length: Math.max(0, Math.min(count, seen.to) - from) }, (_, index) => from + index).map((index) => (
        <li key={index} aria-setsize={count} aria-posinset={index + 1} className="absolute inset-x-0" style={{ top: index * row, height: row }}>
          {render(index)}
        </li>
      ))}
    </ul>
  );
}
