// What is saved as a table.

import assert from "node:assert/strict";
import { test } from "node:test";

import { csvText, lineRows, weightRows } from "../../../interestlab/ui/viewer/export.js";

const UNITS = { count: 3, labels: ["[CLS]", "a", "b"], special: [true, false, false], second: [false, false, false] };
const PAIR = { ...UNITS, second: [false, false, true] };

test("a table begins with the mark of UTF-8, its lines end as the standard says", () => {
  assert.equal(csvText([["a", 1], ["b", 2.5]]), "\ufeffa,1\r\nb,2.5\r\n");
});

test("commas, quotes and line ends are quoted", () => {
  assert.equal(csvText([["a,b", 'say "hi"', "x\ny", "plain"]]), '\ufeff"a,b","say ""hi""","x\ny",plain\r\n');
});

test("what a spreadsheet would run as a formula is marked, a negative number is not", () => {
  const [line] = csvText([["=1+1", "+1", "-1", "@x", "\tx", "\rx", "a=1", -1]]).slice(1).split("\r\n");
  assert.equal(line.startsWith("'=1+1,'+1,'-1,'@x,'\tx,"), true);
  assert.equal(csvText([[-1, "a=1"]]), "\ufeff-1,a=1\r\n");
});

test("the chosen row is saved from the threshold on, without zeros", () => {
  const rows = weightRows({ units: UNITS, visible: [0, 1, 2], weights: null, row: [0.7, 0.3, 0], unit: 1, threshold: 0.3 });
  assert.deepEqual(rows, [["token", "position", "looks at", "position", "weight"], ["a", 2, "[CLS]", 1, "0.7000"], ["a", 2, "a", 2, "0.3000"]]);
  assert.equal(weightRows({ units: UNITS, visible: [0, 1, 2], weights: null, row: [0.7, 0.3, 0], unit: 1, threshold: 0 }).length, 3);
});

test("of a matrix all visible rows and columns are saved", () => {
  const weights = [1, 1, 1, 0.5, 0.25, 0.25, 0.125, 0, 0.875];
  const rows = weightRows({ units: UNITS, visible: [1, 2], weights, row: [], unit: 1, threshold: 0 });
  assert.deepEqual(rows.slice(1).map((row) => [row[0], row[2], row[4]]), [["a", "a", "0.2500"], ["a", "b", "0.2500"], ["b", "b", "0.8750"]]);
});

test("of a pair it says which text; special tokens are of none", () => {
  const rows = weightRows({ units: PAIR, visible: [0, 1, 2], weights: null, row: [0.5, 0.25, 0.25], unit: 2, threshold: 0 });
  assert.deepEqual(rows[0], ["token", "position", "text", "looks at", "position", "text", "weight"]);
  assert.deepEqual(rows.slice(1).map((row) => row.slice(0, 6)), [["b", 3, 2, "[CLS]", 1, ""], ["b", 3, 2, "a", 2, 1], ["b", 3, 2, "b", 3, 2]]);
});

test("lines between layers are numbered as people count", () => {
  const lines = [{ layer: 0, from: 2, to: 1, share: 0.123456 }];
  assert.deepEqual(lineRows({ paths: { lines }, units: UNITS })[1], [1, "a", 2, "b", 3, "0.1235"]);
});
