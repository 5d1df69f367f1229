// Colours as the graphics card gets them, and the samples that are drawn while the map moves.

import assert from "node:assert/strict";
import { test } from "node:test";

import { rgb, sampleOf, texelsOf } from "../../../interestlab/ui/map/points.js";

test("a colour is its three parts as shares", () => {
  assert.deepEqual(rgb("#ff0033"), [1, 0, 0.2]);
});

test("every byte of a colour arrives as it is", () => {
  for (let value = 0; value < 256; value++) {
    const { texels } = texelsOf([`#${value.toString(16).padStart(2, "0")}0000`]);
    assert.equal(texels[0], value);
  }
});

test("colours stand in rows of 1,024, one row at least", () => {
  const of = (count) => texelsOf(Array(count).fill("#010203"));
  assert.deepEqual([of(0).rows, of(1).rows, of(1024).rows, of(1025).rows], [1, 1, 1, 2]);
  const { texels } = of(1025);
  assert.equal(texels.length, 2 * 1024 * 4);
  assert.deepEqual([...texels.subarray(4 * 1024, 4 * 1025)], [1, 2, 3, 255]);
  assert.deepEqual([...texels.subarray(4 * 1025)], Array(4 * 1023).fill(0));
});

test("a sample takes as large a share of both parts, all if there are few enough, and none of none", () => {
  assert.deepEqual(sampleOf({ n: 1000, header: { none: 200 } }, 100), [20, 80]);
  assert.deepEqual(sampleOf({ n: 1000, header: { none: 1 } }, 100), [1, 100]);
  assert.deepEqual(sampleOf({ n: 10, header: { none: 4 } }, 100), [4, 6]);
  assert.deepEqual(sampleOf({ n: 10, header: { none: 4 } }, Infinity), [4, 6]);
  assert.deepEqual(sampleOf({ n: 0, header: { none: 0 } }, 100), [0, 0]);
  assert.deepEqual(sampleOf({ n: 0, header: { none: 0 } }, Infinity), [0, 0]);
});
