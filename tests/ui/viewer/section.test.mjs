// The section of a matrix that is shown.

import assert from "node:assert/strict";
import { test } from "node:test";

import { cellAt, dragged, fittedSection, GUTTER, HEAD_ROOM, magnified, revealed, sideOf, stepped } from "../../../interestlab/ui/viewer/section.js";

/** A hundred cells of 4 pixels, or what is said. */
const section = (more = {}) => fittedSection({ count: 100, side: 400, zoom: 1, left: 0, top: 0, ...more });

test("the square fits into its frame and is neither tiny nor huge, nor its cells larger than 34 pixels", () => {
  assert.equal(sideOf(600, 100), 600 - GUTTER - 4);
  assert.equal(sideOf(100, 100), 120);
  assert.equal(sideOf(5000, 100), 680);
  assert.equal(sideOf(5000, 3), 102);
  assert.equal(sideOf(5000, 0), 0);
});

test("nothing beyond the matrix is shown", () => {
  assert.deepEqual([section({ left: -3, top: 7 }).left, section({ left: -3, top: 7 }).top], [0, 0]);
  const quarter = section({ zoom: 4, left: 90, top: 74 });
  assert.deepEqual([quarter.cell, quarter.left, quarter.top], [16, 75, 74]);
});

test("magnifying keeps what lies under the pointer", () => {
  const before = section({ zoom: 2, left: 10, top: 20 });
  const after = magnified(before, 80, 160, 2);
  assert.equal(after.cell, 16);
  assert.equal(after.left + 80 / after.cell, before.left + 80 / before.cell);
  assert.equal(after.top + 160 / after.cell, before.top + 160 / before.cell);
});

test("magnifying ends at cells of 34 pixels and at the whole matrix", () => {
  const near = magnified(section(), 0, 0, 1e6);
  assert.equal(near.cell, 34);
  const all = magnified(near, 200, 200, 1e-6);
  assert.deepEqual([all.zoom, all.left, all.top], [1, 0, 0]);
});

test("a matrix whose cells are as large as can be is not magnified", () => {
  const small = section({ count: 3, side: 102 });
  assert.deepEqual(magnified(small, 50, 50, 1.6), small);
});

test("dragging moves the section against the pointer, up to the edges", () => {
  const half = section({ zoom: 2, left: 10, top: 10 });
  assert.deepEqual([dragged(half, -16, 8).left, dragged(half, -16, 8).top], [12, 9]);
  assert.deepEqual([dragged(half, -1e6, 1e6).left, dragged(half, -1e6, 1e6).top], [50, 0]);
});

test("a cell begins at its upper left pixel, and the edges belong to none", () => {
  const whole = section();
  assert.deepEqual(cellAt(whole, 0, 0), { row: 0, column: 0 });
  assert.deepEqual(cellAt(whole, 3.99, 4), { row: 1, column: 0 });
  assert.deepEqual(cellAt(whole, 0, 20), { row: 5, column: 0 });
  assert.deepEqual(cellAt(whole, 20, 0), { row: 0, column: 5 });
  assert.deepEqual(cellAt(whole, 0.5, 20), { row: 5, column: 0 });
  assert.deepEqual(cellAt(whole, 399.99, 399.99), { row: 99, column: 99 });
  assert.equal(cellAt(whole, 400, 10), null);
  assert.equal(cellAt(whole, 10, 400), null);
});

test("among the names lies the cell of a unit with itself; in the corner and beyond the names none", () => {
  const whole = section();
  assert.deepEqual(cellAt(whole, -1, 10), { row: 2, column: 2 });
  assert.deepEqual(cellAt(whole, 10, -1), { row: 2, column: 2 });
  assert.equal(cellAt(whole, -1, -1), null);
  assert.deepEqual(cellAt(whole, -GUTTER, 10), { row: 2, column: 2 });
  assert.deepEqual(cellAt(whole, 10, -HEAD_ROOM), { row: 2, column: 2 });
  assert.equal(cellAt(whole, -GUTTER - 1, 10), null);
  assert.equal(cellAt(whole, 10, -HEAD_ROOM - 1), null);
  assert.equal(cellAt(section({ count: 0, side: 0 }), 0, 0), null);
});

test("no rounding leads beyond the last cell", () => {
  for (let count = 1; count < 400; count++) {
    const { side } = section({ count, side: sideOf(777, count) });
    for (const zoom of [1, 1.6, 2.56, 4.096]) {
      const end = section({ count, side, zoom, left: count, top: count });
      const cell = cellAt(end, side - 1e-13, side - 1e-13);
      assert.ok(cell && cell.row < count && cell.column < count, `${count} at ${zoom}`);
    }
  }
});

test("the section that is shifted shows later cells", () => {
  assert.deepEqual(cellAt(section({ zoom: 4, left: 30, top: 50.5 }), 16, 8), { row: 51, column: 31 });
});

test("a cell is brought into sight by as little as it takes, and one in sight moves nothing", () => {
  const quarter = section({ zoom: 4, left: 30, top: 30 }); // cells 30 to 54
  assert.deepEqual(revealed(quarter, { row: 40, column: 54 }), quarter);
  assert.deepEqual([revealed(quarter, { row: 29, column: 55 }).top, revealed(quarter, { row: 29, column: 55 }).left], [29, 31]);
  assert.deepEqual([revealed(quarter, { row: 0, column: 99 }).top, revealed(quarter, { row: 0, column: 99 }).left], [0, 75]);
});

test("arrow keys step by one cell and stop at the edges; other keys do not step", () => {
  const led = (row, column, key, count = 9) => Object.values(stepped({ row, column }, key, count) ?? {});
  assert.deepEqual(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].map((key) => led(4, 5, key)), [[3, 5], [5, 5], [4, 4], [4, 6]]);
  assert.deepEqual([led(0, 5, "ArrowUp"), led(8, 5, "ArrowDown"), led(4, 0, "ArrowLeft"), led(4, 8, "ArrowRight")], [[0, 5], [8, 5], [4, 0], [4, 8]]);
  assert.deepEqual(led(0, 0, "ArrowDown", 1), [0, 0]);
  assert.equal(stepped({ row: 1, column: 1 }, "Enter", 3), null);
});
