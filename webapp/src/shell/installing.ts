import { observable } from "../media/observable";

/** The browser's own offer to install Parley. */
export interface InstallOffer extends Event {
  prompt: () => Promise<unknown>;
}

/** Kept from when the browser makes it until somebody asks for it in the settings. */
export const installOffer = observable<InstallOffer | undefined>(undefined);

export function keepInstallOffer(): () => void {
  const made = (event: Event) => {
    installOffer.set(event as InstallOffer);
  };
  const taken = () => {
    installOffer.set(undefined);
  };
  addEventListener("beforeinstallprompt", made);
  addEventListener("appinstalled", taken);
  return () => {
    removeEventListener("beforeinstallprompt", made);
    removeEventListener("appinstalled", taken);
  };
}

export type Way = "installed" | "offered" | "ios" | "android" | "desktop";

interface Device {
  standalone: boolean;
  offered: boolean;
  userAgent: string;
  /** How many fingers a screen can tell apart: an iPad calls itself a Mac. */
  touchPoints: number;
}

/** How Parley gets onto this device's home screen. */
export function wayFor({ standalone, offered, userAgent, touchPoints }: Device): Way {
  if (standalone) return "installed";
  if (offered) return "offered";
  if (/iPhone|iPad/.test(userAgent) || (userAgent.includes("Macintosh") && touchPoints > 1)) return "ios";
  return userAgent.includes("Android") ? "android" : "desktop";
}
