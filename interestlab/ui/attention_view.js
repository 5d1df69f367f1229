// Shows attention: tokens with bars and percentages beside them, heads as small pictures. All text goes through textContent.

const VIEWS = new WeakMap();

/** Payload of attention_view.py -> {header, weights (heads, T, T), pictures (layers, heads, side, side)}; bytes of 255 √weight. */
function decode(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const count = header.tokens.length;
  const start = 4 + length;
  const end = start + header.heads * count * count;
  return { header, weights: bytes.slice(start, end), pictures: bytes.slice(end) };
}

/** Where `token` looks: {weights: Float64Array(T), removed}; as row() in attention/capture.py. */
function rowOf({ header, weights }, { head, token, specials }) {
  const count = header.tokens.length;
  const row = new Float64Array(count);
  const heads = head === null ? [...Array(header.heads).keys()] : [head];
  for (const h of heads) for (let j = 0; j < count; j++) row[j] += (weights[(h * count + token) * count + j] / 255) ** 2;
  const total = row.reduce((sum, weight) => sum + weight, 0) || 1;
  let removed = 0;
  for (let j = 0; j < count; j++) {
    row[j] /= total; // bytes round; a row is one
    if (!specials && header.special[j]) [removed, row[j]] = [removed + row[j], 0];
  }
  if (removed > 0 && removed < 1) for (let j = 0; j < count; j++) row[j] /= 1 - removed;
  return { weights: row, removed };
}

const percent = (share) => (share >= 0.005 ? `${Math.round(share * 100)}\u00a0%` : share > 0 ? "<1\u00a0%" : "");

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function option(className, label, onclick) {
  const button = element("button", className);
  Object.assign(button, { type: "button", onclick });
  button.setAttribute("role", "option");
  if (label) button.setAttribute("aria-label", label);
  return button;
}

/** Arrow keys walk through the options of a list. */
function walk(list) {
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const options = [...list.querySelectorAll("button")].filter((button) => !button.parentElement.hidden);
    options[options.indexOf(event.target) + step]?.focus();
  });
}

class AttentionView {
  constructor(parent) {
    this.root = parent.querySelector(".attention");
    this.find = (name) => this.root.querySelector("." + name);
    this.find("specials").onchange = (event) => this.choose({ specials: event.target.checked });
    walk(this.find("tokens"));
    walk(this.find("heads"));
  }

  load(bytes) {
    const data = decode(bytes);
    const fresh = this.data?.header.revision !== data.header.revision;
    this.data = data;
    if (fresh) {
      this.choice = { ...data.header.choice };
      this.buildTokens();
      this.buildHeads();
    }
    this.show();
  }

  /** The browser shows the choice at once where it has the weights; another layer comes from Python. */
  choose(change) {
    const needed = "layer" in change && change.layer !== this.choice.layer;
    Object.assign(this.choice, change);
    this.send("choice", { revision: this.data.header.revision, ...this.choice });
    if (needed) this.markHead();
    else this.show();
  }

  buildTokens() {
    const { tokens, words, special, unknown } = this.data.header;
    const groups = [];
    this.chips = tokens.map((text, i) => {
      const chip = option("token", "", () => this.choose({ token: i }));
      if (special[i]) chip.classList.add("special");
      if (unknown[i]) {
        chip.title = "Not in the vocabulary of the encoder";
        chip.classList.add("unknown");
      }
      const track = element("span", "track");
      track.append(element("span", "fill"));
      chip.append(element("span", "piece", text), track, element("span", "share"));
      if (i === 0 || words[i] < 0 || words[i] !== words[i - 1]) groups.push(element("span", "word"));
      groups.at(-1).append(chip);
      return chip;
    });
    this.find("tokens").replaceChildren(...groups);
  }

  buildHeads() {
    const { layers, heads } = this.data.header;
    const grid = this.find("heads");
    grid.style.gridTemplateColumns = `max-content repeat(${heads + 1}, max-content)`;
    const cells = [element("span", "name"), element("span", "name column", "all")];
    for (let h = 0; h < heads; h++) cells.push(element("span", "name column", String(h + 1)));
    this.buttons = new Map();
    for (const layer of [null, ...Array(layers).keys()]) {
      cells.push(element("span", "name", layer === null ? "All layers" : `Layer ${layer + 1}`));
      for (const head of [null, ...Array(heads).keys()]) cells.push(this.headButton(layer, head));
    }
    grid.replaceChildren(...cells);
  }

  headButton(layer, head) {
    const where = describe({ layer, head });
    const button = option("head", where[0].toUpperCase() + where.slice(1), () => this.choose({ layer, head }));
    button.title = button.getAttribute("aria-label");
    if (layer === null || head === null) button.classList.add("mean");
    button.append(element("canvas"));
    this.buttons.set(`${layer}/${head}`, button);
    return button;
  }

  show() {
    const { header } = this.data;
    if (header.choice.layer !== this.choice.layer) return this.markHead(); // these weights are of a layer left behind
    const row = rowOf(this.data, this.choice);
    const largest = Math.max(1e-9, ...row.weights);
    this.chips.forEach((chip, i) => {
      chip.querySelector(".fill").style.width = `${(100 * row.weights[i]) / largest}%`;
      chip.querySelector(".share").textContent = percent(row.weights[i]);
      chip.setAttribute("aria-selected", String(i === this.choice.token));
      chip.style.display = !this.choice.specials && header.special[i] && i !== this.choice.token ? "none" : "";
      if (header.special[i]) chip.parentElement.style.display = chip.style.display;
    });
    this.find("specials").checked = this.choice.specials;
    this.find("seen").textContent = this.sentence(row);
    this.find("removed").textContent = this.leftOut(row);
    this.drawHeads();
    this.markHead();
    this.root.dataset.shown = `${header.revision}/${this.choice.layer}/${this.choice.head}/${this.choice.token}/${this.choice.specials}`;
  }

  sentence({ weights }) {
    const { tokens } = this.data.header;
    const order = [...weights.keys()].sort((a, b) => weights[b] - weights[a]).slice(0, 2).filter((i) => weights[i] > 0);
    if (!order.length) return `“${tokens[this.choice.token]}” looks only at special tokens in ${describe(this.choice)}.`;
    const most = order.map((i) => `“${tokens[i]}” (${percent(weights[i])})`).join(" and ");
    return `In ${describe(this.choice)}, “${tokens[this.choice.token]}” looks most at ${most}.`;
  }

  leftOut({ removed }) {
    const { total, tokens } = this.data.header;
    const parts = [];
    if (!this.choice.specials) parts.push(`${percent(removed) || "0\u00a0%"} of its attention went to special tokens and is left out.`);
    if (total > tokens.length) parts.push(`The text was cut: ${tokens.length.toLocaleString("en")} of ${total.toLocaleString("en")} tokens are read.`);
    return parts.join(" ");
  }

  markHead() {
    for (const [name, button] of this.buttons) button.setAttribute("aria-selected", String(name === `${this.choice.layer}/${this.choice.head}`));
  }

  drawHeads() {
    const { revision, layers, heads, side } = this.data.header;
    const colour = getComputedStyle(this.root).getPropertyValue("--st-primary-color").trim() || "#3b5bdb";
    if (this.painted === revision + colour) return;
    this.painted = revision + colour;
    const probe = element("canvas").getContext("2d");
    probe.fillStyle = colour;
    const rgb = [1, 3, 5].map((i) => parseInt(probe.fillStyle.slice(i, i + 2), 16));
    for (const layer of [null, ...Array(layers).keys()]) {
      for (const head of [null, ...Array(heads).keys()]) {
        paint(this.buttons.get(`${layer}/${head}`).firstChild, pictureOf(this.data, layer, head), side, rgb);
      }
    }
  }
}

function describe({ layer, head }) {
  if (layer === null && head === null) return "the mean of all heads";
  if (layer === null) return `head ${head + 1}, mean of all layers`;
  return head === null ? `layer ${layer + 1}, mean of its heads` : `layer ${layer + 1}, head ${head + 1}`;
}

/** The small picture of a head, or the mean over all heads, layers or both. */
function pictureOf({ header, pictures }, layer, head) {
  const size = header.side ** 2;
  const sum = new Float64Array(size);
  const layers = layer === null ? [...Array(header.layers).keys()] : [layer];
  const heads = head === null ? [...Array(header.heads).keys()] : [head];
  for (const l of layers) for (const h of heads) for (let i = 0; i < size; i++) sum[i] += pictures[(l * header.heads + h) * size + i] ** 2;
  return sum.map((value) => Math.sqrt(value / (layers.length * heads.length)));
}

function paint(canvas, values, side, rgb) {
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d");
  const image = context.createImageData(side, side);
  values.forEach((value, i) => image.data.set([...rgb, value], 4 * i));
  context.putImageData(image, 0, 0);
}

export default function ({ data, parentElement, setStateValue }) {
  let view = VIEWS.get(parentElement);
  if (!view) VIEWS.set(parentElement, (view = new AttentionView(parentElement)));
  view.send = setStateValue;
  if (data) view.load(data);
  return () => VIEWS.delete(parentElement);
}
