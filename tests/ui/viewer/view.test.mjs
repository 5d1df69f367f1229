// What the views say and light of the units that the pointer is on.

import assert from "node:assert/strict";
import { test } from "node:test";

import { touches } from "../../../interestlab/ui/viewer/layers.js";
import { borderOf, pixelsOf } from "../../../interestlab/ui/viewer/matrix.js";
import { cellOf, saidOf } from "../../../interestlab/ui/viewer/view.js";

const UNITS = { count: 3, labels: ["a", "b", "c"] };
const SHOWN = { units: UNITS, weights: null, unit: 1, paths: null, causal: false, row: [0.5, 0.3, 0.2] };
const said = (shown, at) => saidOf({ ...SHOWN, ...shown }, at).replaceAll("\u00a0", " ");

test("on a chip it is said what the chosen unit gives it", () => {
  assert.equal(said({}, { row: 2, column: 0 }), "“b” → “a”: 50 %");
});

test("on a cell it is said what its row gives its column", () => {
  const weights = [1, 0, 0, 0.5, 0.5, 0, 0.2, 0.3, 0.5];
  assert.equal(said({ weights }, { row: 2, column: 1 }), "“c” → “b”: 30 %");
});

test("what comes later cannot be looked at, the unit itself can", () => {
  assert.equal(said({ causal: true }, { row: 2, column: 2 }), "“b” cannot look at “c”, which comes later.");
  assert.equal(said({ causal: true }, { row: 1, column: 1 }), "“b” → “b”: 30 %");
});

test("between layers it is said what a line carries, or what a unit is of the chosen one", () => {
  const line = { layer: 1, from: 0, to: 2, share: 0.05 };
  assert.equal(said({ paths: { ends: [0.25, 0.5, 0.25] } }, { row: 2, column: 0, line }), "Layer 2: “c” draws on “a”; 5.0 % of the whole pass here.");
  assert.equal(said({ paths: { ends: [0.25, 0.5, 0.25] } }, { row: 0, column: 0 }), "“a”: 25 % of “b”");
});

test("a cell is lit only where both its units are shown", () => {
  assert.deepEqual(cellOf({ row: 4, column: 2 }, [2, 4]), { row: 1, column: 0 });
  assert.equal(cellOf({ row: 4, column: 3 }, [2, 4]), null);
  assert.equal(cellOf({ row: 3, column: 2 }, [2, 4]), null);
});

test("a line lights with what it begins and ends at; a line that is pointed at lights its like alone", () => {
  assert.ok(touches({ from: 1, to: 2 }, { row: 0, column: 1 }));
  assert.ok(touches({ from: 1, to: 2 }, { row: 2, column: 0 }));
  assert.ok(!touches({ from: 1, to: 2 }, { row: 1, column: 2 }));
  const line = { layer: 0, from: 1, to: 2, share: 1 };
  assert.ok(touches({ from: 1, to: 2 }, { row: 2, column: 1, line }));
  assert.ok(!touches({ from: 1, to: 3 }, { row: 2, column: 1, line }));
});

test("the border of a pair is where the second text begins among what is shown", () => {
  const second = [false, false, true, true];
  assert.equal(borderOf({ units: { second }, visible: [0, 1, 2, 3] }), 2);
  assert.equal(borderOf({ units: { second }, visible: [1, 3] }), 1);
  assert.equal(borderOf({ units: { second }, visible: [0, 1] }), -1);
});

test("the strongest cell is opaque, a quarter of it half so, and below the threshold nothing is seen", () => {
  const weights = [9, 9, 9, 9, 0.8, 0.2, 9, 0.1, 0];
  const pixels = pixelsOf({ units: { count: 3 }, visible: [1, 2], weights, threshold: 0.2, colours: { primary: [1, 2, 3] } });
  assert.deepEqual([...pixels], [1, 2, 3, 255, 1, 2, 3, 128, 1, 2, 3, 0, 1, 2, 3, 0]);
  assert.equal(pixelsOf({ units: { count: 3 }, visible: [], weights, threshold: 0, colours: { primary: [1, 2, 3] } }).length, 0);
});
