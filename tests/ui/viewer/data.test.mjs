// What arrives of an attention, and the weights that are shown of it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { decode, leaveOut, matrixOf, pathsTo, pictureOf, planeOf, reasonOf, rowOf, SPECIAL, TEXT, unitsOf } from "../../../interestlab/ui/viewer/data.js";

/** [CLS] play ##ing chess [SEP], of which the second and third token are one word; `second` from which token on is another text. */
function header({ second = 9 } = {}) {
  return {
    tokens: ["[CLS]", "play", "ing", "chess", "[SEP]"],
    words: ["[CLS]", "playing", "chess", "[SEP]"],
    words_of: [0, 1, 1, 2, 3],
    special: [1, 0, 0, 0, 1],
    prefix: [0, 1, 0, 0, 0],
    unknown: [0, 0, 1, 0, 0],
    second: [0, 1, 2, 3, 4].map((i) => Number(i >= second)),
  };
}

/** A plane of one matrix a head; a byte is the root of its share, as Python packs them. */
function plane(...heads) {
  const rows = heads[0].length;
  return { name: "0", n: heads.length, rows, among: rows, token: null, bytes: Uint8Array.from(heads.flat(2)) };
}

const EYE = [0, 1, 2, 3, 4].map((i) => [0, 1, 2, 3, 4].map((j) => (i === j ? 255 : 0)));
const EVEN = Array(5).fill(Array(5).fill(100));

function near(found, expected) {
  assert.equal(found.length, expected.length);
  expected.forEach((value, i) => assert.ok(Math.abs(found[i] - value) < 1e-9, `${i}: ${found[i]}, not ${value}`));
}

/** Bytes as Python packs them, `before` bytes into a buffer. */
function payload(head, weights, pictures, before = 0) {
  const letters = new TextEncoder().encode(JSON.stringify(head));
  const buffer = new Uint8Array(before + 4 + letters.length + weights.length + pictures.length);
  new DataView(buffer.buffer).setUint32(before, letters.length, true);
  buffer.set([...letters, ...weights, ...pictures], before + 4);
  return buffer.subarray(before);
}

test("a payload is a header, a plane of n × rows × tokens bytes, and the pictures, at every offset", () => {
  const head = { tokens: ["é", "b"], plane: { name: "flow:1", n: 3, rows: 1, among: 2 } };
  for (const before of [0, 1, 3]) {
    const found = decode(payload(head, [1, 2, 3, 4, 5, 6], [7, 8], before));
    assert.deepEqual([...found.plane.bytes], [1, 2, 3, 4, 5, 6]);
    assert.deepEqual([...found.pictures], [7, 8]);
    assert.equal(found.header.tokens[0], "é");
    assert.equal(found.plane.name, "flow:1");
  }
});

test("the pictures begin where all rows of all matrices end", () => {
  const head = { tokens: ["a", "b"], plane: { name: "0", n: 3, rows: 2, among: 2 } };
  const found = decode(payload(head, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [13, 14]));
  assert.equal(found.plane.bytes.length, 12);
  assert.deepEqual([...found.pictures], [13, 14]);
});

test("tokens are units of their own", () => {
  const units = unitsOf(header(), false);
  assert.equal(units.count, 5);
  assert.deepEqual(units.members, [[0], [1], [2], [3], [4]]);
  assert.deepEqual(units.unknown, [false, false, true, false, false]);
});

test("a word is its tokens: unknown if one of them is, special and of a text as its first is", () => {
  const units = unitsOf(header({ second: 3 }), true);
  assert.deepEqual(units.labels, ["[CLS]", "playing", "chess", "[SEP]"]);
  assert.deepEqual(units.members, [[0], [1, 2], [3], [4]]);
  assert.deepEqual(units.unknown, [false, true, false, false]);
  assert.deepEqual(units.special, [true, false, false, true]);
  assert.deepEqual(units.prefix, [false, true, false, false]);
  assert.deepEqual(units.second, [false, false, true, true]);
});

test("a byte is the root of a weight, and a row sums to 1", () => {
  const roots = plane([[30, 40, 0, 0, 0], ...EYE.slice(1)]);
  near(rowOf(roots, unitsOf(header(), false), 0, 0), [0.36, 0.64, 0, 0, 0]);
  near(rowOf(plane(EVEN), unitsOf(header(), false), 2, 0), [0.2, 0.2, 0.2, 0.2, 0.2]);
});

test("a row of zeros stays one", () => {
  near(rowOf(plane([[0, 0, 0, 0, 0], ...EYE.slice(1)]), unitsOf(header(), false), 0, null), [0, 0, 0, 0, 0]);
});

test("the mean of heads is the mean of their weights, and a plane of one matrix has no heads to choose from", () => {
  const two = plane(EYE, EVEN);
  const units = unitsOf(header(), false);
  near(rowOf(two, units, 1, 0), [0, 1, 0, 0, 0]);
  near(rowOf(two, units, 1, 1), [0.2, 0.2, 0.2, 0.2, 0.2]);
  near(rowOf(two, units, 1, null), [0.1, 0.6, 0.1, 0.1, 0.1]);
  near(rowOf(plane(EYE), units, 1, 7), [0, 1, 0, 0, 0]);
});

test("what goes to the tokens of a word is summed, what comes from them is averaged", () => {
  const units = unitsOf(header(), true);
  near(rowOf(plane(EVEN), units, 0, 0), [0.2, 0.4, 0.2, 0.2]);
  const apart = plane([EYE[0], EYE[0], EYE[3], EYE[3], EYE[4]]);
  near(rowOf(apart, units, 1, 0), [0.5, 0, 0.5, 0]);
});

test("a matrix is its rows, each of which sums to 1", () => {
  const [two, units] = [plane(EYE, EVEN), unitsOf(header(), true)];
  const matrix = matrixOf(two, units, null);
  assert.equal(matrix.length, 16);
  for (let unit = 0; unit < 4; unit++) {
    const row = matrix.subarray(4 * unit, 4 * unit + 4);
    near(row, [...rowOf(two, units, unit, null)]);
    assert.ok(Math.abs(row.reduce((sum, value) => sum + value) - 1) < 1e-9);
  }
});

test("a flow has the one row of its token, which stands at the token's unit", () => {
  const flow = { name: "flow:2", n: 1, rows: 1, among: 5, token: 2, bytes: Uint8Array.of(0, 0, 0, 255, 0) };
  const words = unitsOf(header(), true);
  near(rowOf(flow, words, 1, null), [0, 0, 1, 0]);
  near(rowOf(flow, words, 2, null), [0, 0, 0, 0]);
  near(matrixOf(flow, words, null), [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test("special tokens are left out if they are not wanted, whatever text is looked at", () => {
  const units = unitsOf(header({ second: 3 }), true);
  for (const looks of ["both", "own", "other"]) assert.equal(reasonOf(units, { specials: false, looks })(1, 0), SPECIAL);
  assert.equal(reasonOf(units, { specials: true, looks: "own" })(1, 3), 0);
});

test("of a pair, what is not looked at is left out, but not for special tokens, which are of neither text", () => {
  const units = unitsOf(header({ second: 3 }), true);
  const own = reasonOf(units, { specials: true, looks: "own" });
  const other = reasonOf(units, { specials: true, looks: "other" });
  assert.deepEqual([own(1, 1), own(1, 2), own(2, 1)], [0, TEXT, TEXT]);
  assert.deepEqual([other(1, 1), other(1, 2), other(2, 2)], [TEXT, 0, TEXT]);
  assert.deepEqual([own(0, 2), other(0, 1)], [0, 0]);
});

test("what is left sums to 1 again, and the shares of the first row say what is gone and why", () => {
  const weights = Float64Array.of(0.5, 0.25, 0.25, 0.1, 0.1, 0.8);
  const shares = leaveOut(weights, 3, (row, column) => (column === 0 ? SPECIAL : row === 4 && column === 2 ? TEXT : 0), 4);
  near(shares, [0, 0.5, 0.25]);
  near(weights, [0, 1, 0, 0, 0.1 / 0.9, 0.8 / 0.9]);
});

test("in every row, what is left out is what its own unit has a reason for", () => {
  const asked = [];
  const weights = Float64Array.of(0.5, 0.5, 0.25, 0.75, 0.5, 0.5);
  leaveOut(weights, 2, (row, column) => {
    asked.push([row, column]);
    return row === 8 && column === 1 ? TEXT : 0;
  }, 7);
  assert.deepEqual(asked, [[7, 0], [7, 1], [8, 0], [8, 1], [9, 0], [9, 1]]);
  near(weights, [0.5, 0.5, 1, 0, 0.5, 0.5]);
});

test("a row of which nothing is left is zeros, and one of which nothing goes stays as it is", () => {
  const weights = Float64Array.of(1, 0, 0.3, 0.7);
  leaveOut(weights, 2, (row, column) => (row === 0 && column === 0 ? TEXT : 0));
  near(weights, [0, 0, 0.3, 0.7]);
});

test("one layer of rollout hands half on and draws half by attention", () => {
  const units = unitsOf(header(), false);
  const paths = pathsTo(plane([EYE[0], EYE[3], EYE[2], EYE[3], EYE[4]]), units, 1, { specials: true, least: 0.01, most: 9, rows: 9 });
  near(paths.ends, [0, 0.5, 0, 0.5, 0]);
  assert.deepEqual(paths.lines.map(({ layer, from, to, share }) => [layer, from, to, share]), [[0, 1, 1, 0.5], [0, 3, 1, 0.5]]);
  assert.deepEqual(paths.drawn, [1, 3]);
});

test("through two layers what is drawn is drawn on, and all of it stays 1", () => {
  const units = unitsOf(header(), false);
  const towards = [EYE[0], EYE[3], EYE[2], EYE[2], EYE[4]]; // 1 looks at 3, 3 looks at 2
  const paths = pathsTo(plane(towards, towards), units, 1, { specials: true, least: 0.01, most: 9, rows: 9 });
  near(paths.ends, [0, 0.25, 0.25, 0.5, 0]);
  assert.equal(paths.lines[0].layer, 1);
});

test("a word draws as much as its tokens do on average, and the strongest line comes first", () => {
  const words = unitsOf(header(), true);
  const paths = pathsTo(plane([EYE[0], EYE[0], EYE[3], EYE[3], EYE[4]]), words, 1, { specials: true, least: 0.25, most: 9, rows: 9 });
  near(paths.ends, [0.25, 0.5, 0.25, 0]);
  assert.deepEqual(paths.lines.map(({ from, share }) => [from, share]), [[1, 0.5], [0, 0.25], [2, 0.25]]); // 0.25 is enough
});

test("lines are limited in number, in share and to the units that carry most, of which the chosen is always one", () => {
  const units = unitsOf(header(), false);
  const limited = (limits) => pathsTo(plane(EVEN, EVEN), units, 2, { specials: true, least: 0.001, most: 99, rows: 9, ...limits });
  const all = limited({});
  assert.equal(all.lines.length, 5 + 25);
  assert.equal(all.least, 0.001);
  const few = limited({ most: 2 });
  assert.equal(few.lines.length, 2);
  assert.equal(few.least, all.lines[1].share);
  assert.equal(limited({ most: 30 }).least, 0.001); // all of them
  assert.ok(limited({ least: 0.2 }).lines.every(({ share }) => share >= 0.2));
  assert.deepEqual(limited({ rows: 1 }).drawn, [2]);
});

test("what went to special tokens is counted where they are left out", () => {
  const units = unitsOf(header(), false);
  const paths = pathsTo(plane(EVEN), units, 1, { specials: false, least: 0.01, most: 9, rows: 9 });
  assert.ok(Math.abs(paths.removed - 0.2) < 1e-9);
  near(paths.ends, [0, 0.6, 0.1, 0.1, 0]);
});

test("a choice names its plane", () => {
  const of = (more) => planeOf({ view: "tokens", layer: null, head: null, token: 3, ...more });
  assert.deepEqual([of({}), of({ head: 0 }), of({ layer: 0 }), of({ layer: 2, head: 1 })], ["all", "mean", "0", "2"]);
  assert.deepEqual([of({ layer: "flow" }), of({ layer: "rollout" }), of({ view: "layers", layer: 2 })], ["flow:3", "rollout", "layers"]);
});

test("a small picture is a head's own, or the root of the mean square", () => {
  const head = { side: 1, layers: 2, heads: 2 };
  const pictures = Uint8Array.of(3, 4, 0, 12);
  near(pictureOf(head, pictures, 0, 1), [4]);
  near(pictureOf(head, pictures, 0, null), [Math.sqrt((9 + 16) / 2)]);
  near(pictureOf(head, pictures, null, 1), [Math.sqrt((16 + 144) / 2)]);
  near(pictureOf(head, pictures, null, null), [6.5]);
  const larger = Uint8Array.from({ length: 16 }, (_, i) => i);
  near(pictureOf({ side: 2, layers: 2, heads: 2 }, larger, 1, 0), [8, 9, 10, 11]);
  near(pictureOf({ side: 2, layers: 2, heads: 2 }, larger, 0, 1), [4, 5, 6, 7]);
});
