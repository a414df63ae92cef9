import { useEffect, useRef, useState } from "react";
import type { CSSProperties, ReactNode } from "react";
import { IconButton } from "../ui/IconButton";
import { Icon } from "./icons";
import { useMedia } from "./useMedia";

interface Props {
  heading: string;
  closeLabel: string;
  /** How high what is said above a sheet is; it leaves room for that. */
  below: number;
  onClose: () => void;
  children: ReactNode;
}

/** Whether there is room for a panel beside the table. */
export function usePanelBeside(): boolean {
  return useMedia("(min-width: 64rem)");
}

/** Beside the table where there is room; a sheet over it where there is not, above the controls, which stay in reach. */
export function Panel({ heading, closeLabel, below, onClose, children }: Props) {
  const panel = useRef<HTMLElement>(null);
  // The press is answered with the empty panel: what many people or messages fill takes a slow phone longer than a tap should.
  const [isFilled, setFilled] = useState(false);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      setFilled(true);
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, []);
  // Opened by a press of a button: reading goes on here, and there again afterwards.
  useEffect(() => {
    const opened = panel.current;
    const before = document.activeElement;
    opened?.focus({ preventScroll: true });
    return () => {
      const here = document.activeElement === document.body || opened?.contains(document.activeElement) === true;
      if (here && before instanceof HTMLElement && before !== document.body) before.focus({ preventScroll: true });
    };
  }, [heading]);
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={heading}
      style={{ "--below": `${below}px` } as CSSProperties}
      className="flex flex-col outline-none max-lg:fixed max-lg:inset-x-0 max-lg:bottom-[calc(3.5rem+1px+max(0.5rem,env(safe-area-inset-bottom)))] max-lg:z-10 max-lg:h-[min(36rem,58svh,100svh-12.5rem-var(--below))] low:max-lg:h-[calc(100svh-9rem-var(--below))] max-lg:rounded-t-2xl max-lg:border-t max-lg:border-line max-lg:bg-ground max-lg:shadow-[0_-1rem_2.5rem_-1rem_rgb(0_0_0/0.4)] lg:w-[23rem] lg:shrink-0 lg:border-l lg:border-line xl:w-[26rem]"
    >
      <div className="flex items-center justify-between py-2 pr-2 pl-5">
        <h2 className="text-2xl">{heading}</h2>
        <IconButton label={closeLabel} onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      </div>
      {isFilled && children}
    </aside>
  );
}
