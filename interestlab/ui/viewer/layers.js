// Between layers: lines from the text on the left, layer by layer, to the chosen token on the right.

import { css, fitted, percent, scratch } from "./words.js";

const [NAME_ROOM, SHARE_ROOM, ROW, TOP_ROOM] = [120, 46, 24, 26]; // pixels
export const MOST_LINES = 160;
export const MOST_ROWS = 20; // tokens
/** @import { Line, Paths, Units } from "./data.js" */
/** @import { Colours, Host, Lit } from "./words.js" */
/** @typedef {{paths: Paths, units: Units, unit: number, layers: number, colours: Colours, font: string}} LayersModel */
/** @typedef {SVGElement & {line?: Line}} LineShape */

export const SVG = "http://www.w3.org/2000/svg";

/**
 * An element of an SVG.
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {string} [text]
 */
export function shape(tag, attributes, text) {
  const made = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/**
 * The picture as SVG whose look stands in its attributes, so that it can leave the page as it is.
 * @param {LayersModel & {width: number}} model
 */
export function layersSvg({ paths, units, unit, layers, colours, width, font }) {
  const rows = [...new Set([unit, ...paths.lines.flatMap((line) => [line.from, line.to])])].sort((a, b) => a - b);
  const height = TOP_ROOM + rows.length * ROW + 6;
  const svg = shape("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": font, "font-size": 12, role: "img" });
  const left = Math.min(NAME_ROOM, width * 0.3);
  const x = (/** @type {number} */ level) => left + SHARE_ROOM + ((width - left - SHARE_ROOM - 14) * level) / layers;
  const y = (/** @type {number} */ row) => TOP_ROOM + (rows.indexOf(row) + 0.5) * ROW;
  const measure = scratch();
  measure.font = `12px ${font}`;
  for (let level = 0; level <= layers; level++) {
    const name = level === 0 ? "text" : (x(1) - x(0) > 22 || level === layers || level % 3 === 0) ? String(level) : "";
    svg.append(shape("text", { x: x(level), y: 14, "text-anchor": "middle", fill: css(colours.muted) }, name));
  }
  for (const line of [...paths.lines].reverse()) svg.append(lineOf(line, x, y, colours));
  const border = rows.findIndex((row) => units.second[row]);
  if (border > 0) svg.append(shape("path", { d: `M0 ${TOP_ROOM + border * ROW}H${width}`, stroke: css(colours.border), "stroke-dasharray": "4 4", "pointer-events": "none" }));
  for (const row of rows) {
    const chosen = row === unit;
    const name = shape("text", { x: left, y: y(row) + 4, "text-anchor": "end", fill: css(chosen ? colours.primary : colours.text), "font-weight": chosen ? 600 : 400, "data-unit": row }, fitted(measure, units.labels[row], left - 4));
    const share = shape("text", { x: left + 8, y: y(row) + 4, fill: css(colours.muted), "data-unit": row }, percent(paths.ends[row]));
    svg.append(name, share);
  }
  svg.append(shape("circle", { cx: x(layers), cy: y(unit), r: 5, fill: css(colours.primary) }));
  return svg;
}

/**
 * @param {Line} line
 * @param {(level: number) => number} x
 * @param {(row: number) => number} y
 * @param {Colours} colours
 */
function lineOf({ layer, from, to, share }, x, y, colours) {
  const [x0, x1, y0, y1] = [x(layer), x(layer + 1), y(from), y(to)];
  const middle = (x0 + x1) / 2;
  /** @type {LineShape} */
  const line = shape("path", {
    d: `M${x0.toFixed(1)} ${y0}C${middle.toFixed(1)} ${y0} ${middle.toFixed(1)} ${y1} ${x1.toFixed(1)} ${y1}`,
    fill: "none",
    stroke: css(from === to ? colours.muted : colours.primary),
    "stroke-opacity": from === to ? 0.45 : 0.7,
    "stroke-width": Math.max(0.6, 14 * share).toFixed(2),
    "data-from": from,
    "data-to": to,
  });
  line.line = { layer, from, to, share };
  return line;
}

export class LayerPaths {
  /** @type {(LayersModel & {width: number}) | null} */
  model = null;
  /** @type {LineShape[]} */
  lines = [];
  /** @type {SVGElement[]} */
  names = [];

  /**
   * @param {HTMLElement} root
   * @param {Host} host
   */
  constructor(root, host) {
    this.root = root;
    this.host = host;
    root.addEventListener("pointerover", (event) => this.point(/** @type {LineShape} */ (event.target)));
    root.addEventListener("pointerleave", () => host.hover(null));
    root.addEventListener("click", (event) => {
      const unit = event.target instanceof SVGElement ? event.target.dataset.unit : undefined;
      if (unit !== undefined && this.model) host.choose({ token: this.model.units.members[Number(unit)][0] });
    });
    new ResizeObserver(() => this.model && root.clientWidth && root.clientWidth !== this.model.width && this.show(this.model)).observe(root);
  }

  /** @param {LayersModel} model */
  show(model) {
    this.model = { ...model, width: this.root.clientWidth || 600 };
    const svg = layersSvg(this.model);
    svg.setAttribute("aria-label", `Lines from the tokens of the text through ${model.layers} layers to “${model.units.labels[model.unit]}”`);
    this.root.replaceChildren(svg);
    this.lines = [.../** @type {NodeListOf<LineShape>} */ (svg.querySelectorAll("path"))].filter((path) => path.line);
    this.names = [.../** @type {NodeListOf<SVGElement>} */ (svg.querySelectorAll("[data-unit]"))];
  }

  /** @param {LineShape} target */
  point(target) {
    if (target.line) this.host.hover({ row: target.line.to, column: target.line.from, line: target.line });
    else if (target.dataset?.unit !== undefined) this.host.hover({ row: Number(target.dataset.unit), column: Number(target.dataset.unit) });
  }

  /** @param {Lit | null} at */
  light(at) {
    for (const path of this.lines) path.style.opacity = !at || !path.line || touches(path.line, at) ? "" : "0.15";
    for (const name of this.names) name.style.textDecoration = at && (Number(name.dataset.unit) === at.row || Number(name.dataset.unit) === at.column) ? "underline" : "";
  }
}

/**
 * Whether a line is lit: of a line that is pointed at, it alone and those like it in other layers.
 * @param {Pick<Line, "from" | "to">} line
 * @param {Lit} at
 */
export function touches({ from, to }, at) {
  return at.line ? from === at.line.from && to === at.line.to : from === at.column || to === at.row;
}
