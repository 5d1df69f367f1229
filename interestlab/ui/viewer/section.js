// The section of a matrix that is shown: which cells, how large, and which of them lies where. No drawing.
// Places are CSS pixels from the upper left corner of the cells; rows and columns are places among the visible units.

export const GUTTER = 104; // pixels of room for names at the left
export const HEAD_ROOM = 84; // and above
const MOST_CELL = 34;
const [LEAST_SIDE, MOST_SIDE] = [120, 680];

/** @typedef {{row: number, column: number}} Cell */
/**
 * @typedef {object} Section
 * @property {number} count rows, and as many columns
 * @property {number} side pixels of the square that shows them
 * @property {number} zoom 1 = all of it
 * @property {number} cell pixels of the side of a cell
 * @property {number} left first column that is shown; may be a part
 * @property {number} top first row
 */

/** @type {(value: number, least: number, most: number) => number} */
const between = (value, least, most) => Math.max(least, Math.min(value, most));

/**
 * Side of the square for `count` cells in a frame of `width` pixels.
 * @param {number} width
 * @param {number} count
 */
export function sideOf(width, count) {
  return Math.min(between(width - GUTTER - 4, LEAST_SIDE, MOST_SIDE), count * MOST_CELL);
}

/**
 * The section with its cells measured, moved so that nothing beyond the matrix shows.
 * @param {Omit<Section, "cell">} section
 * @returns {Section}
 */
export function fittedSection({ count, side, zoom, left, top }) {
  const cell = (side / count) * zoom;
  const last = count - side / cell;
  return { count, side, zoom, cell, left: Math.max(0, Math.min(left, last)), top: Math.max(0, Math.min(top, last)) };
}

/**
 * The section magnified by `factor`, to cells of 34 pixels at most and to the whole matrix at least; what lies at (x, y) stays.
 * @param {Section} section
 * @param {number} x
 * @param {number} y
 * @param {number} factor
 */
export function magnified(section, x, y, factor) {
  const { count, side, cell: before, left, top } = section;
  const zoom = between(section.zoom * factor, 1, Math.max(1, (MOST_CELL * count) / side));
  const cell = (side / count) * zoom;
  return fittedSection({ ...section, zoom, left: left + x / before - x / cell, top: top + y / before - y / cell });
}

/**
 * The section after its cells were dragged by (x, y).
 * @param {Section} section
 * @param {number} x
 * @param {number} y
 */
export function dragged(section, x, y) {
  return fittedSection({ ...section, left: section.left - x / section.cell, top: section.top - y / section.cell });
}

/**
 * The section moved as little as puts a cell in sight.
 * @param {Section} section
 * @param {Cell} cell
 * @returns {Section}
 */
export function revealed(section, { row, column }) {
  const shown = Math.floor(section.side / section.cell);
  const towards = (/** @type {number} */ first, /** @type {number} */ at) => Math.min(Math.max(first, at - shown + 1), at);
  return { ...section, left: towards(section.left, column), top: towards(section.top, row) };
}

/**
 * The cell at (x, y); among the names, where x or y is negative, the cell of that unit with itself; null elsewhere.
 * @param {Section} section
 * @param {number} x
 * @param {number} y
 * @returns {Cell | null}
 */
export function cellAt({ count, side, cell, left, top }, x, y) {
  if (x < -GUTTER || y < -HEAD_ROOM || x >= side || y >= side || (x < 0 && y < 0)) return null;
  const inside = (/** @type {number} */ place) => Math.min(count - 1, Math.floor(place)); // sums are rounded, up at the last pixel
  const [column, row] = [inside(left + x / cell), inside(top + y / cell)];
  if (x < 0) return { row, column: row };
  return y < 0 ? { row: column, column } : { row, column };
}

/** @type {Record<string, [down: number, right: number]>} */
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/**
 * The cell that an arrow key leads to, never over the edge; null for other keys.
 * @param {Cell} cell
 * @param {string} key
 * @param {number} count
 * @returns {Cell | null}
 */
export function stepped({ row, column }, key, count) {
  const step = ARROWS[key];
  if (!step) return null;
  return { row: between(row + step[0], 0, count - 1), column: between(column + step[1], 0, count - 1) };
}
