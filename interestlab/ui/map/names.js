// Draws what lies above the points: names, numbers, outlines, the ring around the point under the pointer.

import { toScreen } from "./geometry.js";

const NAME_LENGTH = 34;
const MOST_NAMES = { phone: 12, wide: 60 };
const PHONE = 480; // pixels of width below which the map counts as one on a phone
const FADED = 0.25;

const shorten = (name) => (name.length > NAME_LENGTH ? name.slice(0, NAME_LENGTH - 1).trimEnd() + "…" : name);
const meets = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/** Which names are shown and where: largest first, shifted up or down where they would collide, dropped where that fails. */
export function placeNames(context, header, view, { width, height, font, taken }) {
  const largest = Math.max(1, ...header.sizes);
  const order = header.sizes.map((_, i) => i).sort((a, b) => header.sizes[b] - header.sizes[a]);
  const most = width < PHONE ? MOST_NAMES.phone : MOST_NAMES.wide;
  const boxes = [...taken];
  const placed = [];
  for (const i of order) {
    if (placed.length >= most) break;
    if (!header.centres[i]) continue;
    const [x, y] = toScreen(view, width, height, ...header.centres[i]);
    if (x < 0 || x > width || y < 0 || y > height) continue;
    const size = 11 + 4 * Math.sqrt(header.sizes[i] / largest);
    const text = shorten(header.names[i]);
    context.font = `600 ${size}px ${font}`;
    const half = context.measureText(text).width / 2 + 4;
    const middle = half * 2 > width ? width / 2 : Math.max(half, Math.min(width - half, x));
    const line = size * 1.35;
    for (const shift of [0, line, -line, 1.9 * line, -1.9 * line]) {
      const box = [middle - half, y + shift - line / 2, middle + half, y + shift + line / 2];
      if (box[1] < 0 || box[3] > height || boxes.some((other) => meets(box, other))) continue;
      boxes.push(box);
      placed.push({ interest: i, text, size, x: middle, y: y + shift });
      break;
    }
  }
  return placed;
}

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

/** Little numbered discs at screen positions [x, y]. */
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

export function drawRing(context, [x, y], size, theme) {
  context.beginPath();
  context.arc(x, y, size / 2 + 3, 0, 7);
  context.lineWidth = 1.5;
  context.strokeStyle = theme.text;
  context.stroke();
}

/** Interests that count as picked: a tenth of their contents is, or they make up a tenth of all that is picked. */
export function litInterests(data, flags) {
  const { sizes, none } = data.header;
  const counts = new Uint32Array(sizes.length);
  for (let i = none; i < data.n; i++) counts[data.interest[i]] += flags[i];
  const all = counts.reduce((sum, count) => sum + count, 0);
  return new Set(sizes.map((_, i) => i).filter((i) => counts[i] > 0 && counts[i] >= 0.1 * Math.min(sizes[i], all)));
}
