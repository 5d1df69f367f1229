// What is shown as a file: SVG, PNG made from it, CSV.

import { shape, SVG } from "./layers.js";
import { borderOf, cellsOf } from "./matrix.js";
import { contextOf, css, element, fitted, percent, scratch } from "./words.js";

/** @import { Paths, Units } from "./data.js" */
/** @import { MatrixModel } from "./matrix.js" */
/** @import { Colours } from "./words.js" */
/** @typedef {{sentence: string, remarks: string, colours: Colours, width: number}} Caption */
/** @typedef {{units: Units, row: Float64Array, unit: number, threshold: number, specials: boolean, font: string}} TokensModel */
/** @typedef {(string | number)[]} Row of a table */

/**
 * The tokens with their bars as SVG, laid out as running text.
 * @param {TokensModel & Caption} model
 */
export function tokensSvg({ units, row, unit, threshold, specials, sentence, remarks, colours, width, font }) {
  const measure = scratch();
  measure.font = `14px ${font}`;
  const svg = shape("svg", { xmlns: SVG, "font-family": font, "font-size": 14 });
  const largest = Math.max(1e-9, ...row);
  let [x, y] = [12, 50];
  row.forEach((weight, i) => {
    if (!specials && units.special[i] && i !== unit) return;
    const label = fitted(measure, units.labels[i], width - 130);
    const wide = measure.measureText(label).width + 96;
    if (i === units.second.indexOf(true)) {
      [x, y] = [12, y + 44];
      svg.append(shape("path", { d: `M12 ${y - 8}H${width - 12}`, stroke: css(colours.border), "stroke-dasharray": "4 4" }));
    }
    if (x > 12 && x + wide > width - 12) [x, y] = [12, y + 34];
    svg.append(shape("rect", { x, y, width: wide, height: 28, rx: 8, fill: "none", stroke: css(i === unit ? colours.primary : colours.border), "stroke-width": i === unit ? 2 : 1 }));
    svg.append(shape("text", { x: x + 8, y: y + 19, fill: css(colours.text), "font-weight": i === unit ? 600 : 400 }, label));
    svg.append(shape("rect", { x: x + wide - 78, y: y + 12, width: 30, height: 5, rx: 2.5, fill: css(colours.border) }));
    const shown = weight >= threshold;
    if (shown) svg.append(shape("rect", { x: x + wide - 78, y: y + 12, width: ((30 * weight) / largest).toFixed(2), height: 5, rx: 2.5, fill: css(colours.primary) }));
    svg.append(shape("text", { x: x + wide - 8, y: y + 19, "text-anchor": "end", "font-size": 12, fill: css(colours.muted) }, shown ? percent(weight) : ""));
    x += wide + 6;
  });
  return captioned(svg, { sentence, remarks, colours, width, height: y + 40 });
}

/**
 * The whole matrix as SVG: cells as a picture, the labels where they fit.
 * @param {MatrixModel & Caption & {font: string}} model
 */
export function matrixSvg({ units, visible, weights, unit, threshold, causal, sentence, remarks, colours, width, font }) {
  const count = visible.length;
  const side = Math.max(240, Math.min(1200, count * 20));
  const cell = side / count;
  const svg = shape("svg", { xmlns: SVG, "font-family": font, "font-size": Math.min(12, Math.max(3, cell * 0.8)) });
  const [left, top] = [130, 140];
  const measure = scratch();
  measure.font = `12px ${font}`;
  const picture = cellsOf({ units, visible, weights, threshold, colours });
  const link = picture.toDataURL();
  svg.append(shape("image", { href: link, x: left, y: top, width: side, height: side, preserveAspectRatio: "none", style: "image-rendering:pixelated" }));
  if (causal) svg.append(shape("path", { d: `M${left + cell} ${top}H${left + side}V${top + side - cell}Z`, fill: css(colours.border, 0.35) }));
  svg.append(shape("rect", { x: left, y: top, width: side, height: side, fill: "none", stroke: css(colours.border) }));
  const border = borderOf({ units, visible });
  if (border >= 0) svg.append(shape("path", { d: `M${left} ${top + border * cell}h${side}M${left + border * cell} ${top}v${side}`, stroke: css(colours.muted) }));
  if (cell >= 3.5) {
    visible.forEach((one, i) => {
      const fill = css(one === unit ? colours.primary : colours.muted);
      const [name, middle] = [fitted(measure, units.labels[one], 110), (i + 0.7) * cell];
      svg.append(shape("text", { x: left - 6, y: top + middle, "text-anchor": "end", fill }, name));
      svg.append(shape("text", { transform: `translate(${left + middle} ${top - 6}) rotate(-90)`, fill }, name));
    });
  }
  return captioned(svg, { sentence, remarks, colours, width: Math.max(width, left + side + 20), height: top + side + 20 });
}

/**
 * Size, ground, and the sentence above the picture.
 * @param {SVGElement} svg
 * @param {Caption & {height: number}} caption
 */
export function captioned(svg, { sentence, remarks, colours, width, height }) {
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const measure = scratch();
  measure.font = `13px ${svg.getAttribute("font-family")}`;
  const [title, note] = [sentence, remarks].map((text) => fitted(measure, text, width - 24));
  svg.prepend(shape("rect", { width, height, fill: css(colours.ground) }), shape("text", { x: 12, y: 20, "font-size": 13, fill: css(colours.text) }, title), shape("text", { x: 12, y: 38, "font-size": 11, fill: css(colours.muted) }, note));
  return svg;
}

/** @param {SVGElement} svg */
export const svgText = (svg) => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}`;

/**
 * PNG of an SVG, twice its size where a canvas can be so large.
 * @param {SVGElement} svg
 * @returns {Promise<Blob | null>}
 */
export async function pngOf(svg) {
  const [width, height] = [Number(svg.getAttribute("width")), Number(svg.getAttribute("height"))];
  const scale = Math.max(0.5, Math.min(2, 8000 / Math.max(width, height)));
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svgText(svg)], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  contextOf(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/**
 * A field of a CSV file; what a spreadsheet would run as a formula is marked with an apostrophe.
 * @param {string | number} value
 */
function field(value) {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {Row[]} rows */
export const csvText = (rows) => `\ufeff${rows.map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;

/**
 * Weights that are shown, at least the threshold: of the matrix, or of the chosen row alone.
 * @param {object} shown
 * @param {Pick<Units, "count" | "labels" | "special" | "second">} shown.units
 * @param {number[]} shown.visible
 * @param {ArrayLike<number> | null} shown.weights
 * @param {ArrayLike<number>} shown.row
 * @param {number} shown.unit
 * @param {number} shown.threshold
 */
export function weightRows({ units, visible, weights, row, unit, threshold }) {
  const pair = units.second.some(Boolean);
  const place = (/** @type {number} */ i) => (pair ? [i + 1, units.special[i] ? "" : units.second[i] ? 2 : 1] : [i + 1]);
  const where = pair ? ["position", "text"] : ["position"];
  /** @type {Row[]} */
  const found = [["token", ...where, "looks at", ...where, "weight"]];
  for (const i of weights ? visible : [unit]) {
    for (const j of visible) {
      const weight = weights ? weights[i * units.count + j] : row[j];
      if (weight > 0 && weight >= threshold) found.push([units.labels[i], ...place(i), units.labels[j], ...place(j), weight.toPrecision(4)]);
    }
  }
  return found;
}

/**
 * The lines between layers that are shown.
 * @param {{paths: Pick<Paths, "lines">, units: Pick<Units, "labels">}} shown
 * @returns {Row[]}
 */
export function lineRows({ paths, units }) {
  const rows = paths.lines.map(({ layer, from, to, share }) => [layer + 1, units.labels[to], to + 1, units.labels[from], from + 1, share.toPrecision(4)]);
  return [["layer", "token", "position", "draws on", "position", "share"], ...rows];
}

/**
 * @param {string} name of the file
 * @param {Blob | string} content
 * @param {string} [type]
 */
export function save(name, content, type) {
  const link = element("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
