import type { CSSProperties } from "react";

/** How a room looks, as the server says it. */
export interface Theme {
  colour?: string;
  cover?: string;
}

/** What is made of a room's colour for one of our themes. */
export interface Accent {
  /** The ground of a card: the usual one with a little of the colour. */
  tint: string;
  /** Can be read on every ground. */
  text: string;
  /** The same when it is pointed at. */
  strong: string;
  /** Can be seen beside every ground. */
  edge: string;
}

type Rgb = readonly [number, number, number];

/** Of theme.css: the grounds that a room's colour meets, what it moves away from them to, and what stands on it. */
const themes = {
  light: { ground: "#e8efee", raised: "#f7faf9", sunken: "#d9e4e2", end: "#000000", share: 0.13 },
  dark: { ground: "#07110f", raised: "#0e1b18", sunken: "#142520", end: "#ffffff", share: 0.16 },
} as const;

export const readable = 4.5;
export const visible = 3;
const step = 0.02;

/** The accents of a colour such as #0f766e. Nothing for a text that is no colour. */
export function accentsOf(colour: string): Record<keyof typeof themes, Accent> | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return undefined;
  return { light: accentOf(colour, "light"), dark: accentOf(colour, "dark") };
}

function accentOf(colour: string, theme: keyof typeof themes): Accent {
  const { ground, raised, sunken, end, share } = themes[theme];
  const tint = mixed(raised, colour, share);
  const grounds = [ground, raised, sunken, tint];
  const text = away(colour, end, grounds, readable);
  return { tint, text, strong: mixed(text, end, 0.3), edge: away(colour, end, grounds, visible) };
}

/** The colour itself, or as much nearer to black or white as it takes. */
function away(colour: string, end: string, grounds: readonly string[], least: number): string {
  for (let share = 0; share < 1; share += step) {
    const candidate = mixed(colour, end, share);
    if (grounds.every((ground) => contrast(candidate, ground) >= least)) return candidate;
  }
  return end;
}

/** The contrast of two colours as WCAG counts it, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((first, second) => first - second);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = rgbOf(colour).map((level) => {
    const part = level / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mixed(one: string, other: string, share: number): string {
  const [from, to] = [rgbOf(one), rgbOf(other)];
  return `#${from.map((level, index) => Math.round(level + ((to[index] ?? 0) - level) * share).toString(16).padStart(2, "0")).join("")}`;
}

function rgbOf(colour: string): Rgb {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb;
}

/** The colours of theme.css as a room has them; none of its own where the room has none. Put on an element, they hold for everything in it. */
export function lookOf(theme: Theme | null | undefined): CSSProperties {
  const accents = theme?.colour === undefined ? undefined : accentsOf(theme.colour);
  if (!accents) return {};
  const both = (part: keyof Accent) => `light-dark(${accents.light[part]}, ${accents.dark[part]})`;
  return { "--tint": both("tint"), "--brand": both("text"), "--brand-strong": both("strong"), "--table": both("edge"), "--room-edge": both("edge") } as CSSProperties;
}
