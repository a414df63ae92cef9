import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { IconButton } from "../ui/IconButton";
import { Icon } from "./icons";

interface Props {
  heading: string;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
}

const wide = "(min-width: 64rem)";

function isWide(): boolean {
  return matchMedia(wide).matches;
}

function watchWidth(listener: () => void): () => void {
  const query = matchMedia(wide);
  query.addEventListener("change", listener);
  return () => {
    query.removeEventListener("change", listener);
  };
}

/** Beside the table where there is room; over it, with the focus inside, where there is not. */
export function Panel(props: Props) {
  return useSyncExternalStore(watchWidth, isWide) ? <Beside {...props} /> : <Over {...props} />;
}

function Beside({ heading, closeLabel, onClose, children }: Props) {
  const panel = useRef<HTMLElement>(null);
  // Opened by a press of a button: reading goes on here.
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
  }, [heading]);
  return (
    <aside ref={panel} tabIndex={-1} aria-label={heading} className="flex w-[23rem] shrink-0 flex-col border-l border-line outline-none xl:w-[26rem]">
      <Top heading={heading} closeLabel={closeLabel} onClose={onClose} />
      {children}
    </aside>
  );
}

function Over({ heading, closeLabel, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => {
      opened?.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={heading}
      className="m-0 h-dvh max-h-none w-screen max-w-none flex-col bg-ground text-ink open:flex"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <Top heading={heading} closeLabel={closeLabel} onClose={onClose} />
      {children}
    </dialog>
  );
}

function Top({ heading, closeLabel, onClose }: Omit<Props, "children">) {
  return (
    <div className="flex items-center justify-between py-2 pr-2 pl-5">
      <h2 className="text-2xl">{heading}</h2>
      <IconButton label={closeLabel} onClick={onClose}>
        <Icon name="close" />
      </IconButton>
    </div>
  );
}
