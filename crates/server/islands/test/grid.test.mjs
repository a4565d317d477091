// The page gives the digits that the crate `figure` gives: both are tested with the same file.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { source } from "./source.mjs";

const vectors = JSON.parse(await readFile(new URL("../../../figure/tests/grid_vectors.json", import.meta.url)));
const [{ interpolate }, { format }] = await Promise.all([source("interpolate"), source("number")]);

test("numbers are printed alike", () => {
  assert.ok(vectors.format.length > 20);
  for (const [value, decimals, expected] of vectors.format) {
    assert.equal(format(value, decimals), expected, `${value} with ${decimals} decimals`);
  }
  assert.equal(format(null, 2), "\u2013");
});

test("values between the points of a grid are the same to the last bit", () => {
  let count = 0;
  for (const { grid, asked } of vectors.grids) {
    for (const { at, expected } of asked) {
      for (const [place, [value, text]] of expected.entries()) {
        const output = grid.outputs[place];
        const found = interpolate(grid.axes, output.values, at);
        assert.equal(found, value, `${output.name} at ${at}`);
        assert.equal(format(found, output.decimals), text);
        count++;
      }
    }
  }
  assert.ok(count > 50);
});

test("what does not fit the grid has no value", () => {
  const axes = [{ values: [0, 1] }, { values: [5] }];
  assert.equal(interpolate(axes, [2, null], [0, 5]), 2);
  assert.equal(interpolate(axes, [2, null], [0.5, 5]), null);
  assert.equal(interpolate(axes, [2, null], [0]), null);
  assert.equal(interpolate(axes, [2], [0, 5]), null);
  assert.equal(interpolate(axes, [2, null], [NaN, 5]), null);
  assert.equal(interpolate([{ values: [1, 1] }], [2, null], [1]), null);
  assert.equal(interpolate([{ values: [] }], [], [1]), null);
  assert.equal(interpolate([], [7], []), 7);
});
