// The interest map: holds the view and what is picked, and shows them.
// Python sends the points as bytes to this component, and what changes often (picked contents, numbers, hover texts) through
// the tiny component in relay.js, which dispatches events on the document.

import { markFar } from "./far.js";
import { buildCells, decodePayload, fitView, nearestPoint, panned, pointSize, toGrid, toScreen, viewOf, zoomed } from "./geometry.js";
import { describe, drawNames, drawNumbers, drawOutline, drawRing, interestOf, placeNames, showTip } from "./names.js";
import { drawingOn, WHILE_MOVING } from "./points.js";
import { drawnAround, flagsOf, isLate, litInterests } from "./selection.js";
import { contextOf, remember } from "./theme.js";
import { fillToolbar, listenToKeys, listenToPointers, TOOLS } from "./tools.js";

/** @import { Cells, Header, MapData, Place, View } from "./geometry.js" */
/** @import { Box, Theme } from "./names.js" */
/** @import { Drawn, Overlay } from "./selection.js" */

const REST = 160; // milliseconds without movement after which all points are drawn
const HOVER_DELAY = 110; // milliseconds the pointer rests on a point before its text is asked for
const RELAYED = (globalThis.__interestlabRelay ??= new Map()); // last message of each map and channel

export class InterestMap {
  // what the first payload and the first size bring
  /** @type {MapData} */ data;
  /** @type {string} */ name;
  /** @type {Theme} */ theme;
  /** @type {View} */ view;
  /** @type {View} */ home;
  /** @type {Box} */ covered;
  /** @type {(name: string, value: unknown) => void} */ ask;
  storage = "";
  width = 0;
  height = 0;
  ratio = 1;
  size = 1; // diameter of a point

  tool = "pan";
  counter = 0;
  /** @type {Map<number, string>} texts that have arrived, by wire position */ tips = new Map();
  /** @type {Drawn | null} the selection drawn here */ own = null;
  /** @type {Overlay | null} the last that was applied */ message = null;
  /** @type {string | null} what of it was picked */ picks = null;
  /** @type {Uint8Array | null} */ flags = null;
  /** @type {Set<number> | null} */ lit = null;
  /** @type {Place[] | null} on the grid */ outline = null;
  /** @type {Place[] | null} on the screen */ draft = null;
  /** @type {{at: number} | null} */ hovered = null;
  /** @type {Cells | null} */ cells = null;
  /** @type {number | null} */ frame = null;
  /** @type {number | undefined} */ rest;
  /** @type {number | undefined} */ asking;

  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = /** @type {HTMLElement} */ (parent.querySelector(".map"));
    this.overlay = this.canvas("overlay");
    this.context = contextOf(this.overlay);
    this.points = drawingOn(this.canvas("points"), () => this.redraw());
    this.find("notice").hidden = this.points.live;
    this.find("tools").hidden = !this.points.live;
    this.root.dataset.drawing = this.points.live ? "webgl2" : "still";
    fillToolbar(this.find("tools"), (name) => this.press(name));
    if (this.points.live) this.listen();
    this.setTool("pan");
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.root);
    this.onRelay = (/** @type {CustomEvent<Relayed>} */ { detail }) => {
      if (detail.map === this.name) this.receive(detail);
    };
    document.addEventListener("interestlab-map", this.onRelay);
  }

  /**
   * @param {string} name
   * @returns {HTMLElement}
   */
  find(name) {
    return /** @type {HTMLElement} */ (this.root.querySelector("." + name));
  }

  /** @param {string} name */
  canvas(name) {
    return /** @type {HTMLCanvasElement} */ (this.find(name));
  }

  listen() {
    listenToKeys(this.overlay, { pan: (dx, dy) => this.pan(dx, dy), press: (name) => this.press(name) });
    listenToPointers(this.overlay, {
      tool: () => this.tool,
      pan: (dx, dy) => this.pan(dx, dy),
      zoomAt: (at, factor) => this.zoomAt(at, factor),
      draft: (path) => this.setDraft(path),
      commit: (path) => this.commit(path),
      hover: (at, radius) => this.hover(at, radius),
      open: (at, radius) => this.open(at, radius),
      press: (name) => this.press(name),
    });
  }

  destroy() {
    clearTimeout(this.rest);
    clearTimeout(this.asking);
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.sizes.disconnect();
    document.removeEventListener("interestlab-map", this.onRelay);
    this.points.destroy();
  }

  // --- data -------------------------------------------------------------------------------------------------------

  /**
   * Takes a payload. The view stays where the points kept their places, else it is the remembered one, else all.
   * @param {Uint8Array} bytes
   */
  load(bytes) {
    const data = decodePayload(bytes);
    const { header } = data;
    if (data.text === this.data?.text) {
      this.redraw(); // the same message once more
      return;
    }
    const before = this.name === header.map ? this.data?.header : null;
    this.data = data;
    this.name = header.map;
    this.cells = null;
    this.tips.clear();
    this.root.style.setProperty("--height", header.height + "px");
    this.overlay.setAttribute("aria-label", describe(data, this.points.live));
    this.points.load(data);
    if (before?.revision === header.revision) this.setFlags(this.flags, this.outline);
    else this.startRevision(before);
    this.resize();
    const waiting = RELAYED.get(`${header.map}/overlay`);
    if (waiting) this.receive(waiting);
  }

  /** @param {Header | null} before */
  startRevision(before) {
    const { header } = this.data;
    this.own = this.message = this.hovered = null;
    this.storage = `interestlab.map.${header.map}.${header.revision}`;
    this.width = 0;
    const samePlaces = before && this.view && String(before.frame) === String(header.frame);
    const kept = samePlaces ? { ...this.view, tool: this.tool } : remember(this.storage);
    this.view = /** @type {View} */ (viewOf(kept)); // null until the map has a size
    if (TOOLS.includes(kept?.tool)) this.setTool(kept.tool);
    this.setFlags(null, null);
  }

  /** @param {MapMessage} message */
  receive(message) {
    if (!this.data || message.revision !== this.data.header.revision) return;
    if (message.channel === "tip") {
      this.tips.set(message.at, message.text);
      if (this.hovered?.at === message.at) this.showTip();
    } else this.applyOverlay(message);
  }

  /**
   * What Python wants lit.
   * @param {Overlay} message
   */
  applyOverlay(message) {
    const picks = [message.bits, message.polygon, message.echo].join("|");
    if (!isLate(message, this.own) && picks !== this.picks) {
      this.picks = picks;
      this.setFlags(flagsOf(message, this.data), message.polygon);
    }
    const resized = message.size !== (this.message?.size ?? 1);
    this.message = message;
    if (resized) this.redraw();
    else if (this.width) this.drawOverlay();
  }

  /**
   * @param {Uint8Array | null} flags
   * @param {Place[] | null} outline
   */
  setFlags(flags, outline) {
    if (!flags && !outline) this.picks = null;
    this.flags = flags || null;
    this.outline = outline || null;
    const count = this.points.pick(this.flags);
    this.lit = this.flags && litInterests(this.data, this.flags);
    const label = this.find("count");
    label.hidden = !this.flags;
    label.textContent = this.flags ? `${count.toLocaleString("en")} of ${this.data.n.toLocaleString("en")}` : "";
    this.find("clear").hidden = !this.flags;
    this.root.dataset.picked = this.flags ? String(count) : "";
    this.redraw();
  }

  // --- view -------------------------------------------------------------------------------------------------------

  resize() {
    const [width, height] = [this.overlay.clientWidth, this.overlay.clientHeight];
    if (!this.data || !width || !height) return;
    const ratio = Math.min(2, devicePixelRatio || 1);
    if (width === this.width && height === this.height && ratio === this.ratio) return;
    for (const canvas of [this.overlay, this.canvas("points")]) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const before = this.home;
    this.home = fitView(this.data.header.home, width, height);
    if (!this.view) this.view = { ...this.home };
    else if (before && this.width) this.view.scale *= this.home.scale / before.scale;
    [this.width, this.height, this.ratio] = [width, height, ratio];
    const own = this.find(this.points.live ? "tools" : "notice");
    this.covered = [own.offsetLeft - 4, own.offsetTop, own.offsetLeft + own.offsetWidth, own.offsetTop + own.offsetHeight];
    this.draw(false);
  }

  /** @type {(dx: number, dy: number) => void} */
  pan(dx, dy) {
    this.view = panned(this.view, dx, dy);
    this.moved();
  }

  /**
   * @param {Place} at
   * @param {number} factor
   */
  zoomAt(at, factor) {
    this.view = zoomed(this.view, this.home, this, at, factor);
    this.moved();
  }

  moved() {
    this.hover(null);
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.draw(true);
    });
    this.drawWhenResting(REST);
  }

  keep() {
    remember(this.storage, { ...this.view, tool: this.tool });
  }

  // --- drawing ----------------------------------------------------------------------------------------------------

  /** A large map is drawn as a sample at once and in full a little later, so that nothing has to wait for it. */
  redraw() {
    if (!this.width) return;
    const large = this.data.n > WHILE_MOVING;
    this.draw(large);
    if (large) this.drawWhenResting(2 * REST);
  }

  /** @param {number} delay */
  drawWhenResting(delay) {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.draw(false);
      this.keep();
    }, delay);
  }

  /** @param {boolean} moving */
  draw(moving) {
    this.size = pointSize(this.data.n, this.view.scale / this.home.scale, this.width) * (this.message?.size ?? 1);
    const drawn = this.points.draw(this.view, { size: this.size, theme: this.theme.kind, moving });
    this.drawOverlay();
    if (this.points.live) markFar(this);
    const { revision } = this.data.header;
    if (!moving && this.root.dataset.revision !== revision) {
      this.points.finish();
      this.root.dataset.paintedAt = performance.now().toFixed(1);
      this.root.dataset.revision = revision;
    }
    this.root.dataset.drawnPoints = String(drawn);
    this.root.dataset.view = [this.view.x, this.view.y, this.view.scale / this.home.scale].map((v) => v.toPrecision(6)).join(" ");
  }

  /** @param {Place} place */
  screen([x, y]) {
    return toScreen(this.view, this.width, this.height, x, y);
  }

  /** @param {Place} at */
  grid([px, py]) {
    return toGrid(this.view, this.width, this.height, px, py);
  }

  /** @param {number} i */
  at(i) {
    return this.screen([this.data.grid[2 * i], this.data.grid[2 * i + 1]]);
  }

  drawOverlay() {
    const { context, width, height, theme, theme: { font } } = this;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const numbers = (this.message?.numbers ?? []).map((i) => this.at(i));
    if (this.outline && !this.draft) drawOutline(context, this.outline.map((corner) => this.screen(corner)), theme);
    if (this.message?.names !== false) {
      const taken = [this.covered, ...numbers.map(([x, y]) => /** @type {Box} */ ([x - 11, y - 11, x + 11, y + 11]))];
      const placed = placeNames(context, this.data.header, this.view, { width, height, font, taken });
      drawNames(context, placed, { font, theme, lit: this.lit });
      this.root.dataset.names = String(placed.length);
    }
    drawNumbers(context, numbers, { font, theme });
    if (this.draft) drawOutline(context, this.draft, theme);
    if (this.hovered) drawRing(context, this.at(this.hovered.at), this.size, theme);
  }

  // --- acting -----------------------------------------------------------------------------------------------------

  /** @param {string} name */
  press(name) {
    /** @type {Place} */
    const middle = [this.width / 2, this.height / 2];
    if (TOOLS.includes(name)) this.setTool(name);
    else if (name === "open") this.open(middle, Math.hypot(...middle));
    else if (name === "nearer") this.zoomAt(middle, 1.5);
    else if (name === "farther") this.zoomAt(middle, 1 / 1.5);
    else if (name === "home") {
      this.view = { ...this.home };
      this.moved();
    } else this.clear();
  }

  /** @param {string} name */
  setTool(name) {
    this.tool = name;
    this.root.dataset.tool = name;
    for (const tool of TOOLS) this.find(tool).setAttribute("aria-pressed", String(tool === name));
    if (this.storage && this.view) this.keep();
  }

  /** @param {Place[] | null} path */
  setDraft(path) {
    if (!path && !this.draft) return;
    this.draft = path;
    this.drawOverlay();
  }

  /**
   * Tells Python, and greys the rest at once.
   * @param {Place[]} path
   */
  commit(path) {
    const { corners, flags, bits } = drawnAround(path.map((at) => this.grid(at)), this.data);
    this.tell(corners, bits); // first, so that Python works while this draws
    this.setFlags(flags, corners);
  }

  clear() {
    this.setDraft(null);
    if (!this.flags) return;
    this.tell(null, null);
    this.setFlags(null, null);
  }

  /**
   * @param {Place[] | null} polygon
   * @param {string | null} bits
   */
  tell(polygon, bits) {
    this.own = { id: `${Date.now().toString(36)}-${this.counter++}` };
    RELAYED.get(`${this.name}/overlay`)?.send("selection", { revision: this.data.header.revision, id: this.own.id, polygon, bits });
  }

  /** @param {Place | null} at */
  hover(at, radius = 8) {
    const found = at ? this.nearest(at, radius) : -1;
    if (found === (this.hovered?.at ?? -1)) return;
    clearTimeout(this.asking);
    this.hovered = found < 0 ? null : { at: found };
    this.overlay.style.cursor = this.hovered && this.tool === "pan" ? "pointer" : "";
    this.showTip();
    this.drawOverlay();
    const asks = this.hovered && this.message?.hover && !this.tips.has(found);
    if (asks) this.asking = setTimeout(() => this.ask("hover", { revision: this.data.header.revision, at: found }), HOVER_DELAY);
  }

  /** @type {(at: Place, radius: number) => void} asks the page to open the post there */
  open(at, radius) {
    const found = this.nearest(at, radius);
    if (found >= 0) this.ask("open", { revision: this.data.header.revision, at: found });
  }

  /** @type {(at: Place, radius: number) => number} */
  nearest(at, radius) {
    this.cells ??= buildCells(this.data.grid, this.data.n);
    const [x, y] = this.grid(at);
    const { flags } = this;
    const accepts = flags ? (/** @type {number} */ i) => flags[i] === 1 : () => true;
    return nearestPoint(this.cells, this.data.grid, x, y, Math.max(1, radius / this.view.scale), accepts);
  }

  showTip() {
    const { hovered, data, theme } = this;
    if (!hovered) return showTip(this.find("tip"), null, this);
    const interest = interestOf(data, hovered.at, theme);
    return showTip(this.find("tip"), { ...interest, text: this.tips.get(hovered.at) ?? "", at: this.at(hovered.at) }, this);
  }
}
