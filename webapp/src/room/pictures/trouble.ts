import type { CameraStatus } from "../../media/camera";

/** Why somebody who wanted to be seen is not. */
export type CameraTrouble = Exclude<CameraStatus, "off" | "asking" | "on">;

export function isTrouble(status: CameraStatus): status is CameraTrouble {
  return status !== "off" && status !== "asking" && status !== "on";
}
