// The attention viewer: holds what is chosen, and shows it in all its views. Python, or a file, gives it planes of weights.

import { decode, leaveOut, matrixOf, pathsTo, planeOf, reasonOf, rowOf, unitsOf } from "./data.js";
import { captioned, csvText, lineRows, matrixSvg, pngOf, save, svgText, tokensSvg, weightRows } from "./export.js";
import { HeadOverview } from "./heads.js";
import { LayerPaths, layersSvg, MOST_LINES, MOST_ROWS, shape, SVG } from "./layers.js";
import { TokenMatrix } from "./matrix.js";
import { TokenChips } from "./tokens.js";
import { coloursOf, exactly, percent, remarksOf, sentenceOf, THRESHOLDS } from "./words.js";

export class AttentionView {
  /** `send(choice)` tells what is chosen and which plane is wanted; `provide(name)` gives a plane at once, or null. */
  constructor(root, { send = () => {}, provide = () => null } = {}) {
    this.root = root;
    this.send = send;
    this.provide = provide;
    this.find = (name) => root.querySelector("." + name);
    this.planes = new Map();
    this.chips = new TokenChips(this.find("tokens"), this);
    this.heads = new HeadOverview(this.find("heads"), this.find("ways"), this);
    this.matrix = new TokenMatrix(this.find("matrix"), this);
    this.paths = new LayerPaths(this.find("paths"), this);
    this.listen();
    this.lookAtTheme();
  }

  listen() {
    this.find("specials").onchange = (event) => this.choose({ specials: event.target.checked });
    this.find("looks-at").onchange = (event) => this.choose({ looks: event.target.value });
    this.find("as-words").onchange = (event) => this.choose({ words: event.target.checked });
    const slider = this.find("threshold");
    slider.max = THRESHOLDS.length - 1;
    slider.oninput = () => this.choose({ threshold: THRESHOLDS[slider.value] }, { quietly: true });
    slider.onchange = () => this.tell();
    for (const button of this.find("views").querySelectorAll("button")) button.onclick = () => this.choose({ view: button.dataset.view });
    for (const button of this.root.querySelectorAll(".zooms button")) button.onclick = () => this.matrix.press(button.dataset.press);
    for (const button of this.root.querySelectorAll(".out button")) button.onclick = () => this.take(button);
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

  keep(plane) {
    this.planes.set(plane.name, { ...plane, token: plane.rows === 1 ? Number(plane.name.split(":")[1]) : null });
    this.matrices ??= new Map();
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
    this.showTokens(plane);
    if (this.choice.view === "matrix") this.matrix.show(this.shown);
    if (this.choice.view === "layers") this.paths.show(this.shown);
    const { layer, head, token, specials, view, words, threshold, looks } = this.choice;
    Object.assign(this.root.dataset, { view, words, threshold, looks, shown: `${header.revision}/${layer}/${head}/${token}/${specials}` });
  }

  showControls() {
    const { view, specials, words, threshold, looks } = this.choice;
    for (const button of this.find("views").querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
    this.find("specials").checked = specials;
    this.find("as-words").checked = words;
    this.find("threshold").value = Math.max(0, THRESHOLDS.indexOf(threshold));
    this.find("threshold-said").textContent = threshold ? `from ${exactly(threshold)}` : "everything";
    const has = this.data.header.special.some(Boolean);
    this.find("specials").parentElement.hidden = !has;
    this.find("looks-at").value = looks;
    this.find("looks-at").parentElement.hidden = view === "layers" || !this.data.header.second.some(Boolean);
    this.find("matrix").hidden = this.find("zooms").hidden = view !== "matrix";
    this.find("paths").hidden = view !== "layers";
    this.root.classList.toggle("layered", view === "layers");
    const painted = this.data.header.revision + this.coloursShown;
    if (this.painted !== painted) this.heads.draw(this.data, this.colours);
    this.painted = painted;
    this.heads.mark(this.choice);
  }

  /** Works out what is shown, and shows it on the chips, which every view has. */
  showTokens(plane) {
    const { header } = this.data;
    const { words, specials, threshold, token, view } = this.choice;
    if (this.units?.words !== words) {
      this.units = { ...unitsOf(header, words), words };
      this.chips.build(this.units, header.words_of);
    }
    const unit = this.units.of[token];
    const row = view === "layers" ? this.lookThrough(plane, unit) : this.lookAcross(plane, unit);
    this.shown = { ...this.shown, units: this.units, unit, row, threshold, specials, colours: this.colours, font: this.font };
    this.chips.show(row, this.units, unit, this.choice, header.causal);
    this.find("seen").textContent = this.shown.sentence;
    this.find("removed").textContent = this.shown.remarks = remarksOf(header, this.choice, { ...this.shown, plane });
    this.find("pointed").textContent = "";
  }

  lookAcross(plane, unit) {
    const { specials, head, view } = this.choice;
    const { count, special } = this.units;
    const row = rowOf(plane, this.units, unit, head);
    const removed = leaveOut(row, count, reasonOf(this.units, this.choice), unit);
    const visible = [...Array(count).keys()].filter((i) => specials || !special[i]);
    const weights = view === "matrix" ? this.matrixOf(plane) : null;
    this.shown = { weights, visible, causal: this.data.header.causal, removed, sentence: sentenceOf(row, this.units, unit, this.choice) };
    return row;
  }

  /** The last few matrices are kept, so that choosing another token does not make them again. */
  matrixOf(plane) {
    const { head, words, specials, looks } = this.choice;
    const name = [plane.name, head, words, specials, looks].join();
    if (!this.matrices.has(name)) {
      if (this.matrices.size > 3) this.matrices.delete(this.matrices.keys().next().value);
      const matrix = matrixOf(plane, this.units, head);
      leaveOut(matrix, this.units.count, reasonOf(this.units, this.choice));
      this.matrices.set(name, matrix);
    }
    return this.matrices.get(name);
  }

  lookThrough(plane, unit) {
    const { specials, threshold } = this.choice;
    const paths = pathsTo(plane, this.units, unit, { specials, least: Math.max(threshold, 0.001), most: MOST_LINES, rows: MOST_ROWS });
    const carried = paths.drawn.reduce((sum, i) => sum + paths.ends[i], 0);
    const few = paths.drawn.length < this.units.count ? ` The ${paths.drawn.length} that carry most are drawn, ${percent(carried)} of it.` : "";
    const sentence = `What “${this.units.labels[unit]}” is made of after ${plane.n} layers, as rollout counts it: half of a layer handed on unchanged (grey), half by attention.${few} Lines from ${exactly(paths.least)}.`;
    this.shown = { paths, layers: plane.n, removed: [0, paths.removed, 0], sentence };
    return paths.ends;
  }

  /** `at`: {row, column} units, or null; every view lights them. */
  hover(at) {
    if (!this.shown?.units) return;
    const { units, visible } = this.shown;
    const share = (unit) => units.members[unit][0] / units.of.length;
    // canvases first: measuring text after the page has changed would make it work out its style in between
    if (this.choice.view === "matrix") this.matrix.light(at && cellOf(at, visible));
    this.heads.light(at ? share(at.row) : null, at ? share(at.column) : null, this.colours);
    this.chips.light(at);
    if (this.choice.view === "layers") this.paths.light(at);
    this.find("pointed").textContent = at ? this.said(at) : "";
  }

  said({ row, column, line }) {
    const { units, weights, unit, paths, causal } = this.shown;
    const name = (i) => `“${units.labels[i]}”`;
    if (line) return `Layer ${line.layer + 1}: ${name(row)} draws on ${name(column)}; ${exactly(line.share)} of the whole pass here.`;
    if (paths) return `${name(column)}: ${exactly(paths.ends[column])} of ${name(unit)}`;
    const from = weights ? row : unit;
    if (causal && column > from) return `${name(from)} cannot look at ${name(column)}, which comes later.`;
    return `${name(from)} → ${name(column)}: ${exactly(weights ? weights[from * units.count + column] : this.shown.row[column])}`;
  }

  async take(button) {
    const { view } = this.choice;
    const name = `attention-${this.data.header.revision}`;
    if (!this.shown?.units) return;
    if (button.dataset.out === "link") return this.copyLink(button);
    if (button.dataset.out === "csv") {
      const rows = view === "layers" ? lineRows(this.shown) : weightRows(this.shown);
      return save(`${name}.csv`, csvText(rows), "text/csv");
    }
    const svg = this.picture();
    if (button.dataset.out === "svg") save(`${name}.svg`, svgText(svg), "image/svg+xml");
    else save(`${name}.png`, await pngOf(svg));
  }

  picture() {
    const width = Math.max(480, Math.min(1200, this.find("text").clientWidth || 900));
    const model = { ...this.shown, width };
    if (this.choice.view === "matrix") return matrixSvg(model);
    if (this.choice.view === "tokens") return tokensSvg(model);
    const inner = layersSvg({ ...model, width: width - 24 });
    const outer = shape("svg", { xmlns: SVG, "font-family": this.font, "font-size": 12 });
    const group = shape("g", { transform: "translate(12 50)" });
    group.append(...inner.childNodes);
    outer.append(group);
    return captioned(outer, { ...model, height: Number(inner.getAttribute("height")) + 60 });
  }

  async copyLink(button) {
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(location.href);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copy it from the address bar";
    }
    setTimeout(() => (button.textContent = before), 2_000);
  }
}

/** The places of two units in the matrix; null where one of them is not shown. */
function cellOf({ row, column }, visible) {
  const cell = { row: visible.indexOf(row), column: visible.indexOf(column) };
  return cell.row < 0 || cell.column < 0 ? null : cell;
}
