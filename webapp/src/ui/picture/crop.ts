/** What part of a picture may be chosen. Its size is that of the picture that is sent. */
export const shapes = {
  square: { width: 512, height: 512 },
  /** As the server keeps it. */
  wide: { width: 1200, height: 630 },
} as const;
export type Shape = keyof typeof shapes;

/** A part of a picture: its middle in the picture's pixels, and how much it is magnified. */
export interface Crop {
  x: number;
  y: number;
  /** 1 shows the largest part that fits. */
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

/** The size of the part, in the picture's pixels. */
export function partOf(crop: Crop, { width, height }: Size, shape: Shape): Size {
  const wished = shapes[shape];
  const scale = Math.min(width / wished.width, height / wished.height) / crop.zoom;
  return { width: wished.width * scale, height: wished.height * scale };
}

/** Moved by a share of what is shown: 0.1 is a tenth of the part. */
export function moved(crop: Crop, size: Size, shape: Shape, right: number, down: number): Crop {
  const { width, height } = partOf(crop, size, shape);
  return within({ ...crop, x: crop.x + right * width, y: crop.y + down * height }, size, shape);
}

export function zoomed(crop: Crop, size: Size, shape: Shape, zoom: number): Crop {
  return within({ ...crop, zoom: Math.min(maxZoom, Math.max(1, zoom)) }, size, shape);
}

/** The part never leaves the picture. */
function within(crop: Crop, size: Size, shape: Shape): Crop {
  const { width, height } = partOf(crop, size, shape);
  return {
    zoom: crop.zoom,
    x: Math.min(size.width - width / 2, Math.max(width / 2, crop.x)),
    y: Math.min(size.height - height / 2, Math.max(height / 2, crop.y)),
  };
}
