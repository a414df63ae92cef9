export interface Tiles {
  columns: number;
  width: number;
  height: number;
}

export const tileGap = 8;
/** As wide as a camera's picture at most, and as high as an old one; on a phone a face may fill a square. */
const widest = 16 / 9;
const tallestFor = (width: number) => (width < 600 ? 1 : 4 / 3);
/** No face is smaller than this; the rest is scrolled to. */
const narrowest = 120;

/** As many columns as make the tiles largest, with few places left empty. */
export function gridFor(count: number, width: number, height: number): Tiles {
  const all = Array.from({ length: Math.max(1, count) }, (_, index) => tiles(count, index + 1, width, height));
  const worth = (one: Tiles) => one.width * one.height * (1 - 0.04 * ((one.columns - (count % one.columns)) % one.columns));
  const best = all.reduce((one, other) => (worth(other) > worth(one) + 1 ? other : one));
  if (best.width >= Math.min(narrowest, width)) return best;
  const columns = Math.max(1, Math.floor((width + tileGap) / (narrowest + tileGap)));
  const wide = (width - tileGap * (columns - 1)) / columns;
  return { columns, width: Math.floor(wide), height: Math.floor(wide / tallestFor(width)) };
}

function tiles(count: number, columns: number, width: number, height: number): Tiles {
  const rows = Math.ceil(count / columns);
  const cell = { width: (width - tileGap * (columns - 1)) / columns, height: (height - tileGap * (rows - 1)) / rows };
  const wide = Math.max(0, Math.min(cell.width, cell.height * widest));
  return { columns, width: Math.floor(wide), height: Math.floor(Math.max(0, Math.min(cell.height, wide / tallestFor(width)))) };
}

export interface Box {
  width: number;
  height: number;
}

/** A large picture, and the space for the faces beside it, or below it where that is higher than wide. */
export interface Split {
  beside: boolean;
  large: Box;
  faces: Box;
}

const leastForFaces = 148;

export function splitFor(faces: number, width: number, height: number, aspect: number): Split {
  if (faces === 0) return { beside: true, large: fitted(aspect, width, height), faces: { width: 0, height: 0 } };
  const beside = width > height * 1.15;
  if (beside) {
    // What the picture can't use belongs to the faces.
    const left = width - height * aspect - tileGap;
    const side = Math.round(Math.max(left, width * 0.2, leastForFaces));
    return { beside, large: fitted(aspect, width - side - tileGap, height), faces: { width: side, height } };
  }
  const large = fitted(aspect, width, height * 0.6);
  return { beside, large, faces: { width, height: height - large.height - tileGap } };
}

/** As large as what has this shape can be. */
export function fitted(aspect: number, width: number, height: number): Box {
  const wide = Math.max(0, Math.min(width, height * aspect));
  return { width: Math.floor(wide), height: Math.floor(wide / aspect) };
}
