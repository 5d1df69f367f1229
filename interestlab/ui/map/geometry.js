// The map's arithmetic: reading the payload, polygons, bits, finding the nearest point. No DOM, no drawing.
// Coordinates are whole grid steps 0..65535, y upwards. A view is {x, y, scale}: the grid point at the middle, CSS pixels a step.

/** @typedef {[x: number, y: number]} Place on the grid, or on the screen in CSS pixels */
/** @typedef {{x: number, y: number, scale: number}} View */
/** @typedef {{width: number, height: number}} Size in CSS pixels */
/** @typedef {[x0: number, y0: number, x1: number, y1: number, posts: number]} FarGroup a box on the grid */
/** @typedef {{shift: number, side: number, start: Uint32Array, points: Uint32Array}} Cells */
/**
 * What stands before the points, as data.py writes it.
 * @typedef {object} Header
 * @property {number} n
 * @property {number} none how many are of no interest; they come first
 * @property {string[]} names
 * @property {string[]} palette
 * @property {number[]} sizes
 * @property {(Place | null)[]} centres
 * @property {[number, number, number, number]} home
 * @property {FarGroup[]} far what lies far outside of it, most posts first
 * @property {string} revision
 * @property {number[]} frame
 * @property {string} map
 * @property {number} height
 * @property {string} noun
 */
/** @typedef {{text: string, header: Header, n: number, grid: Uint16Array, interest: Uint16Array}} MapData */

export const NO_INTEREST = 65535;
const MOST_VERTICES = 40;
const ZOOM_LIMITS = [0.4, 1500]; // relative to the view that shows everything
const REACH = [-20000, 85535]; // where the middle of a view may lie, so that the points are never lost

/**
 * Payload of data.py -> what stands in it: grid (2n), interest (n), and the header with its text.
 * @param {Uint8Array} bytes
 * @returns {MapData}
 */
export function decodePayload(bytes) {
  const copy = bytes.slice(); // may arrive at any offset; typed arrays need an aligned one
  const length = new DataView(copy.buffer).getUint32(0, true);
  const text = new TextDecoder().decode(copy.subarray(4, 4 + length));
  const header = JSON.parse(text);
  const n = header.n;
  const grid = new Uint16Array(copy.buffer, 4 + length, 2 * n);
  const interest = new Uint16Array(copy.buffer, 4 + length + 4 * n, n);
  return { text, header, n, grid, interest };
}

/**
 * Flags (0 or 1 a point) -> base64 of one bit a point, lowest bit first.
 * @param {Uint8Array} flags
 */
export function packBits(flags) {
  const bytes = new Uint8Array((flags.length + 7) >> 3);
  for (let i = 0; i < flags.length; i++) if (flags[i]) bytes[i >> 3] |= 1 << (i & 7);
  let text = "";
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return btoa(text);
}

/**
 * The reverse: flags of the first `n` points.
 * @param {string} base64
 * @param {number} n
 */
export function unpackBits(base64, n) {
  const text = atob(base64);
  const flags = new Uint8Array(n);
  for (let i = 0; i < n; i++) flags[i] = (text.charCodeAt(i >> 3) >> (i & 7)) & 1;
  return flags;
}

/**
 * Whole-step polygon of at most `most` corners: those that change the area least go first (Visvalingam and Whyatt 1993).
 * @param {Place[]} polygon
 * @returns {Place[]}
 */
export function simplify(polygon, most = MOST_VERTICES) {
  const clamp = (/** @type {number} */ v) => Math.max(-65535, Math.min(131070, Math.round(v)));
  const corners = polygon.map(([x, y]) => /** @type {Place} */ ([clamp(x), clamp(y)]));
  const loss = (/** @type {number} */ i) => {
    const [a, b, c] = [-1, 0, 1].map((step) => corners[(i + step + corners.length) % corners.length]);
    return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]));
  };
  while (corners.length > 3) {
    let least = 0;
    for (let i = 1; i < corners.length; i++) if (loss(i) < loss(least)) least = i;
    if (corners.length <= most && loss(least) > 0) break;
    corners.splice(least, 1);
  }
  return corners;
}

/**
 * Flags of the points inside the polygon, by counting crossings; of a polygon with a corner that is no number, none.
 * @param {Uint16Array} grid
 * @param {number} n
 * @param {Place[]} polygon
 */
export function pointsInside(grid, n, polygon) {
  const m = polygon.length;
  const xs = Float64Array.from(polygon, (c) => c[0]);
  const ys = Float64Array.from(polygon, (c) => c[1]);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const flags = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const x = grid[2 * i];
    const y = grid[2 * i + 1];
    if (!(x >= left && x <= right && y >= low && y <= high)) continue;
    let inside = 0;
    for (let a = 0, b = m - 1; a < m; b = a++) {
      if (ys[a] > y !== ys[b] > y && x < ((xs[b] - xs[a]) * (y - ys[a])) / (ys[b] - ys[a]) + xs[a]) inside ^= 1;
    }
    flags[i] = inside;
  }
  return flags;
}

/**
 * Points sorted into square cells, so that the nearest one is found without looking at all.
 * @param {Uint16Array} grid
 * @param {number} n
 * @returns {Cells}
 */
export function buildCells(grid, n) {
  const bits = n > 200000 ? 9 : 7;
  const shift = 16 - bits;
  const side = 1 << bits;
  const start = new Uint32Array(side * side + 1);
  const cellOf = (/** @type {number} */ i) => (grid[2 * i + 1] >> shift) * side + (grid[2 * i] >> shift);
  for (let i = 0; i < n; i++) start[cellOf(i) + 1]++;
  for (let c = 0; c < side * side; c++) start[c + 1] += start[c];
  const next = start.slice(0, side * side);
  const points = new Uint32Array(n);
  for (let i = 0; i < n; i++) points[next[cellOf(i)]++] = i;
  return { shift, side, start, points };
}

/**
 * Index of the point nearest to grid position (x, y) within `radius` steps for which `accepts(i)`; -1 if there is none.
 * @param {Cells} cells
 * @param {Uint16Array} grid
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {(i: number) => boolean} accepts
 */
export function nearestPoint(cells, grid, x, y, radius, accepts) {
  const cell = (/** @type {number} */ v) => Math.max(0, Math.min(cells.side - 1, Math.floor(v) >> cells.shift));
  let best = radius * radius;
  let found = -1;
  for (let row = cell(y - radius); row <= cell(y + radius); row++) {
    for (let column = cell(x - radius); column <= cell(x + radius); column++) {
      const c = row * cells.side + column;
      for (let j = cells.start[c]; j < cells.start[c + 1]; j++) {
        const i = cells.points[j];
        const apart = (grid[2 * i] - x) ** 2 + (grid[2 * i + 1] - y) ** 2;
        if (apart <= best && accepts(i)) [best, found] = [apart, i];
      }
    }
  }
  return found;
}

/**
 * The view that shows the box [x0, y0, x1, y1] on `width` × `height` pixels with a margin for names.
 * @param {[number, number, number, number]} box
 * @param {number} width
 * @param {number} height
 * @returns {View}
 */
export function fitView([x0, y0, x1, y1], width, height) {
  const margin = Math.min(56, 0.08 * Math.min(width, height));
  const scale = Math.min((width - 2 * margin) / Math.max(1, x1 - x0), (height - 2 * margin) / Math.max(1, y1 - y0));
  return { x: (x0 + x1) / 2, y: (y0 + y1) / 2, scale: Math.max(scale, 1e-4) };
}

/**
 * Where a place on the grid is seen.
 * @param {View} view
 * @param {number} width
 * @param {number} height
 * @param {number} x
 * @param {number} y
 * @returns {Place}
 */
export function toScreen(view, width, height, x, y) {
  return [(x - view.x) * view.scale + width / 2, height / 2 - (y - view.y) * view.scale];
}

/**
 * What place on the grid is seen at (px, py).
 * @param {View} view
 * @param {number} width
 * @param {number} height
 * @param {number} px
 * @param {number} py
 * @returns {Place}
 */
export function toGrid(view, width, height, px, py) {
  return [(px - width / 2) / view.scale + view.x, (height / 2 - py) / view.scale + view.y];
}

/** @param {number} v */
const reached = (v) => Math.max(REACH[0], Math.min(REACH[1], v));

/**
 * The view after the picture was moved by (dx, dy) pixels.
 * @param {View} view
 * @param {number} dx
 * @param {number} dy
 * @returns {View}
 */
export function panned({ x, y, scale }, dx, dy) {
  return { x: reached(x - dx / scale), y: reached(y + dy / scale), scale };
}

/**
 * The view magnified by `factor` within limits relative to `home`; what is seen at (px, py) stays there.
 * @param {View} view
 * @param {View} home
 * @param {Size} size
 * @param {Place} at
 * @param {number} factor
 * @returns {View}
 */
export function zoomed(view, home, { width, height }, [px, py], factor) {
  const [least, most] = ZOOM_LIMITS.map((limit) => limit * home.scale);
  const next = { ...view, scale: Math.max(least, Math.min(most, view.scale * factor)) };
  const [x, y] = toGrid(view, width, height, px, py);
  const [nowX, nowY] = toGrid(next, width, height, px, py);
  return { x: reached(view.x + x - nowX), y: reached(view.y + y - nowY), scale: next.scale };
}

/**
 * The view that was kept, if it is one.
 * @param {Partial<View> | null | undefined} kept
 * @returns {View | null}
 */
export function viewOf(kept) {
  const { x, y, scale } = kept ?? {};
  return Number.isFinite(x) && Number.isFinite(y) && Number(scale) > 0 ? /** @type {View} */ ({ x, y, scale }) : null;
}

/**
 * Diameter of a point in CSS pixels: 4.5 at 12,000 points, 3 at 50,000, less above and on a phone; it grows slowly with the zoom.
 * @param {number} n
 * @param {number} zoom
 * @param {number} width
 */
export function pointSize(n, zoom, width) {
  const base = Math.max(1.2, Math.min(6.5, 4.5 * (12000 / Math.max(1, n)) ** 0.284));
  return base * Math.max(0.65, Math.min(1, Math.sqrt(width / 700))) * Math.max(0.8, Math.min(2.6, zoom ** 0.3));
}

/**
 * The upper left corner of a box of `own` size beside (x, y), below it if there is room, and inside `size`.
 * @param {Place} at
 * @param {Size} own
 * @param {Size} size
 * @returns {Place}
 */
export function besidePoint([x, y], own, size) {
  const below = y + 16 + own.height <= size.height;
  return [Math.max(4, Math.min(size.width - own.width - 4, x + 14)), below ? y + 16 : Math.max(4, y - own.height - 12)];
}
