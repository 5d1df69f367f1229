// Which names are shown on the map, and where.

import assert from "node:assert/strict";
import { test } from "node:test";

import { describe, placeNames, shorten } from "../../../interestlab/ui/map/names.js";

const VIEW = { x: 500, y: 500, scale: 1 };
const ROOM = { width: 1000, height: 1000, font: "sans", taken: [] };

/** The names placed on a map whose letters are 10 pixels wide, by interest. */
function place({ names, sizes, centres }, room = {}) {
  const context = { font: "", measureText: (text) => ({ width: 10 * text.length }) };
  return placeNames(context, { names, sizes, centres }, VIEW, { ...ROOM, ...room });
}

test("a long name is cut with a sign, a name that just fits is not", () => {
  assert.equal(shorten("x".repeat(34)), "x".repeat(34));
  assert.equal(shorten("x".repeat(35)), "x".repeat(33) + "…");
  assert.equal(shorten("x".repeat(32) + "  " + "y".repeat(9)), "x".repeat(32) + "…");
});

test("a name is never cut within a letter", () => {
  assert.equal(shorten("🎈".repeat(34)), "🎈".repeat(34));
  assert.equal(shorten("🎈".repeat(40)), "🎈".repeat(33) + "…");
});

test("a name stands at its centre, the larger the interest the larger", () => {
  const placed = place({ names: ["small", "large"], sizes: [25, 100], centres: [[200, 200], [700, 700]] });
  assert.deepEqual(placed.map(({ interest, size, x, y }) => [interest, size, x, y]), [[1, 15, 700, 300], [0, 13, 200, 800]]);
});

test("a name that would cover a larger one moves, and is dropped where it can only cover", () => {
  const centres = Array(7).fill([500, 500]);
  const placed = place({ names: ["a", "b", "c", "d", "e", "f", "g"], sizes: [70, 60, 50, 40, 30, 20, 10], centres });
  assert.deepEqual(placed.slice(0, 3).map(({ y }) => Math.sign(y - 500)), [0, 1, -1]);
  assert.ok(placed.length < 7);
  assert.equal(placed[0].interest, 0);
});

test("what is drawn already is kept free", () => {
  const [alone] = place({ names: ["a"], sizes: [1], centres: [[500, 500]] });
  const [moved] = place({ names: ["a"], sizes: [1], centres: [[500, 500]] }, { taken: [[490, 495, 510, 505]] });
  assert.equal(alone.y, 500);
  assert.notEqual(moved.y, 500);
  assert.deepEqual(place({ names: ["a"], sizes: [1], centres: [[500, 500]] }, { taken: [[0, 0, 1000, 1000]] }), []);
});

test("interests without a place and outside the view have no name", () => {
  assert.deepEqual(place({ names: ["a", "b", "c"], sizes: [3, 2, 1], centres: [null, [1001, 500], [500, -1]] }), []);
  assert.deepEqual(place({ names: [], sizes: [], centres: [] }), []);
});

test("a name near the edge stays on the map, and one wider than the map stands in its middle", () => {
  const [edge] = place({ names: ["name"], sizes: [1], centres: [[0, 500]] });
  assert.equal(edge.x, 24);
  const [wide] = place({ names: ["n".repeat(30)], sizes: [1], centres: [[500, 500]] }, { width: 250 });
  assert.equal(wide?.x ?? 125, 125);
});

test("a phone shows twelve names at most", () => {
  const many = Array.from({ length: 80 }, (_, i) => i);
  const header = { names: many.map(() => ""), sizes: many.map(() => 1), centres: many.map((i) => [280 + 50 * (i % 8), 50 + 90 * Math.floor(i / 8)]) };
  assert.equal(place(header, { width: 479 }).length, 12);
  assert.equal(place(header, { width: 480 }).length > 12, true);
  assert.equal(place(header).length, 60);
});

test("the map is described with what is on it; how to move it only where it can be moved", () => {
  const header = { sizes: [3, 0, 4], noun: "reviews" };
  assert.match(describe({ header, n: 12345 }, true), /^Map of 12,345 reviews in 2 interests\. Arrow keys/);
  assert.equal(describe({ header, n: 7 }, false), "Map of 7 reviews in 2 interests. ");
});
