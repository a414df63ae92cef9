import { describe, expect, it } from "vitest";
import { installOffer, keepInstallOffer, wayFor } from "./installing";

const device = { standalone: false, offered: false, userAgent: "Mozilla/5.0 (X11; Linux x86_64)", touchPoints: 0 };

describe("installing", () => {
  it.each([
    ["installed", { standalone: true, offered: true }],
    ["offered", { offered: true, userAgent: "Mozilla/5.0 (Linux; Android 16) Chrome/140" }],
    ["ios", { userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)" }],
    ["ios", { userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", touchPoints: 5 }],
    ["android", { userAgent: "Mozilla/5.0 (Android 16; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0" }],
    ["desktop", { userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)" }],
  ])("is explained as the device has it: %s", (way, more) => {
    expect(wayFor({ ...device, ...more })).toBe(way);
  });

  it("keeps the browser's offer until it was taken", () => {
    const forget = keepInstallOffer();
    const offer = new Event("beforeinstallprompt");
    dispatchEvent(offer);
    expect(installOffer.get()).toBe(offer);
    dispatchEvent(new Event("appinstalled"));
    expect(installOffer.get()).toBeUndefined();
    forget();
  });
});
