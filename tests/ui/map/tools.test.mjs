// What pointers, wheel and keys do to the map: real events on a target that stands for the canvas.

import assert from "node:assert/strict";
import { test } from "node:test";

import { boxBetween, listenToKeys, listenToPointers, wheelFactor } from "../../../interestlab/ui/map/tools.js";

/** A canvas at (100, 50) of the page, the tool in hand, and a record of what the map is told. */
function stage(tool) {
  const told = [];
  const canvas = Object.assign(new EventTarget(), {
    getBoundingClientRect: () => ({ left: 100, top: 50 }),
    setPointerCapture() {},
  });
  const note = (name) => (...values) => void told.push([name, ...values]);
  const target = { tool: () => tool, ...Object.fromEntries(["pan", "zoomAt", "draft", "commit", "hover", "open", "press"].map((name) => [name, note(name)])) };
  listenToPointers(canvas, target);
  listenToKeys(canvas, target);
  const send = (type, x, y, more = {}) => {
    const event = new Event(type, { cancelable: true });
    canvas.dispatchEvent(Object.assign(event, { pointerId: 1, button: 0, clientX: 100 + x, clientY: 50 + y, pointerType: "mouse", shiftKey: false, ...more }));
    return event;
  };
  /** Presses at the first place, moves over the others and lets go at the last. */
  const draw = (...places) => {
    send("pointerdown", ...places[0]);
    for (const place of places.slice(1)) send("pointermove", ...place);
    send("pointerup", ...places[places.length - 1]);
  };
  const only = (name) => told.filter(([what]) => what === name).map(([, ...values]) => values);
  return { send, draw, told, only };
}

test("a press that does not move opens what lies there, with whatever tool; on a screen to touch, from farther away", () => {
  for (const tool of ["pan", "lasso", "box"]) {
    const { draw, only } = stage(tool);
    draw([10, 10], [12, 11]);
    assert.deepEqual(only("open"), [[[12, 11], 8]]);
    draw([10, 10], [40, 10]);
    assert.equal(only("open").length, 1);
  }
  const { send, only } = stage("pan");
  send("pointerdown", 5, 6, { pointerType: "touch" });
  send("pointerup", 5, 6, { pointerType: "touch" });
  assert.deepEqual(only("open"), [[[5, 6], 16]]);
});

test("a lasso commits its path once, and takes its outline away", () => {
  const { draw, only } = stage("lasso");
  draw([10, 10], [40, 10], [40, 40], [10, 40]);
  assert.deepEqual(only("commit"), [[[[10, 10], [40, 10], [40, 40], [10, 40]]]]);
  assert.deepEqual(only("draft").at(-1), [null]);
  assert.deepEqual(only("pan"), []);
});

test("a lasso leaves out steps of less than two pixels", () => {
  const { draw, only } = stage("lasso");
  draw([10, 10], [20, 10], [21, 10], [21.9, 10], [22, 10], [22, 30]);
  assert.deepEqual(only("commit")[0][0], [[10, 10], [20, 10], [22, 10], [22, 30]]);
});

test("a lasso of two places picks nothing", () => {
  const { draw, only } = stage("lasso");
  draw([10, 10], [40, 10]);
  assert.deepEqual(only("commit"), []);
});

test("a box commits the four corners between where it began and ended, whichever way it was drawn", () => {
  const { draw, only } = stage("box");
  draw([40, 30], [20, 20], [10, 5]);
  assert.deepEqual(only("commit"), [[[[40, 30], [10, 30], [10, 5], [40, 5]]]]);
  assert.deepEqual(boxBetween([1, 2], [3, 4]), [[1, 2], [3, 2], [3, 4], [1, 4]]);
});

test("up to three pixels are a click, which asks what lies there and draws nothing", () => {
  for (const tool of ["pan", "lasso", "box"]) {
    const { draw, only } = stage(tool);
    draw([10, 10], [13, 10]);
    assert.deepEqual(only("hover").at(-1), [[13, 10], 8]);
    assert.deepEqual([only("commit"), only("pan")], [[], []]);
  }
});

test("a finger reaches farther than a mouse", () => {
  const { send, only } = stage("pan");
  send("pointerdown", 5, 5, { pointerType: "touch" });
  send("pointerup", 5, 5, { pointerType: "touch" });
  assert.deepEqual(only("hover").at(-1), [[5, 5], 16]);
});

test("the pan tool moves the map by what the pointer moved, from where the drag began", () => {
  const { draw, only } = stage("pan");
  draw([10, 10], [12, 10], [20, 15], [25, 15]);
  assert.deepEqual(only("pan"), [[10, 5], [5, 0]]); // the first two pixels were still a click
  assert.deepEqual(only("commit"), []);
});

test("with shift the pan tool is a lasso, and a box stays a box", () => {
  for (const [tool, corners] of [["pan", 3], ["box", 4]]) {
    const { send, only } = stage(tool);
    send("pointerdown", 10, 10, { shiftKey: true });
    send("pointermove", 40, 10);
    send("pointermove", 40, 40);
    send("pointerup", 40, 40);
    assert.equal(only("commit")[0][0].length, corners);
  }
});

test("what the system cancels picks nothing", () => {
  const { send, only } = stage("box");
  send("pointerdown", 10, 10);
  send("pointermove", 40, 40);
  send("pointercancel", 40, 40);
  assert.deepEqual(only("commit"), []);
  assert.deepEqual(only("draft").at(-1), [null]);
});

test("other buttons of the mouse do nothing", () => {
  for (const button of [1, 2]) {
    const { send, only } = stage("lasso");
    send("pointerdown", 10, 10, { button });
    send("pointermove", 40, 40);
    assert.deepEqual(only("draft"), []);
  }
});

test("two fingers pinch: the map moves with their middle and grows with their distance, and nothing is picked", () => {
  const { send, only } = stage("lasso");
  send("pointerdown", 100, 20);
  send("pointerdown", 106, 28, { pointerId: 2 });
  send("pointermove", 118, 44, { pointerId: 2 });
  assert.deepEqual(only("pan"), [[6, 8]]);
  assert.deepEqual(only("zoomAt"), [[[109, 32], 3]]);
  send("pointerup", 30, 0, { pointerId: 2 });
  send("pointermove", 20, 20); // the finger that stays moves nothing
  send("pointerup", 20, 20);
  assert.deepEqual([only("pan").length, only("zoomAt").length, only("commit")], [1, 1, []]);
});

test("two fingers in one place magnify by no infinite factor", () => {
  const { send, only } = stage("pan");
  send("pointerdown", 5, 5);
  send("pointerdown", 5, 5, { pointerId: 2 });
  send("pointermove", 9, 5, { pointerId: 2 });
  assert.deepEqual(only("zoomAt"), [[[7, 5], 4]]);
});

test("a pointer that only passes by asks what lies there; a finger cannot, and leaving asks for nothing", () => {
  const { send, only } = stage("pan");
  send("pointermove", 7, 8);
  send("pointermove", 9, 9, { pointerType: "touch" });
  send("pointerleave", 0, 0);
  assert.deepEqual(only("hover"), [[[7, 8], 8], [null]]);
});

test("the wheel magnifies around the pointer and does not scroll the page", () => {
  const { send, only } = stage("pan");
  const event = send("wheel", 30, 40, { deltaY: -100, deltaMode: 0 });
  assert.deepEqual(only("zoomAt"), [[[30, 40], Math.exp(0.2)]]);
  assert.ok(event.defaultPrevented);
});

test("lines and pages of the wheel count as pixels, within a limit", () => {
  assert.equal(wheelFactor({ deltaY: 5, deltaMode: 1 }), wheelFactor({ deltaY: 100, deltaMode: 0 }));
  assert.equal(wheelFactor({ deltaY: 0.5, deltaMode: 2 }), wheelFactor({ deltaY: 200, deltaMode: 0 }));
  assert.equal(wheelFactor({ deltaY: 1e9, deltaMode: 0 }), Math.exp(-0.48));
  assert.equal(wheelFactor({ deltaY: -1e9, deltaMode: 2 }), Math.exp(0.48));
  assert.equal(wheelFactor({ deltaY: 0, deltaMode: 0 }), 1);
});

test("keys move, magnify, show all, choose tools and clear", () => {
  const { send, told } = stage("pan");
  for (const key of ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "+", "_", "0", "L", "Escape", "Enter"]) send("keydown", 0, 0, { key });
  assert.deepEqual(told, [["pan", 60, 0], ["pan", 0, 60], ["pan", -60, 0], ["pan", 0, -60], ["press", "nearer"], ["press", "farther"], ["press", "home"], ["press", "lasso"], ["press", "clear"], ["press", "open"]]);
});

test("keys of the browser and of the page are left alone", () => {
  const { send, told } = stage("pan");
  const events = [{ key: "0", ctrlKey: true }, { key: "l", metaKey: true }, { key: "ArrowLeft", altKey: true }, { key: "Tab" }, { key: "x" }].map((key) => send("keydown", 0, 0, key));
  assert.deepEqual(told, []);
  assert.ok(events.every((event) => !event.defaultPrevented));
});
