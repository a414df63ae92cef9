import type { ComponentProps } from "react";
import { Icon } from "./icons";
import type { IconName } from "./icons";

interface Props extends ComponentProps<"button"> {
  icon: IconName;
  label: string;
  /** The shortcut, as `aria-keyshortcuts` writes it. */
  keys?: string;
  tone?: keyof typeof tones;
  /** Beside the icon where there is room. */
  text?: string;
  count?: number;
}

const tones = {
  plain: "text-ink hover:bg-sunken",
  edged: "border-2 border-edge text-ink hover:bg-sunken",
  on: "bg-brand text-brand-ink hover:bg-brand-strong",
  away: "text-danger hover:bg-danger hover:text-ground",
} as const;

/** A button of the toolbar. The tabulator reaches the first of them; the arrow keys reach the others. */
export function Control({ icon, label, keys, text, tone = "plain", count = 0, className = "", ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-keyshortcuts={keys}
      title={keys === undefined ? label : `${label} (${keys.replace("+", " ")})`}
      tabIndex={-1}
      className={`relative inline-flex h-12 w-11 shrink-0 items-center justify-center gap-2 rounded-xl sm:w-12 aria-disabled:opacity-60 aria-expanded:bg-sunken ${tones[tone]} ${className}`}
      {...rest}
    >
      <Icon name={icon} />
      {text !== undefined && (
        <span aria-hidden="true" className="hidden font-semibold sm:inline">
          {text}
        </span>
      )}
      {count > 0 && (
        <span aria-hidden="true" className="absolute -top-0.5 -right-0.5 flex h-5 min-w-5 items-center justify-center rounded-full bg-brand px-1 text-xs font-bold text-brand-ink">
          {count > 99 ? "99+" : count}
        </span>
      )}
    </button>
  );
}
