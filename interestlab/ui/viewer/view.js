// The attention viewer: holds what is chosen, and shows it in all its views. Python, or a file, gives it planes of weights.

import { decode, leaveOut, matrixOf, pathsTo, planeOf, reasonOf, rowOf, unitsOf } from "./data.js";
import { captioned, csvText, lineRows, matrixSvg, pngOf, save, svgText, tokensSvg, weightRows } from "./export.js";
import { HeadOverview } from "./heads.js";
import { LayerPaths, layersSvg, MOST_LINES, MOST_ROWS, shape, SVG } from "./layers.js";
import { TokenMatrix } from "./matrix.js";
import { TokenChips } from "./tokens.js";
import { coloursOf, exactly, percent, remarksOf, sentenceOf, THRESHOLDS } from "./words.js";

/** @import { AttentionHeader, Choice, Paths, Plane, SentPlane, Units } from "./data.js" */
/** @import { Cell } from "./section.js" */
/** @import { Colours, Host, Lit } from "./words.js" */
/** @typedef {Choice & {revision: string, plane: string}} Told what is chosen and which plane is wanted */
/**
 * What is shown; weights of a matrix and visible units, or paths.
 * @typedef {object} Shown
 * @property {Units} units
 * @property {number} unit
 * @property {Float64Array} row
 * @property {number} threshold
 * @property {boolean} specials
 * @property {Colours} colours
 * @property {string} font
 * @property {string} sentence
 * @property {string} remarks
 * @property {ArrayLike<number>} removed
 * @property {number[]} visible
 * @property {Float64Array | null} weights
 * @property {boolean} causal
 * @property {Paths | null} paths
 * @property {number} layers
 */

/** @implements {Host} */
export class AttentionView {
  // what the first payload brings
  /** @type {{header: AttentionHeader, pictures: Uint8Array}} */ data;
  /** @type {Choice} */ choice;
  /** @type {Colours} */ colours;
  coloursShown = "";
  painted = "";
  wanted = "";
  font = "";

  /** @type {Map<string, Plane>} */ planes = new Map();
  /** @type {Map<string, Float64Array>} the last few */ matrices = new Map();
  /** @type {(Units & {words: boolean}) | null} */ units = null;
  /** @type {Shown | null} */ shown = null;

  /**
   * `send(choice)` tells what is chosen and which plane is wanted; `provide(name)` gives a plane at once, or null.
   * @param {HTMLElement} root
   * @param {{send?: (told: Told) => void, provide?: (name: string) => SentPlane | null}} [ways]
   */
  constructor(root, { send = () => {}, provide = () => null } = {}) {
    this.root = root;
    this.send = send;
    this.provide = provide;
    this.chips = new TokenChips(this.find("tokens"), this);
    this.heads = new HeadOverview(this.find("heads"), this.find("ways"), this);
    this.matrix = new TokenMatrix(this.find("matrix"), this);
    this.paths = new LayerPaths(this.find("paths"), this);
    this.listen();
    this.lookAtTheme();
  }

  /**
   * @param {string} name
   * @returns {HTMLElement}
   */
  find(name) {
    return /** @type {HTMLElement} */ (this.root.querySelector("." + name));
  }

  /** @param {string} name */
  input(name) {
    return /** @type {HTMLInputElement} */ (this.find(name));
  }

  /** @param {string} name */
  buttons(name) {
    return this.find(name).querySelectorAll("button");
  }

  listen() {
    const [specials, looks, words, slider] = ["specials", "looks-at", "as-words", "threshold"].map((name) => this.input(name));
    specials.onchange = () => this.choose({ specials: specials.checked });
    looks.onchange = () => this.choose({ looks: looks.value });
    words.onchange = () => this.choose({ words: words.checked });
    slider.max = String(THRESHOLDS.length - 1);
    slider.oninput = () => this.choose({ threshold: THRESHOLDS[Number(slider.value)] }, { quietly: true });
    slider.onchange = () => this.tell();
    for (const button of this.buttons("views")) button.onclick = () => this.choose({ view: button.dataset.view });
    for (const button of this.buttons("zooms")) button.onclick = () => this.matrix.press(button.dataset.press ?? "");
    for (const button of this.buttons("out")) button.onclick = () => this.take(button);
    this.find("matrix").addEventListener("pointerleave", () => this.hover(null));
  }

  /** Colours are drawn into canvases, so a change of the theme draws them again. */
  lookAtTheme() {
    this.find("seen").addEventListener("transitionend", () => {
      if (this.data && JSON.stringify(coloursOf(this.root)) !== this.coloursShown) this.show();
    });
  }

  /** Before the first text is read. */
  wait() {
    this.root.inert = true;
    this.root.classList.add("waiting");
    this.find("seen").textContent = "Reading the text …";
    coloursOf(this.root); // a page's first canvas takes its time
  }

  /** @param {Uint8Array} bytes */
  load(bytes) {
    this.root.inert = false;
    const { header, plane, pictures } = decode(bytes);
    const fresh = this.data?.header.revision !== header.revision;
    if (fresh) {
      this.planes.clear();
      this.wanted = plane.name;
      this.choice = { ...header.choice };
    }
    this.data = { header, pictures };
    this.keep(plane);
    if (fresh) {
      this.units = null;
      this.heads.build(header);
    }
    if (!this.plane()) this.tell();
    this.show();
  }

  /** @param {SentPlane} plane */
  keep(plane) {
    this.planes.set(plane.name, { ...plane, token: plane.rows === 1 ? Number(plane.name.split(":")[1]) : null });
    this.matrices.clear();
  }

  /** The plane that the choice needs, if it is here. */
  plane() {
    const name = planeOf(this.choice);
    if (!this.planes.has(name)) {
      const given = this.provide(name);
      if (given) this.keep(given);
    }
    return this.planes.get(name) ?? null;
  }

  /** @param {Partial<Choice>} change */
  choose(change, { quietly = false } = {}) {
    Object.assign(this.choice, change);
    if (!quietly) this.tell();
    this.show();
  }

  tell() {
    const name = planeOf(this.choice);
    if (!this.planes.has(name)) this.wanted = name;
    this.send({ revision: this.data.header.revision, ...this.choice, plane: this.wanted });
  }

  show() {
    const { header } = this.data;
    this.coloursShown = JSON.stringify((this.colours = coloursOf(this.root)));
    this.font = getComputedStyle(this.root).fontFamily;
    this.showControls();
    const plane = this.plane();
    this.root.classList.toggle("waiting", !plane);
    if (!plane) return;
    const shown = this.showTokens(plane);
    if (this.choice.view === "matrix" && shown.weights) this.matrix.show({ ...shown, weights: shown.weights });
    if (this.choice.view === "layers" && shown.paths) this.paths.show({ ...shown, paths: shown.paths });
    const { layer, head, token, specials, view, words, threshold, looks } = this.choice;
    Object.assign(this.root.dataset, { view, words, threshold, looks, shown: `${header.revision}/${layer}/${head}/${token}/${specials}` });
  }

  showControls() {
    const { view, specials, words, threshold, looks } = this.choice;
    for (const button of this.buttons("views")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
    this.input("specials").checked = specials;
    this.input("as-words").checked = words;
    this.input("threshold").value = String(Math.max(0, THRESHOLDS.indexOf(threshold)));
    this.find("threshold-said").textContent = threshold ? `from ${exactly(threshold)}` : "everything";
    const has = this.data.header.special.some(Boolean);
    around(this.find("specials")).hidden = !has;
    this.input("looks-at").value = looks;
    around(this.find("looks-at")).hidden = view === "layers" || !this.data.header.second.some(Boolean);
    this.find("matrix").hidden = this.find("zooms").hidden = view !== "matrix";
    this.find("paths").hidden = view !== "layers";
    this.root.classList.toggle("layered", view === "layers");
    const painted = this.data.header.revision + this.coloursShown;
    if (this.painted !== painted) this.heads.draw(this.data, this.colours);
    this.painted = painted;
    this.heads.mark(this.choice);
  }

  /**
   * Works out what is shown, and shows it on the chips, which every view has.
   * @param {Plane} plane
   */
  showTokens(plane) {
    const { header } = this.data;
    const { words, specials, threshold, token, view } = this.choice;
    if (this.units?.words !== words) {
      this.units = { ...unitsOf(header, words), words };
      this.chips.build(this.units, header.words_of);
    }
    const { units, colours, font } = this;
    const unit = units.of[token];
    const looked = view === "layers" ? this.lookThrough(plane, units, unit) : this.lookAcross(plane, units, unit);
    const remarks = remarksOf(header, this.choice, { removed: looked.removed, plane, units, unit });
    this.shown = { ...looked, units, unit, threshold, specials, colours, font, remarks };
    this.chips.show(looked.row, units, unit, this.choice, header.causal);
    this.find("seen").textContent = looked.sentence;
    this.find("removed").textContent = remarks;
    this.find("pointed").textContent = "";
    return this.shown;
  }

  /**
   * @param {Plane} plane
   * @param {Units} units
   * @param {number} unit
   */
  lookAcross(plane, units, unit) {
    const { specials, head, view } = this.choice;
    const { count, special } = units;
    const row = rowOf(plane, units, unit, head);
    const removed = leaveOut(row, count, reasonOf(units, this.choice), unit);
    const visible = [...Array(count).keys()].filter((i) => specials || !special[i]);
    const weights = view === "matrix" ? this.matrixOf(plane, units) : null;
    const sentence = sentenceOf(row, units, unit, this.choice);
    return { row, weights, visible, causal: this.data.header.causal, removed, sentence, paths: null, layers: 0 };
  }

  /**
   * The last few matrices are kept, so that choosing another token does not make them again.
   * @param {Plane} plane
   * @param {Units} units
   */
  matrixOf(plane, units) {
    const { head, words, specials, looks } = this.choice;
    const name = [plane.name, head, words, specials, looks].join();
    const kept = this.matrices.get(name);
    if (kept) return kept;
    const [oldest] = this.matrices.keys();
    if (this.matrices.size > 3) this.matrices.delete(oldest);
    const matrix = matrixOf(plane, units, head);
    leaveOut(matrix, units.count, reasonOf(units, this.choice));
    this.matrices.set(name, matrix);
    return matrix;
  }

  /**
   * @param {Plane} plane
   * @param {Units} units
   * @param {number} unit
   */
  lookThrough(plane, units, unit) {
    const { specials, threshold } = this.choice;
    const paths = pathsTo(plane, units, unit, { specials, least: Math.max(threshold, 0.001), most: MOST_LINES, rows: MOST_ROWS });
    const carried = paths.drawn.reduce((sum, i) => sum + paths.ends[i], 0);
    const few = paths.drawn.length < units.count ? ` The ${paths.drawn.length} that carry most are drawn, ${percent(carried)} of it.` : "";
    const sentence = `What “${units.labels[unit]}” is made of after ${plane.n} layers, as rollout counts it: half of a layer handed on unchanged (grey), half by attention.${few} Lines from ${exactly(paths.least)}.`;
    return { row: paths.ends, weights: null, visible: [], causal: false, removed: [0, paths.removed, 0], sentence, paths, layers: plane.n };
  }

  /**
   * Every view lights the units that the pointer is on, or none.
   * @param {Lit | null} at
   */
  hover(at) {
    if (!this.shown) return;
    const { units, visible } = this.shown;
    const share = (/** @type {number} */ unit) => units.members[unit][0] / units.of.length;
    // canvases first: measuring text after the page has changed would make it work out its style in between
    if (this.choice.view === "matrix") this.matrix.light(at && cellOf(at, visible));
    this.heads.light(at && { row: share(at.row), column: share(at.column) }, this.colours);
    this.chips.light(at);
    if (this.choice.view === "layers") this.paths.light(at);
    this.find("pointed").textContent = at ? saidOf(this.shown, at) : "";
  }

  /**
   * Copies or saves what is shown, as the button says.
   * @param {HTMLButtonElement} button
   */
  async take(button) {
    const { shown, choice } = this;
    const { out } = button.dataset;
    const name = `attention-${this.data.header.revision}`;
    if (!shown) return;
    if (out === "link") await this.copyLink(button);
    else if (out === "csv") save(`${name}.csv`, csvText(choice.view === "layers" && shown.paths ? lineRows({ ...shown, paths: shown.paths }) : weightRows(shown)), "text/csv");
    else if (out === "svg") save(`${name}.svg`, svgText(this.picture(shown)), "image/svg+xml");
    else {
      const picture = await pngOf(this.picture(shown));
      if (picture) save(`${name}.png`, picture);
      else answer(button, "Too large for a picture");
    }
  }

  /** @param {Shown} shown */
  picture(shown) {
    const width = Math.max(480, Math.min(1200, this.find("text").clientWidth || 900));
    const { weights, paths } = shown;
    if (this.choice.view === "matrix" && weights) return matrixSvg({ ...shown, weights, width });
    if (this.choice.view === "tokens" || !paths) return tokensSvg({ ...shown, width });
    const inner = layersSvg({ ...shown, paths, width: width - 24 });
    const outer = shape("svg", { xmlns: SVG, "font-family": this.font, "font-size": 12 });
    const group = shape("g", { transform: "translate(12 50)" });
    group.append(...inner.childNodes);
    outer.append(group);
    return captioned(outer, { ...shown, width, height: Number(inner.getAttribute("height")) + 60 });
  }

  /** @param {HTMLButtonElement} button */
  async copyLink(button) {
    try {
      await navigator.clipboard.writeText(location.href);
      answer(button, "Copied");
    } catch {
      answer(button, "Copy it from the address bar");
    }
  }
}

/**
 * The places of two units in the matrix; null where one of them is not shown.
 * @param {{row: number, column: number}} at
 * @param {number[]} visible
 * @returns {Cell | null}
 */
export function cellOf({ row, column }, visible) {
  const cell = { row: visible.indexOf(row), column: visible.indexOf(column) };
  return cell.row < 0 || cell.column < 0 ? null : cell;
}

/**
 * One sentence on the units that the pointer is on.
 * @param {Pick<Shown, "units" | "weights" | "unit" | "paths" | "causal" | "row">} shown
 * @param {Lit} at
 */
export function saidOf({ units, weights, unit, paths, causal, row: looked }, { row, column, line }) {
  const name = (/** @type {number} */ i) => `“${units.labels[i]}”`;
  if (line) return `Layer ${line.layer + 1}: ${name(row)} draws on ${name(column)}; ${exactly(line.share)} of the whole pass here.`;
  if (paths) return `${name(column)}: ${exactly(paths.ends[column])} of ${name(unit)}`;
  const from = weights ? row : unit;
  if (causal && column > from) return `${name(from)} cannot look at ${name(column)}, which comes later.`;
  return `${name(from)} → ${name(column)}: ${exactly(weights ? weights[from * units.count + column] : looked[column])}`;
}

/** @param {HTMLElement} field */
const around = (field) => /** @type {HTMLElement} */ (field.parentElement);

/**
 * A button says for two seconds what became of it.
 * @param {HTMLButtonElement} button
 * @param {string} text
 */
function answer(button, text) {
  const label = (button.dataset.label ??= button.textContent ?? ""); // its own, also when it is pressed again before that
  button.textContent = text;
  setTimeout(() => (button.textContent = label), 2_000);
}
