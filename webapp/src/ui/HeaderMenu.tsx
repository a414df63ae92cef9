import { useEffect, useRef, useState } from "react";
import type { FocusEvent, KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";

export const menuEntry = "flex min-h-11 w-full items-center rounded-lg px-3 text-left font-semibold hover:bg-sunken focus-visible:outline-offset-0";

interface Props {
  /** What the button is called that opens it. */
  label: string;
  /** What is on that button; a face where nothing else is said. */
  opener: ReactNode;
  /** How the button looks where more than a face is on it. */
  className?: string;
  /** Why something that was pressed in it did not work. */
  failed: string;
  onOpen: () => void;
  children: ReactNode;
}

/** A button that shows a list of links: no menu in the sense of an application, so Tab goes through it as through any list. */
export function HeaderMenu({ label, opener: face, className = "size-11 justify-center rounded-full focus-visible:rounded-full", failed, onOpen, children }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const around = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const [openedAt, setOpenedAt] = useState(pathname);
  const shown = open && openedAt === pathname;

  useEffect(() => {
    if (!shown) return;
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && around.current?.contains(event.target) !== true) setOpen(false);
    };
    addEventListener("pointerdown", closeOutside);
    return () => {
      removeEventListener("pointerdown", closeOutside);
    };
  }, [shown]);

  function leave(event: FocusEvent) {
    if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  }

  function escape(event: KeyboardEvent) {
    if (event.key !== "Escape" || !shown) return;
    setOpen(false);
    opener.current?.focus();
  }

  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- listens to what bubbles up from its buttons
    <nav ref={around} aria-label={t("frame.account")} className="relative" onBlur={leave} onKeyDown={escape}>
      <button
        ref={opener}
        type="button"
        aria-expanded={shown}
        aria-controls="account-menu"
        aria-label={label}
        className={`flex items-center ${className}`}
        onClick={() => {
          onOpen();
          setOpenedAt(pathname);
          setOpen(!shown);
        }}
      >
        {face}
      </button>
      <div
        id="account-menu"
        hidden={!shown}
        className="absolute top-full right-0 mt-2 w-64 rounded-xl border border-line bg-raised p-2 shadow-[0_1rem_2.5rem_-1rem_rgb(0_0_0/0.35)]"
      >
        {children}
        <p role="alert" className="px-3 py-2 text-sm font-semibold text-danger empty:hidden">
          {failed}
        </p>
      </div>
    </nav>
  );
}
