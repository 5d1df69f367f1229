// Draws what lies above the points: names, numbers, outlines, the ring around the point under the pointer.

import { besidePoint, NO_INTEREST, toScreen } from "./geometry.js";
import { NONE_COLOUR } from "./points.js";

const NAME_LENGTH = 34;
const MOST_NAMES = { phone: 12, wide: 60 };
const PHONE = 480; // pixels of width below which the map counts as one on a phone
const FADED = 0.25;

/** @import { Header, MapData, Place, Size, View } from "./geometry.js" */
/** @typedef {{interest: number, text: string, size: number, x: number, y: number}} PlacedName */
/** @typedef {[left: number, top: number, right: number, bottom: number]} Box in CSS pixels */
/** @typedef {{background: string, text: string, primary: string, font: string, kind: "light" | "dark"}} Theme */

/**
 * A name cut to what fits on the map, never within a letter that is stored as two.
 * @param {string} name
 */
export function shorten(name) {
  const letters = [...name];
  return letters.length > NAME_LENGTH ? letters.slice(0, NAME_LENGTH - 1).join("").trimEnd() + "…" : name;
}

/**
 * What the map is, for those who cannot see it.
 * @param {{header: Pick<Header, "sizes" | "noun">, n: number}} data
 * @param {boolean} live whether it can be moved
 */
export function describe({ header, n }, live) {
  const groups = header.sizes.filter((size) => size).length;
  const what = `Map of ${n.toLocaleString("en")} ${header.noun} in ${groups} interests.`;
  const how = "Arrow keys move it, plus and minus zoom, 0 shows all, Escape clears what is picked. The table beside it lists the same interests.";
  return `${what} ${live ? how : ""}`;
}

/** @type {(a: Box, b: Box) => boolean} */
const meets = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/**
 * Which names are shown and where: largest first, shifted up or down where they would collide, dropped where that fails.
 * @param {Pick<CanvasRenderingContext2D, "font" | "measureText">} context
 * @param {Pick<Header, "names" | "sizes" | "centres">} header
 * @param {View} view
 * @param {{width: number, height: number, font: string, taken: Box[]}} room
 * @returns {PlacedName[]}
 */
export function placeNames(context, header, view, { width, height, font, taken }) {
  const largest = Math.max(1, ...header.sizes);
  const order = header.sizes.map((_, i) => i).sort((a, b) => header.sizes[b] - header.sizes[a]);
  const most = width < PHONE ? MOST_NAMES.phone : MOST_NAMES.wide;
  const boxes = [...taken];
  /** @type {PlacedName[]} */
  const placed = [];
  for (const i of order) {
    if (placed.length >= most) break;
    const centre = header.centres[i];
    if (!centre) continue;
    const [x, y] = toScreen(view, width, height, ...centre);
    if (x < 0 || x > width || y < 0 || y > height) continue;
    const size = 11 + 4 * Math.sqrt(header.sizes[i] / largest);
    const text = shorten(header.names[i]);
    context.font = `600 ${size}px ${font}`;
    const half = context.measureText(text).width / 2 + 4;
    const middle = half * 2 > width ? width / 2 : Math.max(half, Math.min(width - half, x));
    const line = size * 1.35;
    for (const shift of [0, line, -line, 1.9 * line, -1.9 * line]) {
      /** @type {Box} */
      const box = [middle - half, y + shift - line / 2, middle + half, y + shift + line / 2];
      if (box[1] < 0 || box[3] > height || boxes.some((other) => meets(box, other))) continue;
      boxes.push(box);
      placed.push({ interest: i, text, size, x: middle, y: y + shift });
      break;
    }
  }
  return placed;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {PlacedName[]} placed
 * @param {{font: string, theme: Theme, lit: Set<number> | null}} look `lit` are the interests that are not faded
 */
export function drawNames(context, placed, { font, theme, lit }) {
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = theme.background;
  context.fillStyle = theme.text;
  for (const name of placed) {
    context.globalAlpha = !lit || lit.has(name.interest) ? 1 : FADED;
    context.font = `600 ${name.size}px ${font}`;
    context.strokeText(name.text, name.x, name.y);
    context.fillText(name.text, name.x, name.y);
  }
  context.globalAlpha = 1;
}

/**
 * Little numbered discs at places on the screen.
 * @param {CanvasRenderingContext2D} context
 * @param {Place[]} positions
 * @param {{font: string, theme: Theme}} look
 */
export function drawNumbers(context, positions, { font, theme }) {
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = `700 10px ${font}`;
  for (let i = positions.length - 1; i >= 0; i--) {
    const [x, y] = positions[i];
    context.beginPath();
    context.arc(x, y, 9, 0, 7);
    context.fillStyle = theme.primary;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = theme.background;
    context.stroke();
    context.fillStyle = theme.background;
    context.fillText(String(i + 1), x, y + 0.5);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Place[]} corners
 * @param {Theme} theme
 */
export function drawOutline(context, corners, theme) {
  if (corners.length < 2) return;
  context.beginPath();
  corners.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.closePath();
  context.globalAlpha = 0.08;
  context.fillStyle = theme.primary;
  context.fill();
  context.globalAlpha = 0.9;
  context.lineWidth = 1.5;
  context.lineJoin = "round";
  context.strokeStyle = theme.primary;
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Place} at
 * @param {number} size diameter of the point within it
 * @param {Theme} theme
 */
export function drawRing(context, [x, y], size, theme) {
  context.beginPath();
  context.arc(x, y, size / 2 + 3, 0, 7);
  context.lineWidth = 1.5;
  context.strokeStyle = theme.text;
  context.stroke();
}

/**
 * The name and colour of a point's interest.
 * @param {MapData} data
 * @param {number} at
 * @param {Theme} theme
 */
export function interestOf(data, at, theme) {
  const interest = data.interest[at];
  if (interest === NO_INTEREST) return { name: "No clear interest", colour: NONE_COLOUR[theme.kind] };
  return { name: data.header.names[interest], colour: data.header.palette[interest] };
}

/**
 * The interest's name beside a point at once, its text when it has come; both only ever as text.
 * @param {HTMLElement} box
 * @param {{name: string, colour: string, text: string, at: Place} | null} tip null = none
 * @param {Size} size of the map
 */
export function showTip(box, tip, size) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (box.querySelector(`.tip-${name}`));
  box.hidden = !tip;
  if (!tip) return;
  part("name").textContent = tip.name;
  part("dot").style.background = tip.colour;
  part("text").textContent = tip.text;
  const [left, top] = besidePoint(tip.at, { width: box.offsetWidth, height: box.offsetHeight }, size);
  [box.style.left, box.style.top] = [`${left}px`, `${top}px`];
}
