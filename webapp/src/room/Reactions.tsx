import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { moveByArrows } from "./arrows";
import { Control } from "./Control";

export const emojis = ["👏", "❤️", "😂", "👍", "🎉", "🤔"] as const;

export function Reactions({ onReact }: { onReact: (emoji: string) => void }) {
  const { t } = useTranslation("translation", { keyPrefix: "room" });
  const [open, setOpen] = useState(false);
  const around = useRef<HTMLDivElement>(null);
  const opener = () => around.current?.querySelector<HTMLElement>("button");

  useEffect(() => {
    if (!open) return;
    around.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const close = (event: Event) => {
      if (!(event.target instanceof Node) || around.current?.contains(event.target) !== true) setOpen(false);
    };
    addEventListener("pointerdown", close);
    addEventListener("focusin", close);
    return () => {
      removeEventListener("pointerdown", close);
      removeEventListener("focusin", close);
    };
  }, [open]);

  function close(): void {
    setOpen(false);
    opener()?.focus();
  }

  function keys(event: KeyboardEvent<HTMLElement>): void {
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
    moveByArrows(event);
  }

  return (
    <div ref={around} className="relative">
      <Control
        icon="smile"
        label={t("controls.react")}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
        }}
      />
      {open && (
        <div
          role="menu"
          tabIndex={-1}
          aria-label={t("controls.react")}
          className="absolute bottom-full left-1/2 mb-3 flex -translate-x-1/2 rounded-2xl border border-line bg-raised p-1 shadow-[0_1rem_2.5rem_-1rem_rgb(0_0_0/0.4)]"
          onKeyDown={keys}
        >
          {emojis.map((emoji) => (
            <button
              key={emoji}
              type="button"
              role="menuitem"
              tabIndex={-1}
              aria-label={t("controls.reactWith", { emoji })}
              className="flex size-11 items-center justify-center rounded-xl text-2xl hover:bg-sunken"
              onClick={() => {
                close();
                onReact(emoji);
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
