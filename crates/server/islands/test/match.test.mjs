// What the search finds.

import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "./source.mjs";

const { match, MOST } = await source("match");
const entry = (t, k, w) => ({ t, k, u: "/x", w });
const entries = [
  entry("Gates by month", "figure", "salt lorries north"),
  entry("Salt by rail", "figure", "gates"),
  entry("Salted paths", "term", "politics"),
  entry("Exports of salt", "page", "trade"),
  entry("Café au lait", "term", ""),
];
const titles = (question) => match(entries, question).found.map((one) => one.t);

test("every word must begin a word; whole words in the title come first, then beginnings, then the rest", () => {
  assert.deepEqual(titles("salt"), ["Salt by rail", "Exports of salt", "Salted paths", "Gates by month"]);
  assert.deepEqual(titles("salt gates"), ["Gates by month", "Salt by rail"]);
  assert.deepEqual(titles("SALT  tra"), ["Exports of salt"]);
  assert.deepEqual(titles("alt"), []);
  assert.deepEqual(titles("salt nothing"), []);
});

test("kinds and words without their accents are found", () => {
  assert.deepEqual(titles("term"), ["Salted paths", "Café au lait"]);
  assert.deepEqual(titles("cafe"), ["Café au lait"]);
});

test("an empty question finds nothing, a broad one at most twenty", () => {
  assert.deepEqual(match(entries, "  "), { found: [], count: 0 });
  const many = Array.from({ length: 50 }, (_, place) => entry(`Gate ${place}`, "figure", ""));
  const { found, count } = match(many, "gate");
  assert.equal(found.length, MOST);
  assert.equal(count, 50);
});
