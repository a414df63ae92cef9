import { sideOf } from "./crop";
import type { Crop } from "./crop";

export const avatarSide = 512;

/** Reads a chosen file, turned the way the camera was held. Rejects when it is no picture. */
export function readPicture(file: Blob): Promise<ImageBitmap> {
  return createImageBitmap(file);
}

export function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, crop: Crop): void {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  const side = sideOf(crop, picture);
  context.imageSmoothingQuality = "high";
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, crop.x - side / 2, crop.y - side / 2, side, side, 0, 0, canvas.width, canvas.height);
}

/** The part as a data URL: 512 by 512 as PNG, which the server reads and which cannot get larger than it takes. */
export function toDataUrl(picture: ImageBitmap, crop: Crop): string {
  const canvas = document.createElement("canvas");
  canvas.width = avatarSide;
  canvas.height = avatarSide;
  draw(canvas, picture, crop);
  return canvas.toDataURL("image/png");
}
