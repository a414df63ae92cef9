import { describe, expect, it } from "vitest";
import { accentsOf, contrast, lookOf, readable, visible } from "./accent";
import css from "./theme.css?raw";

const themes = ["light", "dark"] as const;

/** A colour of theme.css, in one of the two themes. */
function ours(name: string, theme: (typeof themes)[number]): string {
  const [, light = "", dark = ""] = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css) ?? [];
  return theme === "light" ? light : dark;
}

/** Every colour of a grid through the cube of all colours, with its corners. */
function* grid(steps = 15) {
  const levels = Array.from({ length: steps + 1 }, (_, index) => Math.round((index * 255) / steps).toString(16).padStart(2, "0"));
  for (const red of levels) for (const green of levels) for (const blue of levels) yield `#${red}${green}${blue}`;
}

describe("contrast", () => {
  it.each([
    ["#000000", "#ffffff", 21],
    ["#ffffff", "#ffffff", 1],
    ["#767676", "#ffffff", 4.54],
    ["#0000ff", "#ffffff", 8.59],
  ])("of %s and %s is %d", (one, other, expected) => {
    expect(contrast(one, other)).toBeCloseTo(expected, 2);
    expect(contrast(other, one)).toBeCloseTo(expected, 2);
  });
});

describe("the accents of a colour", () => {
  it.each(themes)("can be read and seen whatever the colour is (%s)", (theme) => {
    const grounds = ["ground", "raised", "sunken"].map((name) => ours(name, theme));
    expect(grounds.every((ground) => /^#[0-9a-f]{6}$/.test(ground))).toBe(true);
    const failed: string[] = [];
    let count = 0;
    for (const colour of grid()) {
      const accent = accentsOf(colour)?.[theme];
      if (!accent) throw new Error(colour);
      const { tint, text, strong, edge } = accent;
      const fine =
        [...grounds, tint].every((ground) => contrast(text, ground) >= readable && contrast(strong, ground) >= readable && contrast(edge, ground) >= visible) &&
        // What else stands on a card of this colour.
        ["ink", "muted", "danger"].every((name) => contrast(ours(name, theme), tint) >= readable) &&
        // And on a button in this colour.
        contrast(ours("brand-ink", theme), text) >= readable &&
        contrast(ours("brand-ink", theme), strong) >= readable;
      if (!fine) failed.push(`${colour}: ${JSON.stringify(accent)}`);
      count++;
    }
    expect(failed.slice(0, 5)).toEqual([]);
    expect(count).toBe(4096);
  });

  it("are the colour itself where it can be seen as it is", () => {
    expect(accentsOf("#1f6f8b")?.light.edge).toBe("#1f6f8b");
  });

  it.each(["", "teal", "#0f7", "#0f766e80", "#0f766g", "url(x)"])("are none for %j", (text) => {
    expect(accentsOf(text)).toBeUndefined();
    expect(lookOf({ colour: text })).toEqual({});
  });
});
