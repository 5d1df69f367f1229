// The map's arithmetic: bytes, polygons, the nearest point, views.

import assert from "node:assert/strict";
import { test } from "node:test";

import { besidePoint, buildCells, decodePayload, fitView, nearestPoint, packBits, panned, pointsInside, pointSize, simplify, toGrid, toScreen, unpackBits, viewOf, zoomed } from "../../../interestlab/ui/map/geometry.js";

/** Bytes as Python packs them: length of the header, header, places, interests; all little endian, `before` bytes into a buffer. */
function payload({ grid, interest, header = {}, before = 0 }) {
  let text = JSON.stringify({ n: interest.length, ...header });
  while (new TextEncoder().encode(text).length % 4) text += " ";
  const letters = new TextEncoder().encode(text);
  const buffer = new ArrayBuffer(before + 4 + letters.length + 2 * grid.length + 2 * interest.length);
  const view = new DataView(buffer, before);
  view.setUint32(0, letters.length, true);
  new Uint8Array(buffer, before).set(letters, 4);
  [...grid, ...interest].forEach((value, i) => view.setUint16(4 + letters.length + 2 * i, value, true));
  return new Uint8Array(buffer, before);
}

const SQUARE = [[10, 10], [20, 10], [20, 20], [10, 20]];

/** Equal numbers of equal names, but for the rounding of sums. */
function near(found, expected) {
  assert.deepEqual(Object.keys(found).sort(), Object.keys(expected).sort());
  for (const name of Object.keys(expected)) assert.ok(Math.abs(found[name] - expected[name]) < 1e-9, `${name}: ${found[name]}, not ${expected[name]}`);
}

/** Which of these places lie inside a polygon. */
function inside(polygon, ...places) {
  return [...pointsInside(Uint16Array.from(places.flat()), places.length, polygon)];
}

test("a payload is read low byte first, at every offset of its buffer", () => {
  for (const before of [0, 1, 2, 3]) {
    const data = decodePayload(payload({ grid: [1, 258, 65535, 0], interest: [65535, 256], header: { noun: "é" }, before }));
    assert.deepEqual([...data.grid], [1, 258, 65535, 0]);
    assert.deepEqual([...data.interest], [65535, 256]);
    assert.equal(data.header.noun, "é");
    assert.equal(data.n, 2);
  }
});

test("a payload's own memory may change after it was read", () => {
  const bytes = payload({ grid: [7, 8], interest: [0] });
  const data = decodePayload(bytes);
  bytes.fill(0);
  assert.deepEqual([...data.grid], [7, 8]);
});

test("a payload of no point is read, and one that is cut is refused", () => {
  assert.equal(decodePayload(payload({ grid: [], interest: [] })).grid.length, 0);
  const whole = payload({ grid: [1, 2, 3, 4], interest: [0, 1] });
  assert.throws(() => decodePayload(whole.subarray(0, whole.length - 1)), RangeError);
  assert.throws(() => decodePayload(whole.subarray(0, 3)), RangeError);
});

test("bits begin with the lowest, eight a byte", () => {
  assert.equal(packBits(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 1)), Buffer.from([1, 2]).toString("base64"));
  assert.equal(packBits(new Uint8Array(0)), "");
  assert.equal(packBits(Uint8Array.of(0, 0)), "AA==");
});

test("bits and flags are each other's reverse, also beyond what one call can spread", () => {
  for (const n of [0, 1, 7, 8, 9, 64, 300_000]) {
    const flags = Uint8Array.from({ length: n }, (_, i) => (i % 3 === 0 || i === n - 1 ? 1 : 0));
    assert.deepEqual(unpackBits(packBits(flags), n), flags);
  }
});

test("bits for fewer points than there are light only those", () => {
  assert.deepEqual([...unpackBits(packBits(Uint8Array.of(1, 1)), 12)], [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test("a square holds its left and lower edge, and not its right and upper one", () => {
  assert.deepEqual(inside(SQUARE, [15, 15], [10, 15], [15, 10], [10, 10]), [1, 1, 1, 1]);
  assert.deepEqual(inside(SQUARE, [20, 15], [15, 20], [20, 20], [10, 20], [20, 10]), [0, 0, 0, 0, 0]);
  assert.deepEqual(inside(SQUARE, [9, 15], [21, 15], [15, 9], [15, 21]), [0, 0, 0, 0]);
});

test("of two squares that share an edge, each point on it lies in exactly one", () => {
  const right = SQUARE.map(([x, y]) => [x + 10, y]);
  for (let y = 10; y < 20; y++) assert.equal(inside(SQUARE, [20, y])[0] + inside(right, [20, y])[0], 1);
});

test("the direction and the first corner of a polygon do not matter", () => {
  const places = [[10, 15], [20, 15], [15, 10], [15, 20], [12, 18]];
  assert.deepEqual(inside([...SQUARE].reverse(), ...places), inside(SQUARE, ...places));
  assert.deepEqual(inside([...SQUARE.slice(2), ...SQUARE.slice(0, 2)], ...places), inside(SQUARE, ...places));
});

test("a dent and the middle of a bow tie's crossing count as crossings say", () => {
  const dented = [[0, 0], [20, 0], [20, 20], [10, 5], [0, 20]];
  assert.deepEqual(inside(dented, [10, 4], [10, 10], [2, 10], [18, 10]), [1, 0, 1, 1]);
  const tie = [[0, 0], [20, 20], [20, 0], [0, 20]];
  assert.deepEqual(inside(tie, [2, 10], [18, 10], [10, 2], [10, 18]), [1, 1, 0, 0]);
});

test("no corner, one, two and a line hold nothing", () => {
  for (const polygon of [[], [[15, 15]], [[10, 10], [20, 20]], [[10, 15], [15, 15], [20, 15]]]) {
    assert.deepEqual(inside(polygon, [15, 15], [10, 10], [12, 12]), [0, 0, 0]);
  }
});

test("a corner that is no number picks nothing, and no points give no flags", () => {
  assert.deepEqual(inside([[10, 10], [20, NaN], [20, 20], [10, 20]], [15, 15], [12, 18]), [0, 0]);
  assert.deepEqual(inside([[10, 10], [NaN, 10], [20, 20], [10, 20]], [15, 15], [12, 18]), [0, 0]);
  assert.deepEqual(inside(SQUARE), []);
});

test("simplifying rounds, keeps three corners at least, and drops what changes no area first", () => {
  assert.deepEqual(simplify([[0.4, 0.6], [9.5, 0], [10, 10]]), [[0, 1], [10, 0], [10, 10]]);
  assert.deepEqual(simplify([[0, 0], [5, 0], [10, 0], [10, 10], [0, 10]]), [[0, 0], [10, 0], [10, 10], [0, 10]]);
  assert.equal(simplify([[0, 0], [1, 0], [2, 0], [3, 0], [4, 0]]).length, 3);
  assert.deepEqual(simplify([]), []);
});

test("simplifying drops the least corner where there are too many, and keeps corners within reach", () => {
  const spiked = [[0, 0], [50, 1], [100, 0], [100, 100], [0, 100]];
  assert.deepEqual(simplify(spiked, 4), [[0, 0], [100, 0], [100, 100], [0, 100]]);
  assert.equal(simplify(spiked).length, 5);
  assert.deepEqual(simplify([[-1e9, 0], [1e9, 0], [0, 1e9]]), [[-65535, 0], [131070, 0], [0, 131070]]);
});

test("the corner that goes first is the one whose triangle is the smallest, wherever the polygon lies", () => {
  const drawn = [[1000, 2000], [1300, 1990], [1600, 2000], [1690, 2400], [1600, 2800], [1010, 2790]];
  assert.deepEqual(simplify(drawn, 5), drawn.filter((_, i) => i !== 1));
  assert.deepEqual(simplify(drawn, 4), drawn.filter((_, i) => i !== 1 && i !== 3));
  assert.deepEqual(simplify([[5000, 7000], [5001, 7000], [5001, 7001], [5000, 7001]]), [[5000, 7000], [5001, 7000], [5001, 7001], [5000, 7001]]);
});

test("the nearest point is the one that looking at all of them finds", () => {
  let seed = 7;
  const random = (end) => (seed = (seed * 16807) % 2147483647) % end;
  const grid = Uint16Array.from({ length: 2000 }, () => random(4000));
  const cells = buildCells(grid, 1000);
  for (let k = 0; k < 300; k++) {
    const [x, y, radius] = [random(4400) - 200, random(4400) - 200, 1 + random(120)];
    const apart = Array.from({ length: 1000 }, (_, i) => (i % 2 ? Math.hypot(grid[2 * i] - x, grid[2 * i + 1] - y) : Infinity));
    const least = Math.min(...apart);
    const found = nearestPoint(cells, grid, x, y, radius, (i) => i % 2 === 1);
    assert.equal(found < 0 ? Infinity : apart[found], least <= radius ? least : Infinity);
  }
});

test("the nearest point is found on the edges of the grid and of the reach", () => {
  const grid = Uint16Array.of(0, 0, 65535, 65535, 100, 100);
  const cells = buildCells(grid, 3);
  const all = () => true;
  assert.equal(nearestPoint(cells, grid, -5, -5, 8, all), 0);
  assert.equal(nearestPoint(cells, grid, 70000, 65535, 5000, all), 1);
  assert.equal(nearestPoint(cells, grid, 103, 104, 5, all), 2); // exactly as far as the reach
  assert.equal(nearestPoint(cells, grid, 103, 104, 4.99, all), -1);
  assert.equal(nearestPoint(cells, grid, 100, 100, 5, (i) => i !== 2), -1);
  assert.equal(nearestPoint(buildCells(new Uint16Array(0), 0), new Uint16Array(0), 1, 1, 99, all), -1);
});

test("points in neighbouring cells are seen, however many points there are", () => {
  const grid = Uint16Array.from({ length: 2 * 200_001 }, (_, i) => (i < 4 ? [511, 511, 513, 511][i] : 60000));
  for (const n of [2, 200_001]) assert.equal(nearestPoint(buildCells(grid, n), grid, 512.4, 511, 3, () => true), 1);
});

test("the first view shows its whole box in the middle, with a margin", () => {
  const box = [1000, 2000, 31000, 12000];
  const view = fitView(box, 800, 600);
  assert.deepEqual([view.x, view.y], [16000, 7000]);
  const [left, bottom] = toScreen(view, 800, 600, 1000, 2000);
  const [right, top] = toScreen(view, 800, 600, 31000, 12000);
  assert.ok(Math.abs(left - 48) < 1e-9 && Math.abs(right - 752) < 1e-9, "8 % of the smaller side is free");
  assert.ok(top > 48 && bottom < 552);
  const tall = fitView([4000, 1000, 7000, 31000], 800, 600);
  near([...toScreen(tall, 800, 600, 4000, 31000), ...toScreen(tall, 800, 600, 7000, 1000)], [374.8, 48, 425.2, 552]);
});

test("a box of one point, and a map without room, have a view", () => {
  for (const [width, height] of [[800, 600], [1, 1], [0, 0]]) {
    const { x, y, scale } = fitView([5, 6, 5, 6], width, height);
    assert.deepEqual([x, y], [5, 6]);
    assert.ok(scale >= 1e-4 && Number.isFinite(scale));
  }
});

test("screen and grid are each other's reverse; y goes up on the grid and down on the screen", () => {
  const view = { x: 300, y: 500, scale: 0.25 };
  assert.deepEqual(toScreen(view, 100, 80, 304, 508), [51, 38]);
  assert.deepEqual(toGrid(view, 100, 80, 51, 38), [304, 508]);
});

test("moving the map moves the view by as much on the grid, and never so far that the points are lost", () => {
  assert.deepEqual(panned({ x: 100, y: 100, scale: 2 }, 10, 10), { x: 95, y: 105, scale: 2 });
  assert.deepEqual(panned({ x: 100, y: 100, scale: 0.01 }, 1e9, 1e9), { x: -20000, y: 85535, scale: 0.01 });
});

test("zooming keeps the place under the pointer", () => {
  const [home, size, at] = [{ x: 0, y: 0, scale: 1 }, { width: 200, height: 100 }, [150, 20]];
  const before = { x: 30, y: 40, scale: 2 };
  const after = zoomed(before, home, size, at, 3);
  assert.equal(after.scale, 6);
  near(toGrid(after, 200, 100, ...at), toGrid(before, 200, 100, ...at));
});

test("zooming stops at its limits, and the view stays as it is there", () => {
  const [home, size] = [{ x: 0, y: 0, scale: 2 }, { width: 200, height: 100 }];
  const far = zoomed(home, home, size, [10, 10], 1e-9);
  const close = zoomed(home, home, size, [10, 10], 1e9);
  assert.equal(far.scale, 0.8);
  assert.equal(close.scale, 3000);
  near(zoomed(close, home, size, [199, 99], 2), close);
  near(zoomed(far, home, size, [199, 99], 0.5), far);
});

test("a kept view is taken only if it is one", () => {
  assert.deepEqual(viewOf({ x: 0, y: -2, scale: 0.01, tool: "box" }), { x: 0, y: -2, scale: 0.01 });
  for (const kept of [null, undefined, {}, 5, { x: 1, y: 2 }, { x: 1, y: 2, scale: 0 }, { x: 1, y: 2, scale: -1 }, { x: null, y: 2, scale: 3 }, { x: 1, y: NaN, scale: 3 }]) {
    assert.equal(viewOf(kept), null);
  }
});

test("points shrink with their number, grow with the zoom, and stay between limits", () => {
  assert.ok(Math.abs(pointSize(12_000, 1, 1200) - 4.5) < 1e-9);
  assert.ok(Math.abs(pointSize(50_000, 1, 1200) - 3) < 0.01);
  assert.ok(Math.abs(pointSize(12_000, 4, 1200) - 4.5 * 4 ** 0.3) < 1e-9);
  assert.equal(pointSize(0, 1, 1200), 6.5);
  assert.equal(pointSize(1e9, 1, 1200), 1.2);
  assert.equal(pointSize(12_000, 1e9, 1200), pointSize(12_000, 1e6, 1200));
  assert.ok(pointSize(12_000, 1, 390) < pointSize(12_000, 1, 1200));
});

test("the text beside a point stays on the map, above the point where there is no room below", () => {
  const [own, size] = [{ width: 100, height: 40 }, { width: 400, height: 300 }];
  assert.deepEqual(besidePoint([50, 60], own, size), [64, 76]);
  assert.deepEqual(besidePoint([390, 60], own, size), [296, 76]);
  assert.deepEqual(besidePoint([50, 244], own, size), [64, 260]); // it just fits
  assert.deepEqual(besidePoint([50, 245], own, size), [64, 193]);
  assert.deepEqual(besidePoint([2, 30], own, { width: 50, height: 60 }), [4, 4]);
});
