// Keys that stand for answers, and those that belong to something else.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answerOf, isTaken } from "../../../interestlab/ui/label/keys.js";

const KEYS = ["1", "2", "s", "?", "undo"];

test("a digit, a letter in any case, and the question mark answer", () => {
  assert.deepEqual(["1", "S", "?", "u", "U"].map((key) => answerOf({ key }, KEYS)), ["1", "s", "?", "undo", "undo"]);
  assert.deepEqual(["3", "x", "Enter", "z"].map((key) => answerOf({ key }, KEYS)), ["", "", "", ""]);
});

test("control and z take back, other combinations are the browser's", () => {
  assert.equal(answerOf({ key: "z", ctrlKey: true }, KEYS), "undo");
  assert.equal(answerOf({ key: "Z", metaKey: true }, KEYS), "undo");
  assert.equal(answerOf({ key: "1", ctrlKey: true }, KEYS), "");
  assert.equal(answerOf({ key: "s", metaKey: true }, KEYS), "");
  assert.equal(answerOf({ key: "1", altKey: true }, KEYS), "");
});

test("a key that is held down answers once", () => {
  assert.equal(answerOf({ key: "1", repeat: true }, KEYS), "");
});

test("what is written in a field or chosen in a window is no answer", () => {
  const dialog = { tagName: "DIV", getAttribute: (name) => (name === "role" ? "dialog" : null) };
  assert.ok(isTaken([{ tagName: "INPUT" }]));
  assert.ok(isTaken([{ tagName: "SPAN" }, { tagName: "TEXTAREA" }]));
  assert.ok(isTaken([{ tagName: "P", isContentEditable: true }]));
  assert.ok(isTaken([{ tagName: "SPAN" }, dialog]));
  const choice = (open) => ({ tagName: "INPUT", getAttribute: (name) => ({ role: "combobox", "aria-expanded": open })[name] ?? null });
  assert.ok(isTaken([choice("true")]));
  assert.ok(!isTaken([choice("false")]));
  assert.ok(!isTaken([{ tagName: "BUTTON" }, { tagName: "BODY" }, {}]));
});
