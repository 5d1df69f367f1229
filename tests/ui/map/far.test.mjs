// Marks at the map's edge for posts that lie far out, and where they lead.

import assert from "node:assert/strict";
import { test } from "node:test";

import { placeMarks, toldOf, viewOfGroup } from "../../../interestlab/ui/map/far.js";

const VIEW = { x: 1000, y: 1000, scale: 1 };
const SIZE = { width: 400, height: 200 };

/** A group of that many posts around a place. */
const group = (x, y, posts = 1, reach = 5) => [x - reach, y - reach, x + reach, y + reach, posts];

test("a mark stands where the way to its posts leaves the map, and points there", () => {
  const marks = placeMarks([group(9000, 1000), group(1000, 9000), group(-7000, 1000), group(1000, -7000)], VIEW, SIZE);
  assert.deepEqual(marks.map(({ x, y }) => [Math.round(x), Math.round(y)]), [[382, 100], [200, 18], [18, 100], [200, 182]]);
  assert.deepEqual(marks.map(({ angle }) => Math.abs(Math.round(angle))), [0, 90, 180, 90]);
  assert.ok(marks[1].angle < 0 && marks[3].angle > 0); // upwards, downwards
});

test("what can be seen has no mark, what has left the view has one", () => {
  assert.deepEqual(placeMarks([group(1150, 1050)], VIEW, SIZE), []);
  assert.equal(placeMarks([group(1250, 1050)], VIEW, SIZE).length, 1);
  assert.equal(placeMarks([group(1150, 1050)], { ...VIEW, x: 2000 }, SIZE).length, 1);
});

test("a map without room has no marks", () => {
  assert.deepEqual(placeMarks([group(9000, 9000)], VIEW, { width: 30, height: 200 }), []);
});

test("marks of posts in one direction do not cover one another, and stay on the map", () => {
  const marks = placeMarks([group(9000, 1000), group(9500, 1010), group(9900, 990), group(9000, 9000)], VIEW, SIZE);
  for (const [i, one] of marks.entries()) {
    assert.ok(one.x >= 0 && one.x <= SIZE.width && one.y >= 0 && one.y <= SIZE.height);
    for (const other of marks.slice(0, i)) assert.ok(Math.hypot(one.x - other.x, one.y - other.y) >= 29);
  }
});

test("a mark leads to its posts, and never nearer than the first view", () => {
  const home = { x: 0, y: 0, scale: 0.5 };
  assert.deepEqual(viewOfGroup(group(9000, 500), home, SIZE), { x: 9000, y: 500, scale: 0.5 });
  const wide = viewOfGroup(group(9000, 500, 7, 2000), home, SIZE);
  assert.ok(wide.scale < 0.05);
  assert.ok(4000 * wide.scale <= SIZE.height);
});

test("a mark says how many posts it stands for", () => {
  assert.equal(toldOf(group(0, 0, 1234), "posts"), "1,234 posts far out: show them");
});
