import { describe, expect, it } from "vitest";
import { drawnFor, hueOf, initialsOf, ownAvatar, personWithoutPicture } from "./face";

describe("the address of a picture", () => {
  it("is asked for where the page came from, whatever the server is called", () => {
    expect(ownAvatar("https://voice.example.org/api/avatars/drawn-a1")).toBe("/api/avatars/drawn-a1");
    expect(ownAvatar("http://localhost:9080/api/avatars/1")).toBe("/api/avatars/1");
  });

  it("stays what it is where somebody has just chosen a picture", () => {
    expect(ownAvatar("data:image/png;base64,AAAA")).toBe("data:image/png;base64,AAAA");
  });

  it("says of whom there is none", () => {
    expect(personWithoutPicture("https://voice.example.org/api/avatars/drawn-a1")).toBe("a1");
    expect(personWithoutPicture(drawnFor("a1"))).toBe("a1");
    expect(personWithoutPicture("/api/avatars/1")).toBeUndefined();
  });
});

describe("a face without a picture", () => {
  it.each([
    ["Ada Lovelace", "AL"],
    ["Ludwig Mies van der Rohe", "LR"],
    ["ada.lovelace", "AL"],
    ["  grace ", "G"],
    ["李小龙", "李"],
    ["سارة أحمد", "سأ"],
    ["Émile Zola", "ÉZ"],
    ["(guest) Noor", "GN"],
    ["…", ""],
  ])("has the initials of %s", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it("has a colour that stays, and few share", () => {
    expect(hueOf("u1")).toBe(hueOf("u1"));
    const hues = Array.from({ length: 24 }, (_, index) => Math.round(hueOf(`6745a2b1c0ffee${index.toString(16).padStart(2, "0")}`) / 12));
    expect(new Set(hues).size).toBeGreaterThan(12);
  });

  it.each([
    ["light", 0.87, 0.055, 0.36, 0.09],
    ["dark", 0.36, 0.06, 0.92, 0.05],
  ])("can be read in the %s whatever its colour is", (_theme, ground, groundChroma, ink, inkChroma) => {
    for (let hue = 0; hue < 360; hue += 5) {
      const [one, other] = [luminance(ground, groundChroma, hue), luminance(ink, inkChroma, hue)].sort((a, b) => b - a);
      expect(((one ?? 0) + 0.05) / ((other ?? 0) + 0.05)).toBeGreaterThan(4.5);
    }
  });
});

/** Of a colour as theme.css mixes it. */
function luminance(lightness: number, chroma: number, hue: number): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const [l, m, s] = [lightness + 0.3963377774 * a + 0.2158037573 * b, lightness - 0.1055613458 * a - 0.0638541728 * b, lightness - 0.0894841775 * a - 1.291485548 * b].map((part) => part ** 3) as [number, number, number];
  const linear = [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s].map((part) => Math.min(1, Math.max(0, part)));
  return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
}
