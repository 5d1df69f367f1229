// What is picked on the map.

import assert from "node:assert/strict";
import { test } from "node:test";

import { packBits, pointsInside } from "../../../interestlab/ui/map/geometry.js";
import { drawnAround, flagsOf, isLate, litInterests, positionsOf } from "../../../interestlab/ui/map/selection.js";

const DATA = { n: 3, grid: Uint16Array.of(10, 10, 50, 50, 90, 90) };
const AROUND_THE_MIDDLE = [[40, 40], [60, 40], [60, 60], [40, 60]];

test("a message is late unless it has seen the last drawing", () => {
  assert.equal(isLate({ echo: null }, null), false);
  assert.equal(isLate({ echo: "a" }, null), false);
  assert.equal(isLate({ echo: "a" }, { id: "a" }), false);
  assert.equal(isLate({ echo: "a" }, { id: "b" }), true);
  assert.equal(isLate({ echo: null }, { id: "b" }), true);
});

test("a message without bits and polygon lights everything", () => {
  assert.equal(flagsOf({ bits: null, polygon: null }, DATA), null);
});

test("bits count before a polygon, also bits that light nothing", () => {
  assert.deepEqual([...(flagsOf({ bits: packBits(Uint8Array.of(1, 0, 1)), polygon: AROUND_THE_MIDDLE }, DATA) ?? [])], [1, 0, 1]);
  assert.deepEqual([...(flagsOf({ bits: packBits(new Uint8Array(3)), polygon: null }, DATA) ?? [])], [0, 0, 0]);
});

test("a polygon alone lights what lies in it", () => {
  assert.deepEqual([...(flagsOf({ bits: null, polygon: AROUND_THE_MIDDLE }, DATA) ?? [])], [0, 1, 0]);
});

test("what is drawn picks exactly what its simplified corners pick", () => {
  const path = Array.from({ length: 500 }, (_, i) => [50 + 41.3 * Math.cos(i / 79.6), 50 + 41.3 * Math.sin(i / 79.6)]);
  const { corners, flags, bits } = drawnAround(path, DATA);
  assert.ok(corners.length <= 40 && corners.length > 8);
  assert.ok(corners.flat().every(Number.isInteger));
  assert.deepEqual(flags, pointsInside(DATA.grid, 3, corners));
  assert.deepEqual([...flags], [0, 1, 0]);
  assert.equal(bits, packBits(flags));
});

test("a drawing around nothing picks nothing", () => {
  const { flags, bits } = drawnAround([[1, 1], [2, 1], [2, 2]], DATA);
  assert.deepEqual([...flags], [0, 0, 0]);
  assert.equal(bits, "AA==");
});

test("positions are those of the flags that are set", () => {
  assert.deepEqual([...positionsOf(Uint8Array.of(1, 0, 1, 1, 0, 1))], [0, 2, 3, 5]);
  assert.equal(positionsOf(new Uint8Array(4)).length, 0);
  assert.ok(positionsOf(Uint8Array.of(1)) instanceof Uint32Array);
});

/** Which of two interests, of 100 and 20 contents behind 5 of no interest, light up where so many of each are picked. */
function lit(ofNone, ofFirst, ofSecond) {
  const parts = [[5, 65535, ofNone], [100, 0, ofFirst], [20, 1, ofSecond]];
  const interest = Uint16Array.from(parts.flatMap(([count, number]) => Array(count).fill(number)));
  const flags = Uint8Array.from(parts.flatMap(([count, , picked]) => [...Array(count).keys()].map((i) => (i < picked ? 1 : 0))));
  return [...litInterests({ header: { sizes: [100, 20], none: 5 }, n: 125, interest }, flags)];
}

test("an interest lights up from a tenth of its contents, or of what is picked", () => {
  assert.deepEqual(lit(0, 10, 0), [0]);
  assert.deepEqual(lit(0, 9, 20), [0, 1]); // 9 of 29 are more than a tenth of what is picked
  assert.deepEqual(lit(0, 100, 2), [0, 1]); // a tenth of its own 20
  assert.deepEqual(lit(0, 100, 1), [0]);
  assert.deepEqual(lit(0, 1, 20), [1]); // 1 of 21, and 1 of its 100
  assert.deepEqual(lit(0, 1, 0), [0]); // all that is picked
});

test("nothing lights up where nothing, or only what is of no interest, is picked", () => {
  assert.deepEqual(lit(0, 0, 0), []);
  assert.deepEqual(lit(5, 0, 0), []);
});
