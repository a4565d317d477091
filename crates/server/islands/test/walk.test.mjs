// From point to point by keys.

import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "./source.mjs";

const { nearest, step } = await source("walk");
// Two lines of three points, and one of two.
const marks = [
  [0, 10, 0, "a", ""], [10, 12, 0, "b", ""], [20, 9, 0, "c", ""],
  [0, 50, 1, "a", ""], [10, 52, 1, "b", ""], [20, 51, 1, "c", ""],
  [11, 90, 3, "b", ""], [30, 90, 3, "d", ""],
];

test("the nearest point", () => {
  assert.equal(nearest(marks, 9, 49), 4);
  assert.equal(nearest(marks, 500, 500), 7);
  assert.equal(nearest([], 1, 1), -1);
});

test("left and right along a series, up and down to the neighbour in the next", () => {
  assert.equal(step(marks, -1, "ArrowRight"), 0);
  assert.equal(step(marks, 0, "ArrowRight"), 1);
  assert.equal(step(marks, 2, "ArrowRight"), 2, "the end stays");
  assert.equal(step(marks, 0, "ArrowLeft"), 0);
  assert.equal(step(marks, 1, "ArrowDown"), 4);
  assert.equal(step(marks, 4, "ArrowDown"), 6, "a series may lack");
  assert.equal(step(marks, 7, "ArrowUp"), 5);
  assert.equal(step(marks, 1, "ArrowUp"), 1);
  assert.equal(step(marks, 4, "Home"), 3);
  assert.equal(step(marks, 4, "End"), 5);
  assert.equal(step(marks, 4, "a"), null);
  assert.equal(step([], -1, "ArrowRight"), null);
});

test("with one series up and down go along it", () => {
  const bars = [[9, 10, 0, "a", ""], [3, 30, 0, "b", ""]];
  assert.equal(step(bars, 0, "ArrowDown"), 1);
  assert.equal(step(bars, 1, "ArrowUp"), 0);
});
