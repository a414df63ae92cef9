/** So many sit at the table. */
export const atTable = 24;

export interface Point {
  x: number;
  y: number;
}

export interface Ellipse extends Point {
  rx: number;
  ry: number;
}

/** A face and the space below it for a name. */
interface Size {
  face: number;
  label: { width: number; line: number; lines: number };
}

/** Where everybody sits, in pixels from the top left corner of the space that the table has. */
export interface Seating extends Size {
  /** The middles of the faces: the first one nearest to the reader, the others clockwise from there. */
  seats: readonly Point[];
  /** The outer edge of the table, which is a ring as thick as `rim`. */
  table: Ellipse;
  rim: number;
  /** What it needs: more than there is where even the smallest faces would not fit. */
  height: number;
}

/** No window is narrower; less would hold no table however high it were. */
const narrowest = 280;
/** Nor does anything fit that is lower. */
const lowest = 160;
const gap = 6;
const belowFace = 3;
/** A name of two words fits into this. */
const middle = { rx: 42, ry: 20 };

/**
 * One ellipse with seats at equal distances as long as faces of a good size fit round it, and two rings beyond that.
 * In a low space the table gets flat before the faces get small.
 */
export function seatingFor(people: number, space: number, height: number, withCameras = false): Seating {
  const width = Math.max(narrowest, space);
  const narrow = width < 600;
  // A face that moves is looked at longer.
  const [most, usual, least, smallest] = narrow ? [100, 72, 52, 30] : [152, 96, 48, 40];
  for (let tall = Math.max(height, lowest); ; tall += 30) {
    for (let face = withCameras ? most : usual; face >= least; face -= 2) {
      const found = oneRing(people, width, tall, withName(face));
      // Larger than usual only round a table that still is one.
      if (found && (face <= usual || Math.min(found.table.rx, found.table.ry) >= face * 0.6)) return found;
    }
    for (let face = least; narrow && face >= 40; face -= 2) {
      const found = oneRing(people, width, tall, withFirstName(face));
      if (found) return found;
    }
    for (let face = least; face >= smallest; face -= 2) {
      const found = twoRings(people, width, tall, narrow ? withFirstName(face) : withName(face));
      if (found) return found;
    }
  }
}

/** The table while something else has the room: one ring of faces without names, as low as it was asked for. */
export function compactSeating(people: number, width: number, height: number): Seating {
  for (let face = 40; ; face -= 2) {
    const size = { face, label: { width: face, line: 0, lines: 0 } };
    const ring = limits(width, height, size);
    const seats = along(people, ring);
    if (face <= 16 || !crowded(seats, size)) return { ...size, seats, table: { ...ring, rx: ring.rx - face / 2 - gap, ry: ring.ry - face / 2 - gap }, rim: 5, height };
  }
}

function withName(face: number): Size {
  return { face, label: { width: face + (face < 64 ? 26 : 32), line: face < 64 ? 14 : 17, lines: 2 } };
}

function withFirstName(face: number): Size {
  return { face, label: { width: face + 18, line: 14, lines: 1 } };
}

function nameHeight({ label }: Size): number {
  return label.lines === 0 ? 0 : belowFace + label.line * label.lines;
}

/** The largest ellipse on which faces and names stay inside. */
function limits(width: number, height: number, size: Size): Ellipse {
  const ry = (height - size.face - nameHeight(size)) / 2 - gap;
  return { x: width / 2, y: gap + size.face / 2 + ry, rx: (width - size.label.width) / 2 - (width < 600 ? gap : 3 * gap), ry };
}

function oneRing(people: number, width: number, height: number, size: Size): Seating | undefined {
  const most = limits(width, height, size);
  for (const ring of [comfortable(people, most, size), most]) {
    const seats = along(people, ring);
    const found = crowded(seats, size) ? undefined : withTable(seats, ring, size, height);
    if (found) return found;
  }
  return undefined;
}

/** Few people need not sit at the ends of a large room. */
function comfortable(people: number, most: Ellipse, { face }: Size): Ellipse {
  const wanted = people * (face * 1.2 + 66);
  const radius = Math.max(face * 1.7, wanted / (2 * Math.PI), Math.min(most.ry * 0.75, face * 2.6));
  let rx = Math.min(most.rx, radius * (people > 2 && most.rx > most.ry ? 1.6 : 1.1));
  let ry = Math.min(most.ry, radius);
  while (rx < most.rx && around(rx, ry) < wanted) rx += 4;
  while (ry < most.ry && around(rx, ry) < wanted) ry += 4;
  return { ...most, rx: Math.min(rx, most.rx), ry: Math.min(ry, most.ry) };
}

/** The inner ring is turned, so that its faces look out between those of the outer one. */
function twoRings(people: number, width: number, height: number, size: Size): Seating | undefined {
  const outer = limits(width, height, size);
  for (const share of [0.36, 0.33, 0.4, 0.3]) {
    const inside = Math.round(people * share);
    const far = along(people - inside, outer);
    for (const part of [0.56, 0.52, 0.6, 0.48, 0.64]) {
      const inner = { ...outer, rx: outer.rx * part, ry: outer.ry * part };
      for (const turn of [0.5, 0.25, 0]) {
        const seats = [...far, ...along(inside, inner, turn)];
        const found = crowded(seats, size) ? undefined : withTable(seats, inner, size, height);
        if (found) return found;
      }
    }
  }
  return undefined;
}

/** As large a table inside the ring as leaves all faces and names free, unless no name would fit into its middle. */
function withTable(seats: readonly Point[], ring: Ellipse, size: Size, height: number): Seating | undefined {
  const top = ring.y - ring.ry + size.face / 2 + nameHeight(size);
  const bottom = ring.y + ring.ry - size.face / 2;
  const most = { x: ring.x, y: (top + bottom) / 2, rx: ring.rx - size.face / 2, ry: (bottom - top) / 2 };
  for (let part = 1; part > 0.3; part -= 0.04) {
    const free = { ...most, rx: most.rx * part, ry: most.ry * part };
    const table = { ...free, rx: free.rx - gap, ry: free.ry - gap };
    const rim = Math.max(5, Math.min(22, table.ry * 0.2, table.rx - middle.rx));
    if (table.rx - rim < middle.rx || table.ry - rim < middle.ry) return undefined;
    if (!seats.some((seat) => meets(free, seat, size))) return { ...size, seats, table, rim, height };
  }
  return undefined;
}

const steps = 240;
const circle: readonly Point[] = Array.from({ length: steps + 1 }, (_, step) => {
  const angle = Math.PI / 2 + (2 * Math.PI * step) / steps;
  return { x: Math.cos(angle), y: Math.sin(angle) };
});
const edge = circle.filter((_, step) => step % 12 === 0);

/** Points at equal distances along an ellipse, clockwise from its lowest one. */
export function along(count: number, { x, y, rx, ry }: Ellipse, turn = 0): Point[] {
  const points = circle.map((point) => ({ x: x + rx * point.x, y: y + ry * point.y }));
  const walked = [0];
  let whole = 0;
  points.reduce((one, other) => {
    whole += Math.hypot(other.x - one.x, other.y - one.y);
    walked.push(whole);
    return other;
  });
  let step = 0;
  return Array.from({ length: count }, (_, index) => {
    const wanted = (whole * (index + turn)) / count;
    while (step < steps && (walked[step + 1] ?? whole) <= wanted) step += 1;
    const [one, other] = [points[step], points[step + 1] ?? points[step]];
    if (!one || !other) return { x, y };
    const part = (wanted - (walked[step] ?? 0)) / Math.max(1e-9, (walked[step + 1] ?? whole) - (walked[step] ?? 0));
    return { x: one.x + (other.x - one.x) * part, y: one.y + (other.y - one.y) * part };
  });
}

/** Ramanujan's length of an ellipse. */
function around(rx: number, ry: number): number {
  return Math.PI * (3 * (rx + ry) - Math.sqrt((3 * rx + ry) * (rx + 3 * ry)));
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function nameBox({ x, y }: Point, { face, label }: Size): Box {
  const top = y + face / 2 + belowFace;
  return { left: x - label.width / 2, right: x + label.width / 2, top, bottom: top + label.line * label.lines };
}

/** Whether somebody's face or name would lie on somebody else's. */
export function crowded(seats: readonly Point[], size: Size): boolean {
  return seats.some((one, index) => seats.slice(index + 1).some((other) => touch(one, other, size) || touch(other, one, size)));
}

function touch(one: Point, other: Point, size: Size): boolean {
  if (Math.hypot(one.x - other.x, one.y - other.y) < size.face + gap) return true;
  if (size.label.lines === 0) return false;
  const [name, its] = [nameBox(one, size), nameBox(other, size)];
  if (name.left < its.right && its.left < name.right && name.top < its.bottom && its.top < name.bottom) return true;
  const dx = Math.max(name.left - other.x, other.x - name.right, 0);
  const dy = Math.max(name.top - other.y, other.y - name.bottom, 0);
  // The ring round whoever speaks is a little larger than the face.
  return Math.hypot(dx, dy) < size.face / 2 + gap / 2;
}

/** Whether a face or a name lies on what the ellipse encloses. */
function meets({ x, y, rx, ry }: Ellipse, seat: Point, size: Size): boolean {
  const inside = (px: number, py: number) => ((px - x) / rx) ** 2 + ((py - y) / ry) ** 2 < 1;
  const name = nameBox(seat, size);
  if (size.label.lines > 0 && inside(Math.min(Math.max(x, name.left), name.right), Math.min(Math.max(y, name.top), name.bottom))) return true;
  return edge.some((point) => inside(seat.x + (point.x * size.face) / 2, seat.y + (point.y * size.face) / 2));
}
