// The map's buttons and gestures: turns pointer, wheel, key and touch events into calls on `map`.

/** @import { Place } from "./geometry.js" */
/**
 * What the gestures act on; places are on the screen, from the upper left corner of the map.
 * @typedef {object} Target
 * @property {() => string} tool
 * @property {(dx: number, dy: number) => void} pan
 * @property {(at: Place, factor: number) => void} zoomAt
 * @property {(path: Place[] | null) => void} draft
 * @property {(path: Place[]) => void} commit
 * @property {(at: Place | null, radius?: number) => void} hover
 * @property {(at: Place, radius: number) => void} open
 * @property {(name: string) => void} press
 */
/** @typedef {{middle: Place, apart: number}} Spread of two pointers */
/** @typedef {{kind: string, start: Place, last: Place, path: Place[], moved: boolean}} Stroke of one pointer */

/** @type {Record<string, string>} */
const ICONS = {
  nearer: "M12 5v14M5 12h14",
  farther: "M5 12h14",
  home: "M4 11l8-7 8 7M6 10v9h12v-9",
  pan: "M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3",
  lasso: "M4.2 13.4C3.4 12.4 3 11.2 3 10c0-3.9 4-7 9-7s9 3.1 9 7-4 7-9 7c-1.3 0-2.6-.2-3.7-.6M6.3 13.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4M6.3 17.5c0 2 1 3 2.6 3.5",
  box: "M4 4h3M10.5 4h3M17 4h3v3M20 10.5v3M20 17v3h-3M13.5 20h-3M7 20H4v-3M4 13.5v-3M4 7V4",
  clear: "M6 6l12 12M18 6L6 18",
};
const BUTTONS = [
  ["nearer", "Zoom in (+)"], ["farther", "Zoom out (−)"], ["home", "Show all (0)"],
  ["pan", "Move the map (P)"], ["lasso", "Draw around posts (L)"], ["box", "Drag a box around posts (B)"],
  ["clear", "Clear what is picked (Esc)"],
];
export const TOOLS = ["pan", "lasso", "box"];

/**
 * @param {Element} toolbar
 * @param {(name: string) => void} press
 */
export function fillToolbar(toolbar, press) {
  for (const [name, title] of BUTTONS) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", title, className: name, onclick: () => press(name) });
    button.setAttribute("aria-label", title);
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    icon.setAttribute("viewBox", "0 0 24 24");
    icon.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", ICONS[name]);
    icon.append(path);
    button.append(icon);
    toolbar.append(button);
  }
}

/**
 * @param {HTMLElement} canvas
 * @param {Pick<Target, "pan" | "press">} map
 */
export function listenToKeys(canvas, map) {
  const step = 60;
  /** @type {Record<string, () => void>} */
  const actions = {
    ArrowLeft: () => map.pan(step, 0), ArrowRight: () => map.pan(-step, 0), ArrowUp: () => map.pan(0, step), ArrowDown: () => map.pan(0, -step),
    "+": () => map.press("nearer"), "=": () => map.press("nearer"), "-": () => map.press("farther"), "_": () => map.press("farther"),
    0: () => map.press("home"), Home: () => map.press("home"), Escape: () => map.press("clear"),
    Enter: () => map.press("open"), p: () => map.press("pan"), l: () => map.press("lasso"), b: () => map.press("box"),
  };
  canvas.addEventListener("keydown", (event) => {
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation(); // some keys are Streamlit's own shortcuts
    action();
  });
}

/**
 * Corners of the box between two places, of which each is a corner.
 * @param {Place} a
 * @param {Place} b
 * @returns {Place[]}
 */
export const boxBetween = ([x0, y0], [x1, y1]) => [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];

/**
 * By how much a turn of the wheel magnifies; lines and pages count as so many pixels, and no turn for more than 240 of them.
 * @param {{deltaY: number, deltaMode: number}} event
 */
export function wheelFactor({ deltaY, deltaMode }) {
  const pixels = deltaY * (deltaMode === 1 ? 20 : deltaMode === 2 ? 400 : 1);
  return Math.exp(-Math.max(-240, Math.min(240, pixels)) * 0.002);
}

/** @type {(a: Place, b: Place) => number} */
const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** One pointer moves the map or draws; two pinch it. */
class Gestures {
  /** @type {Map<number, Place>} */
  pointers = new Map();
  /** @type {Stroke | null} */
  stroke = null;
  /** @type {Spread | null} */
  pinched = null;

  /**
   * @param {HTMLElement} canvas
   * @param {Target} map
   */
  constructor(canvas, map) {
    this.canvas = canvas;
    this.map = map;
  }

  /**
   * @param {MouseEvent} event
   * @returns {Place}
   */
  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  /** @returns {Spread} */
  spread() {
    const [a, b] = [...this.pointers.values()];
    return { middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], apart: Math.max(1, distance(a, b)) };
  }

  /** @param {PointerEvent} event */
  down(event) {
    const { map, pointers } = this;
    if (event.button > 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    const at = this.place(event);
    pointers.set(event.pointerId, at);
    if (pointers.size === 2) {
      map.draft(null);
      [this.stroke, this.pinched] = [null, this.spread()];
    } else if (pointers.size === 1) {
      const kind = event.shiftKey && map.tool() === "pan" ? "lasso" : map.tool();
      this.stroke = { kind, start: at, last: at, path: [at], moved: false };
    }
    map.hover(null);
  }

  /** @param {Spread} before */
  pinch(before) {
    const now = this.spread();
    this.map.pan(now.middle[0] - before.middle[0], now.middle[1] - before.middle[1]);
    this.map.zoomAt(now.middle, now.apart / before.apart);
    this.pinched = now;
  }

  /**
   * @param {Stroke} stroke
   * @param {Place} at
   */
  drag(stroke, at) {
    stroke.moved ||= distance(at, stroke.start) > 3;
    if (!stroke.moved) return;
    if (stroke.kind === "pan") this.map.pan(at[0] - stroke.last[0], at[1] - stroke.last[1]);
    else if (stroke.kind === "box") this.map.draft((stroke.path = boxBetween(stroke.start, at)));
    else if (distance(at, stroke.last) < 2) return;
    else this.map.draft((stroke.path = [...stroke.path, at]));
    stroke.last = at;
  }

  /** @param {PointerEvent} event */
  move(event) {
    const at = this.place(event);
    if (!this.pointers.has(event.pointerId)) {
      if (event.pointerType !== "touch") this.map.hover(at, 8);
      return;
    }
    this.pointers.set(event.pointerId, at);
    if (this.pinched) {
      if (this.pointers.size === 2) this.pinch(this.pinched);
    } else if (this.stroke) this.drag(this.stroke, at);
  }

  /** @param {PointerEvent} event */
  up(event) {
    const { map, pointers } = this;
    const done = pointers.size === 1 && event.type === "pointerup" ? this.stroke : null;
    pointers.delete(event.pointerId);
    if (pointers.size) return;
    this.stroke = this.pinched = null;
    map.draft(null);
    if (!done) return;
    const [at, radius] = [this.place(event), event.pointerType === "touch" ? 16 : 8];
    if (!done.moved) {
      map.hover(at, radius);
      map.open(at, radius);
    }
    else if (done.kind !== "pan" && done.path.length > 2) map.commit(done.path);
  }
}

/**
 * @param {HTMLElement} canvas
 * @param {Target} map
 */
export function listenToPointers(canvas, map) {
  const gestures = new Gestures(canvas, map);
  canvas.addEventListener("pointerdown", (event) => gestures.down(event));
  canvas.addEventListener("pointermove", (event) => gestures.move(event));
  canvas.addEventListener("pointerup", (event) => gestures.up(event));
  canvas.addEventListener("pointercancel", (event) => gestures.up(event));
  canvas.addEventListener("pointerleave", () => gestures.pointers.size || map.hover(null));
  canvas.addEventListener("dblclick", () => map.press("home"));
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      map.zoomAt(gestures.place(event), wheelFactor(event));
    },
    { passive: false },
  );
}
