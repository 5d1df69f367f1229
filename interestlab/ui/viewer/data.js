// What arrives of an attention (packing.py), and the weights that are shown of it. No drawing.

const SQUARES = Float64Array.from({ length: 256 }, (_, byte) => byte * byte);

/** Payload -> {header, plane {name, n, rows, among, bytes}, pictures (layers, heads, side, side)}. */
export function decode(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const start = 4 + length;
  const end = start + header.plane.n * header.plane.rows * header.tokens.length;
  return { header, plane: { ...header.plane, bytes: bytes.slice(start, end) }, pictures: bytes.slice(end) };
}

/** Adds row `at` of a plane, scaled to sum to `share`, to `into` from `offset` on; `place` says where each token belongs. */
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

/** The units that are shown: tokens, or words of tokens. {count, labels, special, prefix, unknown, second, of (T,), members}. */
export function unitsOf(header, words) {
  const of = words ? header.words_of : header.tokens.map((_, i) => i);
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

/** Adds what the members of a unit look at to `into` from `offset` on: keys of a word summed, its queries averaged, sums to 1. */
function addUnit(plane, units, unit, head, into, offset) {
  const tokens = units.of.length;
  const single = plane.rows === 1; // a flow, whose only row is that of plane.token
  if (single && units.of[plane.token] !== unit) return;
  const heads = head === null || plane.n === 1 ? [...Array(plane.n).keys()] : [head];
  const members = single ? [0] : units.members[unit];
  const share = 1 / heads.length / members.length;
  for (const h of heads) for (const token of members) addRow(plane.bytes, h * plane.rows + token, tokens, share, into, offset, units.of);
}

/** (units,) where one unit looks. */
export function rowOf(plane, units, unit, head) {
  const row = new Float64Array(units.count);
  addUnit(plane, units, unit, head, row, 0);
  return row;
}

/** (units, units) weights of a plane, of one head or the mean. Rows sum to 1. */
export function matrixOf(plane, units, head) {
  const matrix = new Float64Array(units.count ** 2);
  for (let unit = 0; unit < units.count; unit++) addUnit(plane, units, unit, head, matrix, unit * units.count);
  return matrix;
}

/** Why what unit `row` gives to unit `column` is left out; 0 = it is not. Special units belong to neither text of a pair. */
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
 * unit itself, half by attention (mean over heads). {lines [{layer, from, to, share}], ends (units,), drawn [unit…], removed,
 * least}: lines among the `rows` units that carry most, of at least `least`, the strongest `most` of them.
 */
export function pathsTo(plane, units, unit, { specials, least, most, rows }) {
  const { count, special } = units;
  const carried = new Float64Array(count);
  const steps = []; // from the last layer down: what each unit draws from each
  let level = new Float64Array(count);
  level[unit] = 1;
  let removed = 0;
  for (let layer = plane.n - 1; layer >= 0; layer--) {
    const below = new Float64Array(count);
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
  const lines = [];
  for (const { layer, step } of steps) {
    for (const to of drawn) for (const from of drawn) if (step.get(to)?.[from] >= least) lines.push({ layer, from, to, share: step.get(to)[from] });
  }
  lines.sort((a, b) => b.share - a.share);
  return { lines: lines.slice(0, most), ends: level, drawn, removed, least: lines.length > most ? lines[most - 1].share : least };
}

/** (units,) what unit `to`, which carries `share` after a layer, has drawn from each unit before it. */
function drawnBy(plane, units, layer, to, share) {
  const row = new Float64Array(units.count);
  for (const token of units.members[to]) {
    addRow(plane.bytes, layer * units.of.length + token, units.of.length, share / 2 / units.members[to].length, row, 0, units.of);
  }
  row[to] += share / 2;
  return row;
}

/** Name of the plane that a choice needs; see attention/planes.py. */
export function planeOf({ view, layer, head, token }) {
  if (view === "layers") return "layers";
  if (layer === null) return head === null ? "all" : "mean";
  return layer === "flow" ? `flow:${token}` : String(layer);
}

/** The small picture of a head, or the mean over all heads, layers or both. */
export function pictureOf(header, pictures, layer, head) {
  const size = header.side ** 2;
  const sum = new Float64Array(size);
  const layers = layer === null ? [...Array(header.layers).keys()] : [layer];
  const heads = head === null ? [...Array(header.heads).keys()] : [head];
  for (const l of layers) for (const h of heads) for (let i = 0; i < size; i++) sum[i] += SQUARES[pictures[(l * header.heads + h) * size + i]];
  return sum.map((value) => Math.sqrt(value / (layers.length * heads.length)));
}
