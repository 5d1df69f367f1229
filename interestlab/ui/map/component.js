// The interest map: holds the view and what is picked, and shows them.
// Python sends the points as bytes to this component, and what changes often (picked contents, numbers, hover texts) through
// the tiny component in relay.js, which dispatches events on the document.

import {
  buildCells,
  decodePayload,
  fitView,
  nearestPoint,
  NO_INTEREST,
  packBits,
  pointsInside,
  pointSize,
  simplify,
  toGrid,
  toScreen,
  unpackBits,
} from "./geometry.js";
import { drawNames, drawNumbers, drawOutline, drawRing, litInterests, placeNames } from "./names.js";
import { createPoints, createStill, NONE_COLOUR, rgb, WHILE_MOVING } from "./points.js";
import { fillToolbar, listenToKeys, listenToPointers, TOOLS } from "./tools.js";

const ZOOM_LIMITS = [0.4, 1500]; // relative to the view that shows everything
const REST = 160; // milliseconds without movement after which all points are drawn
const HOVER_DELAY = 110; // milliseconds the pointer rests on a point before its text is asked for
const RELAYED = (globalThis.__interestlabRelay ??= new Map()); // last message of each map and channel

const MAPS = new WeakMap();

function readTheme(element) {
  const style = getComputedStyle(element);
  const pick = (name, otherwise) => {
    const value = style.getPropertyValue(name).trim();
    return value && value !== "unset" ? value : otherwise;
  };
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = pick("--st-background-color", "#ffffff");
  const background = probe.fillStyle;
  const [r, g, b] = background.startsWith("#") ? rgb(background) : [1, 1, 1];
  return {
    background,
    text: pick("--st-text-color", "#1e2330"),
    primary: pick("--st-primary-color", "#3b5bdb"),
    font: pick("--st-font", "sans-serif"),
    kind: 0.3 * r + 0.6 * g + 0.1 * b < 0.5 ? "dark" : "light",
  };
}

function remember(key, value) {
  try {
    if (value === undefined) return JSON.parse(sessionStorage.getItem(key) ?? "null");
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // storage may be forbidden; then the view is not kept
  }
  return null;
}

class InterestMap {
  constructor(parent) {
    this.root = parent.querySelector(".map");
    this.find = (name) => this.root.querySelector("." + name);
    this.overlay = this.find("overlay");
    this.context = this.overlay.getContext("2d");
    this.points = this.createDrawing();
    this.tool = "pan";
    this.tips = new Map(); // texts that have arrived, by wire position
    this.own = null; // the selection drawn here: {id, polygon}
    this.message = null; // the last overlay message that was applied
    this.flags = this.lit = this.outline = this.draft = this.hovered = null;
    this.counter = 0;
    fillToolbar(this.find("tools"), (name) => this.press(name));
    if (this.points.live) this.listen();
    this.setTool("pan");
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.root);
    this.onRelay = ({ detail }) => detail.map === this.name && this.receive(detail);
    document.addEventListener("interestlab-map", this.onRelay);
  }

  createDrawing() {
    let points = null;
    try {
      points = createPoints(this.find("points"), () => this.redraw());
    } catch (error) {
      console.warn("The map falls back to a still picture:", error);
      const fresh = this.find("points").cloneNode();
      this.find("points").replaceWith(fresh);
    }
    this.find("notice").hidden = Boolean(points);
    this.find("tools").hidden = !points;
    this.root.dataset.drawing = points ? "webgl2" : "still";
    return points ?? createStill(this.find("points"));
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
      press: (name) => this.press(name),
    });
  }

  destroy() {
    clearTimeout(this.rest);
    clearTimeout(this.asking);
    cancelAnimationFrame(this.frame);
    this.sizes.disconnect();
    document.removeEventListener("interestlab-map", this.onRelay);
    this.points.destroy();
  }

  // --- data -------------------------------------------------------------------------------------------------------

  /** Takes a payload. The view stays where the points kept their places, else it is the remembered one, else all. */
  load(bytes) {
    const data = decodePayload(bytes);
    const { header } = data;
    if (data.text === this.data?.text) return this.redraw(); // the same message once more
    const before = this.name === header.map ? this.data?.header : null;
    this.data = data;
    this.name = header.map;
    this.cells = null;
    this.tips.clear();
    this.root.style.setProperty("--height", header.height + "px");
    this.describe();
    this.points.load(data);
    if (before?.revision === header.revision) this.setFlags(this.flags, this.outline);
    else this.startRevision(before);
    this.resize();
    const waiting = RELAYED.get(`${header.map}/overlay`);
    if (waiting) this.receive(waiting);
  }

  startRevision(before) {
    const { header } = this.data;
    this.own = this.message = this.hovered = null;
    this.storage = `interestlab.map.${header.map}.${header.revision}`;
    this.width = 0;
    const samePlaces = before && this.view && String(before.frame) === String(header.frame);
    const kept = samePlaces ? { ...this.view, tool: this.tool } : remember(this.storage);
    this.view = kept?.scale > 0 ? { x: kept.x, y: kept.y, scale: kept.scale } : null;
    if (TOOLS.includes(kept?.tool)) this.setTool(kept.tool);
    this.setFlags(null, null);
  }

  describe() {
    const { header, n } = this.data;
    const groups = header.sizes.filter((size) => size).length;
    const what = `Map of ${n.toLocaleString("en")} ${header.noun} in ${groups} interests.`;
    const how = "Arrow keys move it, plus and minus zoom, 0 shows all, Escape clears what is picked. The table beside it lists the same interests.";
    this.overlay.setAttribute("aria-label", `${what} ${this.points.live ? how : ""}`);
  }

  receive(message) {
    if (!this.data || message.revision !== this.data.header.revision) return;
    if (message.channel === "tip") {
      this.tips.set(message.at, message.text);
      if (this.hovered?.at === message.at) this.showTip();
    } else this.applyOverlay(message);
  }

  /** What Python wants lit. A message from before the last selection drawn here is late and says nothing about it. */
  applyOverlay(message) {
    const late = this.own && message.echo !== this.own.id;
    const picks = [message.bits, message.polygon, message.echo].join("|");
    if (!late && picks !== this.picks) {
      this.picks = picks;
      const polygon = message.polygon;
      const flags = message.bits !== null ? unpackBits(message.bits, this.data.n) : polygon && pointsInside(this.data.grid, this.data.n, polygon);
      this.setFlags(flags, polygon);
    }
    const resized = message.size !== (this.message?.size ?? 1);
    this.message = message;
    if (resized) this.redraw();
    else if (this.width) this.drawOverlay();
  }

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
    this.root.dataset.picked = this.flags ? count : "";
    this.redraw();
  }

  // --- view -------------------------------------------------------------------------------------------------------

  resize() {
    const [width, height] = [this.overlay.clientWidth, this.overlay.clientHeight];
    if (!this.data || !width || !height) return;
    const ratio = Math.min(2, devicePixelRatio || 1);
    if (width === this.width && height === this.height && ratio === this.ratio) return;
    for (const canvas of [this.overlay, this.find("points")]) {
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

  pan(dx, dy) {
    this.view.x -= dx / this.view.scale;
    this.view.y += dy / this.view.scale;
    this.moved();
  }

  zoomAt([px, py], factor) {
    const [x, y] = toGrid(this.view, this.width, this.height, px, py);
    const [least, most] = ZOOM_LIMITS.map((limit) => limit * this.home.scale);
    this.view.scale = Math.max(least, Math.min(most, this.view.scale * factor));
    const [nowX, nowY] = toGrid(this.view, this.width, this.height, px, py);
    this.view.x += x - nowX;
    this.view.y += y - nowY;
    this.moved();
  }

  moved() {
    const inside = (v) => Math.max(-20000, Math.min(85535, v)); // never so far that the points are lost
    [this.view.x, this.view.y] = [inside(this.view.x), inside(this.view.y)];
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

  drawWhenResting(delay) {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.draw(false);
      this.keep();
    }, delay);
  }

  draw(moving) {
    const { kind } = this.theme;
    this.size = pointSize(this.data.n, this.view.scale / this.home.scale, this.width) * (this.message?.size ?? 1);
    const drawn = this.points.draw(this.view, { size: this.size, theme: kind, moving });
    this.drawOverlay();
    const { revision } = this.data.header;
    if (!moving && this.root.dataset.revision !== revision) {
      this.points.finish();
      this.root.dataset.paintedAt = performance.now().toFixed(1);
      this.root.dataset.revision = revision;
    }
    this.root.dataset.drawnPoints = drawn;
    this.root.dataset.view = [this.view.x, this.view.y, this.view.scale / this.home.scale].map((v) => v.toPrecision(6)).join(" ");
  }

  screen([x, y]) {
    return toScreen(this.view, this.width, this.height, x, y);
  }

  at(i) {
    return this.screen([this.data.grid[2 * i], this.data.grid[2 * i + 1]]);
  }

  drawOverlay() {
    const { context, width, height, theme } = this;
    const { font } = theme;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const numbers = (this.message?.numbers ?? []).map((i) => this.at(i));
    if (this.outline && !this.draft) drawOutline(context, this.outline.map((corner) => this.screen(corner)), theme);
    if (this.message?.names !== false) {
      const taken = [this.covered, ...numbers.map(([x, y]) => [x - 11, y - 11, x + 11, y + 11])];
      const placed = placeNames(context, this.data.header, this.view, { width, height, font, taken });
      drawNames(context, placed, { font, theme, lit: this.lit });
      this.root.dataset.names = placed.length;
    }
    drawNumbers(context, numbers, { font, theme });
    if (this.draft) drawOutline(context, this.draft, theme);
    if (this.hovered) drawRing(context, this.at(this.hovered.at), this.size, theme);
  }

  // --- acting -----------------------------------------------------------------------------------------------------

  press(name) {
    const middle = [this.width / 2, this.height / 2];
    if (TOOLS.includes(name)) this.setTool(name);
    else if (name === "nearer") this.zoomAt(middle, 1.5);
    else if (name === "farther") this.zoomAt(middle, 1 / 1.5);
    else if (name === "home") {
      this.view = { ...this.home };
      this.moved();
    } else this.clear();
  }

  setTool(name) {
    this.tool = name;
    this.root.dataset.tool = name;
    for (const tool of TOOLS) this.find(tool).setAttribute("aria-pressed", String(tool === name));
    if (this.storage && this.view) this.keep();
  }

  setDraft(path) {
    if (!path && !this.draft) return;
    this.draft = path;
    this.drawOverlay();
  }

  /** Greys the rest at once, then tells Python. The polygon is simplified first, so that it alone gives the same contents. */
  commit(path) {
    const corners = simplify(path.map(([x, y]) => toGrid(this.view, this.width, this.height, x, y)));
    const flags = pointsInside(this.data.grid, this.data.n, corners);
    this.tell(corners, packBits(flags)); // first, so that Python works while this draws
    this.setFlags(flags, corners);
  }

  clear() {
    this.setDraft(null);
    if (!this.flags) return;
    this.tell(null, null);
    this.setFlags(null, null);
  }

  tell(polygon, bits) {
    this.own = { id: `${Date.now().toString(36)}-${this.counter++}` };
    RELAYED.get(`${this.name}/overlay`)?.send("selection", { revision: this.data.header.revision, id: this.own.id, polygon, bits });
  }

  hover(at, radius = 8) {
    const found = at ? this.nearest(at, radius) : -1;
    if (found === (this.hovered?.at ?? -1)) return;
    clearTimeout(this.asking);
    this.hovered = found < 0 ? null : { at: found };
    this.overlay.style.cursor = "";
    this.showTip();
    this.drawOverlay();
    const asks = this.hovered && this.message?.hover && !this.tips.has(found);
    if (asks) this.asking = setTimeout(() => this.ask("hover", { revision: this.data.header.revision, at: found }), HOVER_DELAY);
  }

  nearest([px, py], radius) {
    this.cells ??= buildCells(this.data.grid, this.data.n);
    const [x, y] = toGrid(this.view, this.width, this.height, px, py);
    const accepts = this.flags ? (i) => this.flags[i] === 1 : () => true;
    return nearestPoint(this.cells, this.data.grid, x, y, Math.max(1, radius / this.view.scale), accepts);
  }

  /** The interest's name at once, the text when it has come; both only ever as text. */
  showTip() {
    const tip = this.find("tip");
    tip.hidden = !this.hovered;
    if (!this.hovered) return;
    const { at } = this.hovered;
    const interest = this.data.interest[at];
    const { names, palette } = this.data.header;
    this.find("tip-name").textContent = interest === NO_INTEREST ? "No clear interest" : names[interest];
    this.find("tip-dot").style.background = interest === NO_INTEREST ? NONE_COLOUR[this.theme.kind] : palette[interest];
    this.find("tip-text").textContent = this.tips.get(at) ?? "";
    const [x, y] = this.at(at);
    const [w, h] = [tip.offsetWidth, tip.offsetHeight];
    tip.style.left = `${Math.max(4, Math.min(this.width - w - 4, x + 14))}px`;
    tip.style.top = `${y + 16 + h > this.height ? Math.max(4, y - h - 12) : y + 16}px`;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  let map = MAPS.get(parentElement);
  if (!map) MAPS.set(parentElement, (map = new InterestMap(parentElement)));
  map.ask = setTriggerValue;
  map.theme = readTheme(map.root);
  if (data) map.load(data);
  return () => {
    map.destroy();
    MAPS.delete(parentElement);
  };
}
