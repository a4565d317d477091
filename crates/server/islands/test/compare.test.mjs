// The order of cells in a table.

import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "./source.mjs";

const { compare, numberOf } = await source("compare");
const sorted = (cells, direction = "ascending") => [...cells].sort((a, b) => compare(a, b, direction));

test("numbers are read as they are printed", () => {
  for (const [text, value] of [
    ["12,538.7", 12538.7], ["+612", 612], ["-341", -341], ["\u22125.5", -5.5], ["58.4 %", 58.4], ["0", 0],
    [" 1,200 ", 1200], [".5", 0.5], ["3.000e20", 3e20],
  ]) assert.equal(numberOf(text), value, text);
  for (const text of ["", "\u2013", "2019-03", "1,20", "12 kt", "a1", "%", "+", "+612 (380 to 845)"]) {
    assert.equal(numberOf(text), null, text);
  }
});

test("numbers go by size, in both directions", () => {
  assert.deepEqual(sorted(["1,200", "-3", "40", "+5.5"]), ["-3", "+5.5", "40", "1,200"]);
  assert.deepEqual(sorted(["1,200", "-3", "40", "+5.5"], "descending"), ["1,200", "40", "+5.5", "-3"]);
});

test("what is missing comes last in both directions", () => {
  const cells = ["\u2013", "5", "n.r.", "0", "n.a."];
  assert.deepEqual(sorted(cells), ["0", "5", "\u2013", "n.r.", "n.a."]);
  assert.deepEqual(sorted(cells, "descending"), ["5", "0", "\u2013", "n.r.", "n.a."]);
});

test("words go by the alphabet, months in order of time, numbers before words", () => {
  assert.deepEqual(sorted(["river", "East", "north 10", "north 9"]), ["East", "north 9", "north 10", "river"]);
  assert.deepEqual(sorted(["2019-11", "2019-02", "2020-01"]), ["2019-02", "2019-11", "2020-01"]);
  assert.deepEqual(sorted(["closed", "7", "5"]), ["5", "7", "closed"]);
});

test("equal cells keep their order in both directions", () => {
  for (const direction of ["ascending", "descending"]) {
    const rows = [["b", 1], ["a", 2], ["b", 3], ["a", 4]];
    const order = rows.sort((x, y) => compare(x[0], y[0], direction)).map((row) => row[1]);
    assert.deepEqual(order, direction === "ascending" ? [2, 4, 1, 3] : [1, 3, 2, 4]);
  }
});
