/** A square part of a picture: its middle in the picture's pixels, and how much it is magnified. */
export interface Crop {
  x: number;
  y: number;
  /** 1 shows the largest square that fits. */
  zoom: number;
}

export interface Size {
  width: number;
  height: number;
}

export const maxZoom = 4;

export function wholeCrop({ width, height }: Size): Crop {
  return { x: width / 2, y: height / 2, zoom: 1 };
}

/** The length of the square's side, in the picture's pixels. */
export function sideOf(crop: Crop, { width, height }: Size): number {
  return Math.min(width, height) / crop.zoom;
}

/** Moved by a share of what is shown: 0.1 is a tenth of the square. */
export function moved(crop: Crop, size: Size, right: number, down: number): Crop {
  const side = sideOf(crop, size);
  return within({ ...crop, x: crop.x + right * side, y: crop.y + down * side }, size);
}

export function zoomed(crop: Crop, size: Size, zoom: number): Crop {
  return within({ ...crop, zoom: Math.min(maxZoom, Math.max(1, zoom)) }, size);
}

/** The square never leaves the picture. */
function within(crop: Crop, size: Size): Crop {
  const half = sideOf(crop, size) / 2;
  return {
    zoom: crop.zoom,
    x: Math.min(size.width - half, Math.max(half, crop.x)),
    y: Math.min(size.height - half, Math.max(half, crop.y)),
  };
}
