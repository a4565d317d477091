// Tables that sort by a click on a heading: up, down, and back to the order of the author.

import { compare, type Direction } from "./compare";
import { every, make } from "./dom";
import { word } from "./words";

const NEXT: Record<string, Direction | null> = { "": "ascending", ascending: "descending", descending: null };
/** What stands where there is no number, in the language of the page. */
const missing = new Set([word("notReported"), word("notApplicable")]);
const ready = new WeakSet<Element>();

export const sort = (root: ParentNode): void => {
  for (const table of every<HTMLTableElement>(root, "table.sortable")) {
    const [body] = table.tBodies;
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
    if (ready.has(table) || !body || body.rows.length < 2) continue;
    ready.add(table);
    const original = [...body.rows];
    heads.forEach((head, column) => {
      if (head.colSpan !== 1 || head.querySelector("a,button")) return;
      const button = make("button", { type: "button", class: "sorter" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = NEXT[head.getAttribute("aria-sort") ?? ""] ?? null;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        if (next) head.setAttribute("aria-sort", next);
        const key = (row: HTMLTableRowElement): string => {
          const cell = row.cells[column];
          const text = cell?.dataset.value ?? cell?.textContent ?? "";
          return missing.has(text.trim()) ? "" : text;
        };
        const keyed = original.map((row) => ({ row, key: key(row) }));
        if (next) keyed.sort((a, b) => compare(a.key, b.key, next));
        body.append(...keyed.map(({ row }) => row));
      });
    });
  }
};
