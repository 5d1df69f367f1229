// What the bars of a column show and say.

import assert from "node:assert/strict";
import { test } from "node:test";

import { barHeights, fromTo, isOn, magnified, nextFocus, spoken } from "../../../interestlab/ui/columns/bars.js";

const SPANS = { key: "p", title: "points", spans: true, labels: ["0 – 9", "10 – 19", "20", "30"], all: [2000, 50, 0, 1], now: [100, 5, 0, 0], on: [1, 2], note: "" };
const VALUES = { ...SPANS, spans: false, on: [0, 3] };

test("bars are parts of the longest, and a single post is seen", () => {
  assert.deepEqual(barHeights(VALUES, 0), [100, 5]);
  assert.deepEqual(barHeights(VALUES, 1), [2.5, 2]);
  assert.deepEqual(barHeights(VALUES, 2), [0, 0]);
  assert.deepEqual(barHeights(VALUES, 3), [2, 0]);
});

test("few posts of spans are drawn taller by a round factor, which keeps below the pale bars", () => {
  assert.equal(magnified(SPANS), 20);
  assert.deepEqual(barHeights(SPANS, 0), [100, 100]);
  assert.equal(magnified({ ...SPANS, now: [700, 5, 0, 0] }), 1); // twice would be no gain
  assert.equal(magnified({ ...SPANS, now: [400, 5, 0, 0] }), 5);
  assert.equal(magnified({ ...SPANS, now: [0, 0, 0, 0] }), 1);
  assert.equal(magnified(VALUES), 1);
});

test("a condition on spans is everything between, one on values only these", () => {
  assert.deepEqual([0, 1, 2, 3].map((at) => isOn(SPANS, at)), [false, true, true, false]);
  assert.deepEqual([0, 1, 2, 3].map((at) => isOn(VALUES, at)), [true, false, false, true]);
  assert.equal(isOn({ ...VALUES, on: null }, 0), false);
});

test("a bar says its count", () => {
  assert.equal(spoken(SPANS, 0), "0 – 9: 100 of 2,000 posts");
});

test("empty bars at the ends of a pull are left out", () => {
  assert.deepEqual(fromTo(SPANS, 1, 2), { from: 1, to: 1 });
  assert.deepEqual(fromTo(SPANS, 2, 3), { from: 3, to: 3 });
  assert.deepEqual(fromTo(SPANS, 0, 3), { from: 0, to: 3 });
  assert.deepEqual(fromTo(SPANS, 2, 2), { from: 2, to: 2 });
});

test("keys lead from bar to bar and stop at the ends", () => {
  assert.equal(nextFocus("ArrowRight", 0, 4), 1);
  assert.equal(nextFocus("ArrowDown", 3, 4), 3);
  assert.equal(nextFocus("ArrowLeft", 0, 4), 0);
  assert.equal(nextFocus("Home", 3, 4), 0);
  assert.equal(nextFocus("End", 0, 4), 3);
  assert.equal(nextFocus("Enter", 0, 4), null);
});
