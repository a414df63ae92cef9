import { useId, useLayoutEffect, useRef } from "react";
import type { ReactNode } from "react";

interface Props {
  heading: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

const margin = 8;

/**
 * What one opens for a moment, beside what it belongs to: whatever has the focus when it opens. On a phone it comes up
 * from below. The browser's own modal dialog, so that the focus stays inside and goes back where it came from; Escape
 * and a press beside it close it.
 */
export function Popover({ heading, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const headingId = useId();
  useLayoutEffect(() => {
    const opened = dialog.current;
    if (!opened) return;
    const anchor = document.activeElement === document.body ? null : document.activeElement;
    const put = () => {
      place(opened, anchor);
    };
    opened.showModal();
    put();
    const observer = new ResizeObserver(put);
    observer.observe(opened);
    addEventListener("resize", put);
    return () => {
      observer.disconnect();
      removeEventListener("resize", put);
      opened.close();
    };
  }, []);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- what is pressed here is the page behind it; Escape does the same
    <dialog
      ref={dialog}
      aria-labelledby={headingId}
      className="popover"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) onClose();
      }}
    >
      <div className="p-4">
        <h2 id={headingId} className="text-xl">
          {heading}
        </h2>
        {children}
      </div>
    </dialog>
  );
}

function place(dialog: HTMLDialogElement, anchor: Element | null): void {
  const beside = anchor?.isConnected === true ? anchor.getBoundingClientRect() : undefined;
  const { offsetWidth: width, offsetHeight: height } = dialog;
  if (!beside || innerWidth < 640) {
    dialog.style.removeProperty("inset");
    dialog.style.removeProperty("margin");
    return;
  }
  const right = beside.right + margin;
  const left = beside.left - width - margin;
  const x = right + width + margin <= innerWidth ? right : left >= margin ? left : innerWidth - width - margin;
  const y = Math.min(Math.max(beside.top + beside.height / 2 - height / 3, margin), Math.max(margin, innerHeight - height - margin));
  dialog.style.inset = `${y}px auto auto ${x}px`;
  dialog.style.margin = "0";
}
