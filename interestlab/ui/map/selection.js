// What is picked on the map: which points a message or a drawing means, and which interests light up with them.

import { packBits, pointsInside, simplify, unpackBits } from "./geometry.js";

/** @import { MapData, Place } from "./geometry.js" */
/**
 * What Python wants shown above the points; see component.py.
 * @typedef {object} Overlay
 * @property {"overlay"} channel
 * @property {string} map
 * @property {string} revision
 * @property {string | null} echo the last selection drawn here that Python has seen
 * @property {string | null} bits
 * @property {Place[] | null} polygon
 * @property {number[]} numbers
 * @property {boolean} hover
 * @property {number} size
 * @property {boolean} names
 */
/** @typedef {{id: string}} Drawn a selection that was drawn here and told to Python */

const LIT = 0.1; // share from which an interest counts as picked

/**
 * Whether a message is from before the last selection drawn here, and says nothing about it.
 * @param {Pick<Overlay, "echo">} message
 * @param {Drawn | null} own
 */
export function isLate(message, own) {
  return own !== null && message.echo !== own.id;
}

/**
 * Flags of the points that a message lights; null = all. Bits count before a polygon.
 * @param {Pick<Overlay, "bits" | "polygon">} message
 * @param {Pick<MapData, "grid" | "n">} data
 */
export function flagsOf({ bits, polygon }, { grid, n }) {
  if (bits !== null) return unpackBits(bits, n);
  return polygon && pointsInside(grid, n, polygon);
}

/**
 * What a drawn polygon picks. It is simplified first, so that its corners alone give the same contents.
 * @param {Place[]} path on the grid
 * @param {Pick<MapData, "grid" | "n">} data
 */
export function drawnAround(path, { grid, n }) {
  const corners = simplify(path);
  const flags = pointsInside(grid, n, corners);
  return { corners, flags, bits: packBits(flags) };
}

/**
 * Positions of the flags that are set, ascending.
 * @param {Uint8Array} flags
 */
export function positionsOf(flags) {
  const found = new Uint32Array(flags.length);
  let count = 0;
  for (let i = 0; i < flags.length; i++) if (flags[i]) found[count++] = i;
  return found.subarray(0, count);
}

/**
 * Interests that count as picked: a tenth of their contents is, or they make up a tenth of all that is picked.
 * @param {{header: {sizes: number[], none: number}, n: number, interest: Uint16Array}} data
 * @param {Uint8Array} flags
 */
export function litInterests(data, flags) {
  const { sizes, none } = data.header;
  const counts = new Uint32Array(sizes.length);
  for (let i = none; i < data.n; i++) counts[data.interest[i]] += flags[i];
  const all = counts.reduce((sum, count) => sum + count, 0);
  return new Set(sizes.map((_, i) => i).filter((i) => counts[i] > 0 && counts[i] >= LIT * Math.min(sizes[i], all)));
}
