// Token x token on a canvas: rows look at columns. The cells are drawn once a change; what the pointer lights lies on a canvas above.

import { cellAt, dragged, fittedSection, GUTTER, HEAD_ROOM, magnified, revealed, sideOf, stepped } from "./section.js";
import { contextOf, css, fitted } from "./words.js";

const LEAST_LABEL = 11; // pixels of a cell from which all are named
/** @type {Record<string, string>} */
const PRESSES = { "+": "nearer", "=": "nearer", "-": "farther", 0: "home" };

/** @import { Units } from "./data.js" */
/** @import { Cell, Section } from "./section.js" */
/** @import { Colour, Colours, Host } from "./words.js" */
/**
 * What the matrix shows: weights (units, units) of the visible units.
 * @typedef {object} MatrixModel
 * @property {Units} units
 * @property {number[]} visible
 * @property {Float64Array} weights
 * @property {number} unit the chosen one
 * @property {number} threshold
 * @property {boolean} causal
 * @property {Colours} colours
 */

export class TokenMatrix {
  /** @type {MatrixModel | null} */
  model = null;
  /** @type {Section} once something is shown */
  section;
  /** @type {HTMLCanvasElement} */
  cells;
  /** @type {Cell | null} places of the lit units among the visible ones */
  lit = null;
  width = 0;

  /**
   * @param {HTMLElement} root
   * @param {Host} host
   */
  constructor(root, host) {
    this.host = host;
    this.frame = root;
    const [base, over] = root.querySelectorAll("canvas");
    this.base = base;
    this.over = over;
    this.font = `12px ${getComputedStyle(root).fontFamily}`;
    this.listen();
    new ResizeObserver(() => this.model && this.frame.clientWidth !== this.width && this.draw()).observe(root);
  }

  /** @param {MatrixModel} model */
  show(model) {
    const count = model.visible.length;
    if (this.section?.count !== count) this.section = { count, side: 0, zoom: 1, cell: 0, left: 0, top: 0 };
    this.model = model;
    this.cells = cellsOf(model);
    this.draw();
  }

  layout() {
    this.width = this.frame.clientWidth;
    this.section = fittedSection({ ...this.section, side: sideOf(this.width, this.section.count) });
    const [ratio, height] = [globalThis.devicePixelRatio || 1, this.section.side + HEAD_ROOM + 4];
    for (const canvas of [this.base, this.over]) {
      const [w, h] = [Math.round(this.width * ratio), Math.round(height * ratio)];
      if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
      canvas.style.height = `${height}px`;
      const context = contextOf(canvas);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      [context.font, context.textBaseline] = [this.font, "middle"]; // not while hovering: a font makes the page work out its style
    }
    this.over.style.touchAction = this.section.zoom > 1 ? "none" : "pan-y";
  }

  draw() {
    if (!this.frame.clientWidth || !this.model) return;
    this.layout();
    const context = contextOf(this.base);
    const { colours, causal, visible } = this.model;
    const { side, cell, left, top, zoom } = this.section;
    context.clearRect(0, 0, this.width, side + HEAD_ROOM + 4);
    context.imageSmoothingEnabled = cell < 1;
    const shown = side / cell;
    context.drawImage(this.cells, left, top, shown, shown, GUTTER, HEAD_ROOM, side, side);
    if (causal) this.hatch(context, colours.border);
    this.drawBorder(context, this.model);
    context.strokeStyle = css(colours.border);
    context.strokeRect(GUTTER + 0.5, HEAD_ROOM + 0.5, side - 1, side - 1);
    if (cell >= LEAST_LABEL) visible.forEach((_, at) => this.label(context, at, at, colours.muted));
    this.light(this.lit);
    this.frame.dataset.zoom = zoom.toFixed(2);
  }

  /**
   * Above the diagonal nothing can be looked at.
   * @param {CanvasRenderingContext2D} context
   * @param {Colour} colour
   */
  hatch(context, colour) {
    const { count, side, cell, left, top } = this.section;
    context.save();
    context.beginPath();
    context.rect(GUTTER, HEAD_ROOM, side, side);
    context.clip();
    context.beginPath();
    for (let at = 0; at < count; at++) {
      const [y, x] = [HEAD_ROOM + (at - top) * cell, GUTTER + (at + 1 - left) * cell];
      if (y > -cell && y < HEAD_ROOM + side) context.rect(x, y, GUTTER + side - x, cell);
    }
    context.clip();
    context.strokeStyle = css(colour);
    context.beginPath();
    for (let at = -side; at < side; at += 7) {
      context.moveTo(GUTTER + at, HEAD_ROOM + side);
      context.lineTo(GUTTER + at + side, HEAD_ROOM);
    }
    context.stroke();
    context.restore();
  }

  /**
   * A line each way where the second text of a pair begins.
   * @param {CanvasRenderingContext2D} context
   * @param {MatrixModel} model
   */
  drawBorder(context, model) {
    const border = borderOf(model);
    if (border < 0) return;
    const { side, cell, left, top } = this.section;
    const [x, y] = [(border - left) * cell, (border - top) * cell];
    context.fillStyle = css(model.colours.muted);
    if (x >= 0 && x <= side) context.fillRect(GUTTER + x - 0.5, HEAD_ROOM, 1, side);
    if (y >= 0 && y <= side) context.fillRect(GUTTER, HEAD_ROOM + y - 0.5, side, 1);
  }

  /**
   * Names row `row` at the left and column `column` at the top, where they are in sight.
   * @param {CanvasRenderingContext2D} context
   * @param {number} row
   * @param {number} column
   * @param {Colour} rgb
   * @param {Colour} [ground] put behind the names
   */
  label(context, row, column, rgb, ground) {
    if (!this.model) return;
    const { units, visible } = this.model;
    const { side, cell, left, top } = this.section;
    const y = HEAD_ROOM + (row - top + 0.5) * cell;
    const x = GUTTER + (column - left + 0.5) * cell;
    const write = (/** @type {string} */ text, /** @type {"left" | "right"} */ align) => {
      context.textAlign = align;
      const short = fitted(context, text, align === "right" ? GUTTER - 12 : HEAD_ROOM - 10);
      if (ground) {
        const width = context.measureText(short).width + 6;
        context.fillStyle = css(ground);
        context.fillRect(align === "right" ? -width + 3 : -3, -8, width, 16);
      }
      context.fillStyle = css(rgb);
      context.fillText(short, 0, 0);
    };
    if (y >= HEAD_ROOM - 1 && y <= HEAD_ROOM + side + 1) turned(context, GUTTER - 6, y, 0, () => write(units.labels[visible[row]], "right"));
    if (x >= GUTTER - 1 && x <= GUTTER + side + 1) turned(context, x, HEAD_ROOM - 6, -Math.PI / 2, () => write(units.labels[visible[column]], "left"));
  }

  /**
   * Lights row and column of a cell and the row of the chosen unit; nothing else is drawn again.
   * @param {Cell | null} lit
   */
  light(lit) {
    this.lit = lit;
    if (!this.model || !this.section.cell) return;
    const context = contextOf(this.over);
    const { colours, visible, unit } = this.model;
    const { side } = this.section;
    context.clearRect(0, 0, this.width, side + HEAD_ROOM + 4);
    context.save();
    context.beginPath();
    context.rect(0, HEAD_ROOM, GUTTER + side, side);
    context.clip();
    const chosen = visible.indexOf(unit);
    this.outline(context, chosen, null, colours.primary);
    context.restore();
    if (chosen >= 0) this.label(context, chosen, -10, colours.primary, colours.ground);
    if (!lit) return;
    context.save();
    context.beginPath();
    context.rect(GUTTER, HEAD_ROOM, side, side);
    context.clip();
    this.outline(context, lit.row, lit.column, colours.text);
    context.restore();
    this.label(context, lit.row, lit.column, colours.text, colours.ground);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} row
   * @param {number | null} column
   * @param {Colour} rgb
   */
  outline(context, row, column, rgb) {
    const { side, cell, left, top } = this.section;
    const thin = cell < 5;
    context.strokeStyle = css(rgb);
    context.fillStyle = css(rgb, thin ? 0.55 : 0.1);
    const thick = Math.max(cell, 1.5);
    const box = (/** @type {[number, number, number, number]} */ ...sides) => {
      context.fillRect(...sides);
      if (!thin) context.strokeRect(...sides);
    };
    if (row >= 0) box(GUTTER, HEAD_ROOM + (row - top) * cell, side, thick);
    if (column !== null && column >= 0) box(GUTTER + (column - left) * cell, HEAD_ROOM, thick, side);
  }

  /**
   * Where an event is, from the upper left corner of the cells.
   * @param {MouseEvent} event
   */
  place(event) {
    const box = this.over.getBoundingClientRect();
    return { x: event.clientX - box.left - GUTTER, y: event.clientY - box.top - HEAD_ROOM };
  }

  /** @param {MouseEvent} event */
  cellAt(event) {
    const { x, y } = this.place(event);
    return this.model && cellAt(this.section, x, y);
  }

  /** @param {string} name */
  press(name) {
    const { side } = this.section;
    if (name === "home") this.section = { ...this.section, zoom: 1, left: 0, top: 0 };
    else this.section = magnified(this.section, side / 2, side / 2, name === "nearer" ? 1.6 : 1 / 1.6);
    this.draw();
  }

  /** @param {Cell | null} cell */
  point(cell) {
    const visible = this.model?.visible ?? [];
    this.host.hover(cell && { row: visible[cell.row], column: visible[cell.column] });
  }

  listen() {
    /** @type {{x: number, y: number, moved: boolean} | null} */
    let drag = null;
    this.over.addEventListener("pointerdown", (event) => {
      drag = { x: event.clientX, y: event.clientY, moved: false };
      this.over.setPointerCapture(event.pointerId);
    });
    this.over.addEventListener("pointermove", (event) => {
      if (drag && this.section.zoom > 1 && (drag.moved || Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 4)) {
        this.section = dragged(this.section, event.clientX - drag.x, event.clientY - drag.y);
        this.draw();
        drag = { x: event.clientX, y: event.clientY, moved: true };
      } else this.point(this.cellAt(event));
    });
    this.over.addEventListener("pointerup", (event) => {
      const cell = drag && !drag.moved ? this.cellAt(event) : null;
      drag = null;
      if (cell) this.choose(cell);
    });
    this.over.addEventListener("pointercancel", () => (drag = null));
    this.over.addEventListener("pointerleave", () => drag || this.point(null));
    this.over.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
        event.preventDefault();
        const { x, y } = this.place(event);
        this.section = magnified(this.section, Math.max(0, x), Math.max(0, y), Math.exp(-event.deltaY * 0.004));
        this.draw();
      },
      { passive: false },
    );
    this.over.addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {Cell} cell */
  choose(cell) {
    if (!this.model) return;
    const { units, visible } = this.model;
    this.host.choose({ token: units.members[visible[cell.row]][0] });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.model?.visible.length) return;
    const { visible, unit } = this.model;
    const now = this.lit ?? { row: Math.max(0, visible.indexOf(unit)), column: 0 };
    const next = stepped(now, event.key, visible.length);
    if (next) {
      const cell = this.lit ? next : now; // the first step only shows where one is
      this.reveal(cell);
      this.point(cell);
    } else if (PRESSES[event.key]) this.press(PRESSES[event.key]);
    else if (event.key === "Enter" || event.key === " ") this.choose(now);
    else return;
    event.preventDefault();
    event.stopPropagation(); // some keys are Streamlit's own shortcuts
  }

  /**
   * Moves the section so that a cell is in sight.
   * @param {Cell} cell
   */
  reveal(cell) {
    const before = this.section;
    this.section = revealed(before, cell);
    if (this.section.left !== before.left || this.section.top !== before.top) this.draw();
  }
}

/**
 * Writes at (x, y), turned by an angle.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} angle
 * @param {() => void} write
 */
function turned(context, x, y, angle, write) {
  context.save();
  context.translate(x, y);
  context.rotate(angle);
  write();
  context.restore();
}

/**
 * The place among the visible units where the second text of a pair begins; -1 = there is none.
 * @param {{units: Pick<Units, "second">, visible: number[]}} model
 */
export const borderOf = ({ units, visible }) => visible.findIndex((unit) => units.second[unit]);

/**
 * A canvas with a pixel a cell.
 * @param {Pick<MatrixModel, "units" | "visible" | "weights" | "threshold" | "colours">} model
 */
export function cellsOf(model) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.max(1, model.visible.length);
  const context = contextOf(canvas);
  const image = context.createImageData(canvas.width, canvas.height);
  image.data.set(pixelsOf(model));
  context.putImageData(image, 0, 0);
  return canvas;
}

/**
 * RGBA of the cells, row by row: the stronger the more opaque, the strongest fully; below the threshold nothing.
 * @param {{units: Pick<Units, "count">, visible: number[], weights: ArrayLike<number>, threshold: number, colours: Pick<Colours, "primary">}} model
 */
export function pixelsOf({ units, visible, weights, threshold, colours }) {
  let largest = 1e-9;
  for (const i of visible) for (const j of visible) largest = Math.max(largest, weights[i * units.count + j]);
  const pixels = new Uint8ClampedArray(4 * visible.length ** 2);
  let at = 0;
  for (const i of visible) {
    for (const j of visible) {
      const weight = weights[i * units.count + j];
      pixels.set(colours.primary, at);
      pixels[at + 3] = weight >= threshold ? 255 * Math.sqrt(weight / largest) : 0;
      at += 4;
    }
  }
  return pixels;
}
