// Token x token on a canvas: rows look at columns. The cells are drawn once a change; what the pointer lights lies on a canvas above.

import { css, element, fitted } from "./words.js";

const [GUTTER, HEAD_ROOM, MOST_CELL, LEAST_LABEL] = [104, 84, 34, 11]; // pixels

export class TokenMatrix {
  constructor(root, host) {
    this.host = host;
    this.frame = root;
    [this.base, this.over] = root.querySelectorAll("canvas");
    this.font = `12px ${getComputedStyle(root).fontFamily}`;
    this.zoom = 1; // 1 = all of it
    this.left = this.top = 0; // first cell that is shown
    this.listen();
    new ResizeObserver(() => this.model && this.frame.clientWidth !== this.width && this.draw()).observe(root);
  }

  /** model: {units, visible [unit…], weights (units²), unit, threshold, causal, known (row) -> bool, colours}. */
  show(model) {
    if (this.model?.visible.length !== model.visible.length) [this.zoom, this.left, this.top] = [1, 0, 0];
    this.model = model;
    this.cells = cellsOf(model);
    this.draw();
  }

  layout() {
    const count = this.model.visible.length;
    this.width = this.frame.clientWidth;
    const room = Math.max(120, Math.min(this.width - GUTTER - 4, 680));
    this.side = Math.min(room, count * MOST_CELL);
    this.cell = (this.side / count) * this.zoom;
    const shown = this.side / this.cell;
    this.left = Math.max(0, Math.min(this.left, count - shown));
    this.top = Math.max(0, Math.min(this.top, count - shown));
    const [ratio, height] = [globalThis.devicePixelRatio || 1, this.side + HEAD_ROOM + 4];
    for (const canvas of [this.base, this.over]) {
      const [w, h] = [Math.round(this.width * ratio), Math.round(height * ratio)];
      if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
      canvas.style.height = `${height}px`;
      const context = canvas.getContext("2d");
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      [context.font, context.textBaseline] = [this.font, "middle"]; // not while hovering: a font makes the page work out its style
    }
    this.over.style.touchAction = this.zoom > 1 ? "none" : "pan-y";
  }

  draw() {
    if (!this.frame.clientWidth) return;
    this.layout();
    const context = this.base.getContext("2d");
    const { colours, causal } = this.model;
    context.clearRect(0, 0, this.width, this.side + HEAD_ROOM + 4);
    context.imageSmoothingEnabled = this.cell < 1;
    const shown = this.side / this.cell;
    context.drawImage(this.cells, this.left, this.top, shown, shown, GUTTER, HEAD_ROOM, this.side, this.side);
    if (causal) this.hatch(context);
    this.drawBorder(context);
    context.strokeStyle = css(colours.border);
    context.strokeRect(GUTTER + 0.5, HEAD_ROOM + 0.5, this.side - 1, this.side - 1);
    if (this.cell >= LEAST_LABEL) this.model.visible.forEach((_, at) => this.label(context, at, at, colours.muted));
    this.light(this.lit ?? null);
    this.frame.dataset.zoom = this.zoom.toFixed(2);
  }

  /** Above the diagonal nothing can be looked at. */
  hatch(context) {
    context.save();
    context.beginPath();
    const place = (at, first, origin) => origin + (at - first) * this.cell;
    const count = this.model.visible.length;
    context.rect(GUTTER, HEAD_ROOM, this.side, this.side);
    context.clip();
    context.beginPath();
    for (let at = 0; at < count; at++) {
      const [y, x] = [place(at, this.top, HEAD_ROOM), place(at + 1, this.left, GUTTER)];
      if (y > -this.cell && y < HEAD_ROOM + this.side) context.rect(x, y, GUTTER + this.side - x, this.cell);
    }
    context.clip();
    context.strokeStyle = css(this.model.colours.border);
    context.beginPath();
    for (let at = -this.side; at < this.side; at += 7) {
      context.moveTo(GUTTER + at, HEAD_ROOM + this.side);
      context.lineTo(GUTTER + at + this.side, HEAD_ROOM);
    }
    context.stroke();
    context.restore();
  }

  /** A line each way where the second text of a pair begins. */
  drawBorder(context) {
    const border = borderOf(this.model);
    if (border < 0) return;
    const [x, y] = [(border - this.left) * this.cell, (border - this.top) * this.cell];
    context.fillStyle = css(this.model.colours.muted);
    if (x >= 0 && x <= this.side) context.fillRect(GUTTER + x - 0.5, HEAD_ROOM, 1, this.side);
    if (y >= 0 && y <= this.side) context.fillRect(GUTTER, HEAD_ROOM + y - 0.5, this.side, 1);
  }

  /** Names row `row` at the left and column `column` at the top, where they are in sight. */
  label(context, row, column, rgb, ground) {
    const { units, visible } = this.model;
    const y = HEAD_ROOM + (row - this.top + 0.5) * this.cell;
    const x = GUTTER + (column - this.left + 0.5) * this.cell;
    const write = (text, align) => {
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
    if (y >= HEAD_ROOM - 1 && y <= HEAD_ROOM + this.side + 1) at(context, GUTTER - 6, y, 0, () => write(units.labels[visible[row]], "right"));
    if (x >= GUTTER - 1 && x <= GUTTER + this.side + 1) at(context, x, HEAD_ROOM - 6, -Math.PI / 2, () => write(units.labels[visible[column]], "left"));
  }

  /** Lights row and column of positions {row, column} and the row of the chosen unit; nothing else is drawn again. */
  light(lit) {
    this.lit = lit;
    if (!this.model || !this.cell) return;
    const context = this.over.getContext("2d");
    const { colours, visible, unit } = this.model;
    context.clearRect(0, 0, this.width, this.side + HEAD_ROOM + 4);
    context.save();
    context.beginPath();
    context.rect(0, HEAD_ROOM, GUTTER + this.side, this.side);
    context.clip();
    const chosen = visible.indexOf(unit);
    this.outline(context, chosen, null, colours.primary);
    context.restore();
    if (chosen >= 0) this.label(context, chosen, -10, colours.primary, colours.ground);
    if (!lit) return;
    context.save();
    context.beginPath();
    context.rect(GUTTER, HEAD_ROOM, this.side, this.side);
    context.clip();
    this.outline(context, lit.row, lit.column, colours.text);
    context.restore();
    this.label(context, lit.row, lit.column, colours.text, colours.ground);
  }

  outline(context, row, column, rgb) {
    const thin = this.cell < 5;
    context.strokeStyle = css(rgb);
    context.fillStyle = css(rgb, thin ? 0.55 : 0.1);
    const thick = Math.max(this.cell, 1.5);
    const box = (...sides) => {
      context.fillRect(...sides);
      if (!thin) context.strokeRect(...sides);
    };
    if (row >= 0) box(GUTTER, HEAD_ROOM + (row - this.top) * this.cell, this.side, thick);
    if (column !== null && column >= 0) box(GUTTER + (column - this.left) * this.cell, HEAD_ROOM, thick, this.side);
  }

  cellAt(event) {
    const box = this.over.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left - GUTTER, event.clientY - box.top - HEAD_ROOM];
    if (x < -GUTTER || y < -HEAD_ROOM || x >= this.side || y >= this.side || (x < 0 && y < 0)) return null;
    const [column, row] = [Math.floor(this.left + x / this.cell), Math.floor(this.top + y / this.cell)];
    if (x < 0) return { row, column: row };
    return y < 0 ? { row: column, column } : { row, column };
  }

  press(name) {
    if (name === "home") [this.zoom, this.left, this.top] = [1, 0, 0];
    else this.zoomAt(this.side / 2, this.side / 2, name === "nearer" ? 1.6 : 1 / 1.6);
    this.draw();
  }

  zoomAt(x, y, factor) {
    const most = Math.max(1, (MOST_CELL * this.model.visible.length) / this.side);
    const before = this.cell;
    this.zoom = Math.max(1, Math.min(most, this.zoom * factor));
    this.cell = (this.side / this.model.visible.length) * this.zoom;
    this.left += x / before - x / this.cell;
    this.top += y / before - y / this.cell;
  }

  pan(x, y) {
    this.left -= x / this.cell;
    this.top -= y / this.cell;
    this.draw();
  }

  point(cell) {
    const { visible } = this.model;
    this.host.hover(cell && { row: visible[cell.row], column: visible[cell.column] });
  }

  listen() {
    let drag = null;
    this.over.addEventListener("pointerdown", (event) => {
      drag = { x: event.clientX, y: event.clientY, moved: false };
      this.over.setPointerCapture(event.pointerId);
    });
    this.over.addEventListener("pointermove", (event) => {
      if (drag && this.zoom > 1 && (drag.moved || Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 4)) {
        this.pan(event.clientX - drag.x, event.clientY - drag.y);
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
        this.nearerAt(event, Math.exp(-event.deltaY * 0.004));
      },
      { passive: false },
    );
    this.over.addEventListener("keydown", (event) => this.key(event));
  }

  nearerAt(event, factor) {
    const box = this.over.getBoundingClientRect();
    this.zoomAt(Math.max(0, event.clientX - box.left - GUTTER), Math.max(0, event.clientY - box.top - HEAD_ROOM), factor);
    this.draw();
  }

  choose(cell) {
    const { units, visible } = this.model;
    this.host.choose({ token: units.members[visible[cell.row]][0] });
  }

  key(event) {
    const count = this.model.visible.length;
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const presses = { "+": "nearer", "=": "nearer", "-": "farther", 0: "home" };
    const now = this.lit ?? { row: Math.max(0, this.model.visible.indexOf(this.model.unit)), column: 0 };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (steps[event.key]) {
      const [down, right] = steps[event.key];
      const inside = (value) => Math.max(0, Math.min(count - 1, value));
      const cell = this.lit ? { row: inside(now.row + down), column: inside(now.column + right) } : now;
      this.reveal(cell);
      this.point(cell);
    } else if (presses[event.key]) this.press(presses[event.key]);
    else if (event.key === "Enter" || event.key === " ") this.choose(now);
    else return;
    event.preventDefault();
    event.stopPropagation(); // some keys are Streamlit's own shortcuts
  }

  /** Moves the section so that a cell is in sight. */
  reveal({ row, column }) {
    const shown = Math.floor(this.side / this.cell);
    const before = [this.left, this.top].join();
    this.left = Math.min(Math.max(this.left, column - shown + 1), column);
    this.top = Math.min(Math.max(this.top, row - shown + 1), row);
    if ([this.left, this.top].join() !== before) this.draw();
  }
}

function at(context, x, y, angle, write) {
  context.save();
  context.translate(x, y);
  context.rotate(angle);
  write();
  context.restore();
}

/** The place among the visible units where the second text of a pair begins; -1 = there is none. */
export const borderOf = ({ units, visible }) => visible.findIndex((unit) => units.second[unit]);

/** A canvas with a pixel a cell, the stronger the more opaque; below the threshold nothing. */
export function cellsOf({ units, visible, weights, threshold, colours }) {
  const count = visible.length;
  const canvas = element("canvas");
  canvas.width = canvas.height = Math.max(1, count);
  let largest = 1e-9;
  for (const i of visible) for (const j of visible) largest = Math.max(largest, weights[i * units.count + j]);
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  const [red, green, blue] = colours.primary;
  let at = 0;
  for (const i of visible) {
    for (const j of visible) {
      const weight = weights[i * units.count + j];
      image.data[at++] = red;
      image.data[at++] = green;
      image.data[at++] = blue;
      image.data[at++] = weight >= threshold ? 255 * Math.sqrt(weight / largest) : 0;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
