import { partOf, shapes } from "./crop";
import type { Crop, Shape } from "./crop";

/** Reads a chosen file, turned the way the camera was held. Rejects when it is no picture. */
export function readPicture(file: Blob): Promise<ImageBitmap> {
  return createImageBitmap(file);
}

export function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, crop: Crop, shape: Shape): void {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  const { width, height } = partOf(crop, picture, shape);
  context.imageSmoothingQuality = "high";
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (shape === "wide") {
    // A JPEG cannot be seen through.
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(picture, crop.x - width / 2, crop.y - height / 2, width, height, 0, 0, canvas.width, canvas.height);
}

/** The part as a data URL, which the server reads and which cannot get larger than it takes: a square as a PNG, and a wide one as a JPEG. */
export function toDataUrl(picture: ImageBitmap, crop: Crop, shape: Shape): string {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, shapes[shape]);
  draw(canvas, picture, crop, shape);
  return shape === "wide" ? canvas.toDataURL("image/jpeg", 0.9) : canvas.toDataURL("image/png");
}
