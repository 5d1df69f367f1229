// The sentences and numbers of the viewer.

import assert from "node:assert/strict";
import { test } from "node:test";

import { css, describe, exactly, fitted, mix, percent, remarksOf, sentenceOf } from "../../../interestlab/ui/viewer/words.js";

const UNITS = { labels: ["[CLS]", "chess", "at", "night"], special: [true, false, false, false] };
const CHOICE = { layer: null, head: null, looks: "both" };
/** With the spaces that keep a number and its unit together shown as such. */
const plain = (text) => text.replaceAll("\u00a0", " ");

test("shares are rounded, and a little is never nothing", () => {
  assert.deepEqual([1, 0.505, 0.005, 0.0049, 1e-9, 0].map(percent).map(plain), ["100 %", "51 %", "1 %", "<1 %", "<1 %", ""]);
});

test("exact shares have more digits the smaller they are", () => {
  assert.deepEqual([1, 0.0995, 0.0994, 0.00995, 0.0099, 0].map(exactly).map(plain), ["100 %", "10 %", "9.9 %", "1.0 %", "0.99 %", "0.00 %"]);
});

test("every choice has its words, numbered as people count", () => {
  const of = (layer, head) => describe({ layer, head });
  assert.equal(of(null, null), "the mean of all heads");
  assert.equal(of(null, 0), "head 1, mean of all layers");
  assert.equal(of(0, null), "layer 1, mean of its heads");
  assert.equal(of(5, 11), "layer 6, head 12");
  assert.equal(of("rollout", null), "the rollout over all layers");
  assert.equal(of("flow", null), "the flow through all layers");
});

test("the sentence names the two strongest, the strongest first", () => {
  assert.equal(plain(sentenceOf(Float64Array.of(0.1, 0.2, 0.4, 0.3), UNITS, 1, CHOICE)), "In the mean of all heads, “chess” looks most at “at” (40 %) and “night” (30 %).");
  assert.equal(plain(sentenceOf(Float64Array.of(0, 0, 1, 0), UNITS, 1, { ...CHOICE, layer: "flow" })), "In the flow through all layers, “chess” draws most on “at” (100 %).");
});

test("the sentence says where nothing is left to look at", () => {
  assert.equal(sentenceOf(new Float64Array(4), UNITS, 1, CHOICE), "“chess” looks only at special tokens in the mean of all heads.");
  assert.match(sentenceOf(new Float64Array(4), UNITS, 1, { ...CHOICE, looks: "own" }), /only at what is left out in/);
});

/** The remarks on a text of four tokens. */
function remarks({ header = {}, choice = {}, plane = null, unit = 1, removed = [0, 0.25, 0.001] } = {}) {
  const whole = { tokens: UNITS.labels, total: 4, totals: [4], second: [0, 0, 0, 0], read: [4], causal: false, ...header };
  const chosen = { ...CHOICE, specials: true, view: "tokens", ...choice };
  return plain(remarksOf(whole, chosen, { removed, plane, units: UNITS, unit }));
}

test("there is nothing to remark on a whole text", () => {
  assert.equal(remarks(), "");
});

test("what is left out is said, also where it is nothing", () => {
  assert.equal(remarks({ choice: { specials: false } }), "25 % of its attention went to special tokens and is left out.");
  assert.match(remarks({ choice: { specials: false }, removed: [0, 0, 0] }), /^0 % of its attention/);
  assert.equal(remarks({ choice: { looks: "own" } }), "<1 % of its attention went to the other text and is left out.");
  assert.match(remarks({ choice: { looks: "other" } }), /went to its own text/);
  assert.match(remarks({ choice: { looks: "own" }, unit: 0 }), /special token, which belongs to neither text/);
  assert.equal(remarks({ choice: { looks: "own", view: "layers" } }), "");
});

test("a cut text says of how many tokens, a pair of both", () => {
  assert.equal(remarks({ header: { total: 1002 } }), "The text was cut: 4 of 1,002 tokens are read.");
  const pair = { total: 1700, second: [0, 0, 1, 1], read: [2, 2], totals: [1000, 700] };
  assert.equal(remarks({ header: pair }), "The texts were cut: 2 of 1,000 and 2 of 700 tokens are read.");
});

test("masks, and flows among a part, are remarked", () => {
  assert.match(remarks({ header: { causal: true } }), /cannot look at what comes after it/);
  assert.match(remarks({ plane: { rows: 1, among: 3 } }), /among the 3 of 4 tokens/);
  assert.equal(remarks({ plane: { rows: 1, among: 4 } }), "");
  assert.match(remarks({ choice: { view: "matrix", layer: "flow" } }), /the matrix has one row/);
});

test("colours mix part by part and stand as CSS has them", () => {
  assert.deepEqual(mix([255, 0, 10], [0, 255, 10], 0.2), [51, 204, 10]);
  assert.equal(css([1, 2, 3]), "rgb(1,2,3)");
  assert.equal(css([1, 2, 3], 0.5), "rgba(1,2,3,0.5)");
});

test("a label that is too wide loses letters, never half of one, and keeps one at least", () => {
  const context = { measureText: (text) => ({ width: 10 * [...text].length }) };
  assert.equal(fitted(context, "abcd", 40), "abcd");
  assert.equal(fitted(context, "abcde", 40), "abc…");
  assert.equal(fitted(context, "🎈🎈🎈", 20), "🎈…");
  assert.equal(fitted(context, "abc", 0), "a…");
});
