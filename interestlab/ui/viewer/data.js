// What arrives of an attention (packing.py), and the weights that are shown of it. No drawing.

/** @typedef {{name: string, n: number, rows: number, among: number}} PlaneHeader */
/** @typedef {PlaneHeader & {bytes: Uint8Array}} SentPlane */
/** @typedef {SentPlane & {token: number | null}} Plane whose only row, of a flow, is that of `token` */
/**
 * What is chosen; see packing.py. null = the mean.
 * @typedef {object} Choice
 * @property {number | "rollout" | "flow" | null} layer
 * @property {number | null} head
 * @property {number} token
 * @property {boolean} specials
 * @property {string} view
 * @property {boolean} words
 * @property {number} threshold
 * @property {string} looks
 */
/**
 * What stands before the weights, as packing.py writes it.
 * @typedef {object} AttentionHeader
 * @property {string} revision
 * @property {number} layers
 * @property {number} heads
 * @property {number} side
 * @property {string[]} tokens
 * @property {string[]} words
 * @property {number[]} words_of
 * @property {number[]} special
 * @property {number[]} prefix
 * @property {number[]} unknown
 * @property {number[]} second
 * @property {number[]} read
 * @property {number[]} totals
 * @property {number} total
 * @property {boolean} causal
 * @property {PlaneHeader} plane
 * @property {Choice} choice
 */
/**
 * The units that are shown: tokens, or words of tokens.
 * @typedef {object} Units
 * @property {number} count
 * @property {number[]} of the unit of each token
 * @property {number[][]} members the tokens of each unit
 * @property {string[]} labels
 * @property {boolean[]} special
 * @property {boolean[]} prefix
 * @property {boolean[]} unknown
 * @property {boolean[]} second
 */
/** @typedef {{layer: number, from: number, to: number, share: number}} Line */
/** @typedef {{lines: Line[], ends: Float64Array, drawn: number[], removed: number, least: number}} Paths */
/** @typedef {(row: number, column: number) => number} Reason */

const SQUARES = Float64Array.from({ length: 256 }, (_, byte) => byte * byte);

/**
 * What a payload holds: pictures (layers, heads, side, side), and a plane whose bytes are (n, rows, tokens).
 * @param {Uint8Array} bytes
 * @returns {{header: AttentionHeader, plane: SentPlane, pictures: Uint8Array}}
 */
export function decode(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const start = 4 + length;
  const end = start + header.plane.n * header.plane.rows * header.tokens.length;
  return { header, plane: { ...header.plane, bytes: bytes.slice(start, end) }, pictures: bytes.slice(end) };
}

/**
 * Adds row `at` of a plane, scaled to sum to `share`, to `into` from `offset` on; `place` says where each token belongs.
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {number} count
 * @param {number} share
 * @param {Float64Array} into
 * @param {number} offset
 * @param {number[]} place
 */
function addRow(bytes, at, count, share, into, offset, place) {
  const start = at * count;
  let sum = 0;
  for (let j = 0; j < count; j++) sum += SQUARES[bytes[start + j]];
  if (!sum) return;
  const scale = share / sum;
  for (let j = 0; j < count; j++) into[offset + place[j]] += SQUARES[bytes[start + j]] * scale;
}

// why a weight is left out: it went to a special token, or to the text that is not looked at
export const SPECIAL = 1;
export const TEXT = 2;

/**
 * The units of a text: its tokens, or its words.
 * @param {Pick<AttentionHeader, "tokens" | "words" | "words_of" | "special" | "prefix" | "unknown" | "second">} header
 * @param {boolean} words
 * @returns {Units}
 */
export function unitsOf(header, words) {
  const of = words ? header.words_of : header.tokens.map((_, i) => i);
  /** @type {number[][]} */
  const members = [];
  of.forEach((unit, token) => (members[unit] ??= []).push(token));
  return {
    count: members.length,
    of,
    members,
    labels: words ? header.words : header.tokens,
    special: members.map((tokens) => Boolean(header.special[tokens[0]])),
    prefix: members.map((tokens) => Boolean(header.prefix[tokens[0]])),
    unknown: members.map((tokens) => tokens.some((token) => header.unknown[token])),
    second: members.map((tokens) => Boolean(header.second[tokens[0]])),
  };
}

/**
 * Adds what the members of a unit look at to `into` from `offset` on: keys of a word summed, its queries averaged, sums to 1.
 * @param {Plane} plane
 * @param {Units} units
 * @param {number} unit
 * @param {number | null} head
 * @param {Float64Array} into
 * @param {number} offset
 */
function addUnit(plane, units, unit, head, into, offset) {
  const tokens = units.of.length;
  const single = plane.rows === 1; // a flow, whose only row is that of plane.token
  if (single && (plane.token === null || units.of[plane.token] !== unit)) return;
  const heads = head === null || plane.n === 1 ? [...Array(plane.n).keys()] : [head];
  const members = single ? [0] : units.members[unit];
  const share = 1 / heads.length / members.length;
  for (const h of heads) for (const token of members) addRow(plane.bytes, h * plane.rows + token, tokens, share, into, offset, units.of);
}

/**
 * (units,) where one unit looks.
 * @param {Plane} plane
 * @param {Units} units
 * @param {number} unit
 * @param {number | null} head
 */
export function rowOf(plane, units, unit, head) {
  const row = new Float64Array(units.count);
  addUnit(plane, units, unit, head, row, 0);
  return row;
}

/**
 * (units, units) weights of a plane, of one head or the mean. Rows sum to 1.
 * @param {Plane} plane
 * @param {Units} units
 * @param {number | null} head
 */
export function matrixOf(plane, units, head) {
  const matrix = new Float64Array(units.count ** 2);
  for (let unit = 0; unit < units.count; unit++) addUnit(plane, units, unit, head, matrix, unit * units.count);
  return matrix;
}

/**
 * Why what unit `row` gives to unit `column` is left out; 0 = it is not. Special units belong to neither text of a pair.
 * @param {Pick<Units, "special" | "second">} units
 * @param {Pick<Choice, "specials" | "looks">} choice
 * @returns {Reason}
 */
export function reasonOf({ special, second }, { specials, looks }) {
  return (row, column) => {
    if (special[column]) return specials ? 0 : SPECIAL;
    if (looks === "both" || special[row]) return 0;
    return (second[row] === second[column]) === (looks === "own") ? 0 : TEXT;
  };
}

/**
 * Leaves out of rows of weights, of which the first is that of unit `first`, what `reason(row, column)` names; what is left is
 * scaled to sum to 1 again. (3,) shares of the first row that were left out, by reason.
 * @param {Float64Array} weights
 * @param {number} count
 * @param {Reason} reason
 */
export function leaveOut(weights, count, reason, first = 0) {
  const shares = new Float64Array(3);
  for (let i = 0; i < weights.length / count; i++) {
    const start = i * count;
    let removed = 0;
    for (let j = 0; j < count; j++) {
      const why = reason(first + i, j);
      if (!why) continue;
      removed += weights[start + j];
      if (!i) shares[why] += weights[start + j];
      weights[start + j] = 0;
    }
    if (removed > 0 && removed < 1) for (let j = 0; j < count; j++) weights[start + j] /= 1 - removed;
  }
  return shares;
}

/**
 * What one unit is made of, layer by layer down to the text, as attention rollout counts it: half of a layer is handed on by the
 * unit itself, half by attention (mean over heads). Lines are among the `rows` units that carry most, of at least `least`, the
 * strongest `most` of them; `ends` (units,) is what is left at the text, `removed` what went to special units.
 * @param {Plane} plane
 * @param {Units} units
 * @param {number} unit
 * @param {{specials: boolean, least: number, most: number, rows: number}} limits
 * @returns {Paths}
 */
export function pathsTo(plane, units, unit, { specials, least, most, rows }) {
  const { count, special } = units;
  const carried = new Float64Array(count);
  /** @type {{layer: number, step: Map<number, Float64Array>}[]} */
  const steps = []; // from the last layer down: what each unit draws from each
  let level = new Float64Array(count);
  level[unit] = 1;
  let removed = 0;
  for (let layer = plane.n - 1; layer >= 0; layer--) {
    const below = new Float64Array(count);
    /** @type {Map<number, Float64Array>} */
    const step = new Map();
    for (let to = 0; to < count; to++) {
      if (level[to] < 1e-6) continue;
      const row = drawnBy(plane, units, layer, to, level[to]);
      for (let from = 0; from < count; from++) {
        if (!specials && special[from]) [removed, row[from]] = [removed + row[from], 0];
        below[from] += row[from];
      }
      step.set(to, row);
    }
    steps.push({ layer, step });
    below.forEach((share, i) => (carried[i] += share));
    level = below;
  }
  carried[unit] = Infinity; // it is always drawn
  const drawn = [...carried.keys()].filter((i) => carried[i] > 0).sort((a, b) => carried[b] - carried[a]).slice(0, rows);
  const lines = linesAmong(drawn, steps, least);
  lines.sort((a, b) => b.share - a.share);
  return { lines: lines.slice(0, most), ends: level, drawn, removed, least: lines.length > most ? lines[most - 1].share : least };
}

/**
 * The lines of at least `least` between units that are drawn.
 * @param {number[]} drawn
 * @param {{layer: number, step: Map<number, Float64Array>}[]} steps
 * @param {number} least
 */
function linesAmong(drawn, steps, least) {
  /** @type {Line[]} */
  const lines = [];
  for (const { layer, step } of steps) {
    for (const to of drawn) {
      const row = step.get(to);
      if (!row) continue;
      for (const from of drawn) if (row[from] >= least) lines.push({ layer, from, to, share: row[from] });
    }
  }
  return lines;
}

/**
 * (units,) what unit `to`, which carries `share` after a layer, has drawn from each unit before it.
 * @param {Plane} plane
 * @param {Units} units
 * @param {number} layer
 * @param {number} to
 * @param {number} share
 */
function drawnBy(plane, units, layer, to, share) {
  const row = new Float64Array(units.count);
  for (const token of units.members[to]) {
    addRow(plane.bytes, layer * units.of.length + token, units.of.length, share / 2 / units.members[to].length, row, 0, units.of);
  }
  row[to] += share / 2;
  return row;
}

/**
 * Name of the plane that a choice needs; see attention/planes.py.
 * @param {Pick<Choice, "view" | "layer" | "head" | "token">} choice
 */
export function planeOf({ view, layer, head, token }) {
  if (view === "layers") return "layers";
  if (layer === null) return head === null ? "all" : "mean";
  return layer === "flow" ? `flow:${token}` : String(layer);
}

/**
 * The small picture of a head, or the mean over all heads, layers or both.
 * @param {Pick<AttentionHeader, "side" | "layers" | "heads">} header
 * @param {Uint8Array} pictures
 * @param {number | null} layer
 * @param {number | null} head
 */
export function pictureOf(header, pictures, layer, head) {
  const size = header.side ** 2;
  const sum = new Float64Array(size);
  const layers = layer === null ? [...Array(header.layers).keys()] : [layer];
  const heads = head === null ? [...Array(header.heads).keys()] : [head];
  for (const l of layers) for (const h of heads) for (let i = 0; i < size; i++) sum[i] += SQUARES[pictures[(l * header.heads + h) * size + i]];
  return sum.map((value) => Math.sqrt(value / (layers.length * heads.length)));
}
