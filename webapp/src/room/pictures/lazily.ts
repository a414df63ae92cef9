import { lazy } from "react";

// What only cameras and screens need comes once there is one to see.
export const Picture = lazy(async () => ({ default: (await import("./Picture")).Picture }));
export const Faces = lazy(async () => ({ default: (await import("./Faces")).Faces }));
export const CameraTry = lazy(async () => ({ default: (await import("./CameraTry")).CameraTry }));
export const OwnScreen = lazy(async () => ({ default: (await import("./OwnScreen")).OwnScreen }));
export const TakeOver = lazy(async () => ({ default: (await import("./TakeOver")).TakeOver }));
export const ShowBanners = lazy(async () => ({ default: (await import("./ShowBanners")).ShowBanners }));
