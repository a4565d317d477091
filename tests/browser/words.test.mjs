// Every word that a reader sees is in the catalogue. The trial language puts each message of it between a Cyrillic and a
// Chinese letter, so what stands outside of them is in no catalogue, and what is cut up afterwards is not closed. It also
// shows that these letters stand in every face.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { browser, dossier, inTempFolder, kindsOfPages, landlocked, none, onEach, serve } from "./lib.mjs";

const TRIAL = ["--language", "en-XA"];
const CASE = resolve(dirname(fileURLToPath(import.meta.url)), "../../cases/mongolia");

/** Words of the case, which are its own, and of no language: names of formats, of economies, of the program. */
const own = new Set(["landlocked", "frictionless", "openapi"]);
const words = (text) => text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];

let site, chrome, whole;

before(async () => {
  [site, chrome] = await Promise.all([serve(...TRIAL), browser()]);
  whole = await dossier(site.url);
  const read = (path) =>
    statSync(path).isDirectory() ? readdirSync(path).forEach((name) => read(join(path, name))) : words(readFileSync(path, "utf8")).forEach((word) => own.add(word));
  read(CASE);
  // Names of economies come from a list of the standard.
  const names = new Intl.DisplayNames("en", { type: "region" });
  for (const a of "ABCDEFGHIJKLMNOPQRSTUVWXYZ") for (const b of "ABCDEFGHIJKLMNOPQRSTUVWXYZ") words(names.of(a + b)).forEach((word) => own.add(word));
});
after(() => Promise.all([site?.stop(), chrome?.close()]));

/** Takes messages away, the innermost first; a label that was too long ends early. */
const bare = (text) => {
  for (;;) {
    const less = text.replace(/[Өө]«(?:(?![Өө]«|»语)[^])*?(»语|…)/gu, (_, end) => (end === "…" ? " …" : " "));
    if (less === text) return text;
    text = less;
  }
};

/** What of a text is in no catalogue. */
const leaks = (text) => {
  const rest = bare(text)
    // Places in files, ids, addresses, units as symbols, names of formats, words that a label had no room for.
    .replace(/\S+[./_]\S*|\[[^\]\s]+\]|\p{L}+…/gu, " ")
    .replace(/\b(?:PNG|SVG|CSV|JSON|PDF|Excel|GeoJSON|GMNS|UA)\b/g, " ");
  const open = /[Өө]«|»语/u.test(rest) ? ["a message that is not closed"] : [];
  return [...open, ...words(rest).filter((word) => !own.has(word) && !/^[0-9a-f]+$/.test(word))];
};

test("pages, pictures and their text alternatives say nothing that is in no catalogue", () =>
  onEach(chrome, site.url, kindsOfPages(whole), {}, async (page) => {
    const texts = await page.evaluate(() => {
      const blocks = new Map();
      const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest("script, style, code, pre, .hash")) continue;
        let block = node.parentElement;
        while (block.parentElement && /^(a|b|i|em|strong|span|time|abbr|q|sup|sub|bdi|tspan|label|button|summary)$/i.test(block.tagName)) block = block.parentElement;
        blocks.set(block, (blocks.get(block) ?? "") + node.textContent);
      }
      const told = ["aria-label", "title", "alt", "placeholder"].flatMap((name) => [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name)));
      const described = document.querySelector("meta[name=description]")?.content ?? "";
      return [...blocks.values(), ...told, described];
    });
    assert.ok(texts.some((text) => /[Өө]«/u.test(text)), "nothing is in the trial language");
    return texts.map((text) => [leaks(text), text]).filter(([found]) => found.length > 0).map(([found, text]) => `${found.join(", ")} in "${text.replace(/\s+/g, " ").trim().slice(0, 200)}"`).slice(0, 5);
  }));

test("the paper says nothing that is in no catalogue, and holds the letters of both scripts", () =>
  inTempFolder(async (folder) => {
    for (const [name, options] of [["brief", []], ["full", ["--full"]]]) {
      const path = join(folder, `${name}.pdf`);
      const { code, stderr } = await landlocked("brief", ...options, ...TRIAL, "-o", path);
      assert.equal(code, 0, stderr);
      // Words that are parted at the end of a line are joined; what a page repeats stands between the lines.
      const text = execFileSync("pdftotext", ["-raw", path, "-"], { maxBuffer: 64 << 20 }).toString().replaceAll("\u00ad\n", "").replaceAll("-\n", "-")
        // A line may end within the signs round a message.
        .replace(/»\n语/gu, "»语").replace(/([Өө])\n«/gu, "$1«");
      assert.match(text, /Ө«/u);
      assert.match(text, /»语/u);
      const found = leaks(text);
      const share = found.length / words(text).length;
      assert.ok(share < 0.002, `${name}: ${found.length} words, ${[...new Set(found)].slice(0, 40).join(", ")}`);
    }
  }));

test("the report in the terminal says nothing that is in no catalogue", async () => {
  const { code, stdout, stderr } = await landlocked("report", ...TRIAL);
  assert.equal(code, 0, stderr);
  // A chart or map of dots and lines has letters for what it shows, on such lines and between them.
  const dots = (line) => /[\u2800-\u28ff\u2500-\u257f]/u.test(line ?? "");
  const all = stdout.split("\n");
  const lines = all.filter((line, at) => !dots(line) && !(/^\s*\p{L}+\s*$/u.test(line) && (dots(all[at - 1]) || dots(all[at + 1]))));
  none([...new Set(leaks(lines.join("\n")))].filter((word) => new Set(word).size > 1));
});

test("a dossier in another language has the same addresses and numbers", async () => {
  const english = await serve();
  try {
    const other = await dossier(english.url);
    assert.deepEqual(whole.pages.map(({ id }) => id), other.pages.map(({ id }) => id));
    assert.deepEqual(whole.figures.map(({ id }) => id), other.figures.map(({ id }) => id));
    assert.deepEqual(Object.keys(whole.numbers), Object.keys(other.numbers));
    const values = (one) => Object.values(one.numbers).map(({ value }) => value);
    assert.deepEqual(values(whole), values(other));
    assert.equal(whole.meta.language, "en-XA");
  } finally {
    await english.stop();
  }
});
