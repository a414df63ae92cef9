import { later } from "../../ui/later";

// What only cameras and screens need comes once there is one to see.
export const Picture = later(async () => ({ default: (await import("./Picture")).Picture }));
export const Faces = later(async () => ({ default: (await import("./Faces")).Faces }));
export const CameraTry = later(async () => ({ default: (await import("./CameraTry")).CameraTry }));
export const OwnScreen = later(async () => ({ default: (await import("./OwnScreen")).OwnScreen }));
export const TakeOver = later(async () => ({ default: (await import("./TakeOver")).TakeOver }));
export const ShowBanners = later(async () => ({ default: (await import("./ShowBanners")).ShowBanners }));
