// The order of cells: numbers by size, words by the alphabet, what is missing last.

export type Direction = "ascending" | "descending";

const MISSING = new Set(["", "\u2013", "\u2014", "-", "n.r.", "n.a.", "missing", "not_reported", "not_applicable"]);
const NUMBER = /^[+\-\u2212]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?(e[+-]?\d+)?\s*%?$/i;
// Made at the first sort: it takes longer than all else that the script does at the start.
let collator: Intl.Collator | undefined;
const words = (): Intl.Collator =>
  (collator ??= new Intl.Collator(globalThis.document?.documentElement.lang || "en", { numeric: true }));

/** The number that a cell prints, if it prints one. */
export const numberOf = (text: string): number | null => {
  const trimmed = text.trim();
  if (!/\d/.test(trimmed) || !NUMBER.test(trimmed)) return null;
  const value = Number(trimmed.replace("\u2212", "-").replace(/[,%\s]/g, ""));
  return Number.isFinite(value) ? value : null;
};

/** Below, equal or above zero, as for `Array.sort`. Numbers come before words. */
export const compare = (left: string, right: string, direction: Direction): number => {
  const [a, b] = [left.trim(), right.trim()];
  const missing = Number(MISSING.has(a)) - Number(MISSING.has(b));
  if (missing !== 0 || MISSING.has(a)) return missing;
  const turn = direction === "descending" ? -1 : 1;
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null) return turn * (x - y);
  if (x !== null || y !== null) return turn * (x === null ? 1 : -1);
  return turn * words().compare(a, b);
};
