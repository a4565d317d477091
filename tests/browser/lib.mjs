// What the browser tests share: the program, the browser, the pages, and small readers.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, "../..");
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
const BINARY = process.env.LANDLOCKED_BIN ?? join(TARGET, "release/landlocked");
const CHROMIUM =
  process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

const AXE = readFileSync(join(HERE, "node_modules/axe-core/axe.min.js"), "utf8");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const SCREENSHOTS = join(HERE, "screenshots");
export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 640 };

// ---- the program

/** Runs `landlocked` to its end: its exit code and what it wrote. */
export async function landlocked(...args) {
  try {
    const { stdout, stderr } = await promisify(execFile)(BINARY, args, { maxBuffer: 64 << 20 });
    return { code: 0, stdout, stderr };
  } catch (failure) {
    if (typeof failure.code !== "number") throw failure;
    return { code: failure.code, stdout: failure.stdout, stderr: failure.stderr };
  }
}

/** Starts `landlocked serve` on a free port. */
export function serve(...args) {
  const child = spawn(BINARY, ["serve", ...args, "--bind", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
  const gone = new Promise((done) => child.once("exit", done));
  let asked = false;
  const stop = async () => {
    asked = true;
    child.kill("SIGTERM");
    await gone;
  };
  return new Promise((found, failed) => {
    let out = "";
    let err = "";
    child.once("exit", (code, signal) => asked || console.error(`serve ended unasked: ${signal ?? `code ${code}`}\n${err}`));
    child.stderr.on("data", (chunk) => (err += chunk));
    child.stdout.on("data", (chunk) => {
      out += chunk;
      const url = out.match(/http:\/\/[\w.:[\]]+/)?.[0];
      if (url && out.includes("\n")) found({ url, stop });
    });
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`serve ended with ${code} before it listened: ${err}`)));
  });
}

/** A folder that goes away after the work. */
export async function inTempFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), "landlocked-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// ---- the pages

/** The text behind a path, which must answer 200. */
export async function get(url, path) {
  const response = await fetch(url + path);
  if (response.status !== 200) throw new Error(`${path} answers ${response.status}`);
  return response.text();
}

export const dossier = async (url) => JSON.parse(await get(url, "/dossier.json"));

/** Pages of text: those the dossier names. */
export const pagesOf = (dossier) => dossier.pages.map((page) => (page.id === "dossier" ? "/" : `/${page.id}`));

/** The moments of a figure that can be chosen. */
export const framesOf = (figure) => (figure.chart.frames?.length > 1 ? figure.chart.frames : []);

/** Figures of which a moment can be chosen. */
export const framed = (dossier) => dossier.figures.filter((figure) => framesOf(figure).length > 0);

/** The page, other than the front page, that shows a figure. */
export const homeOf = (dossier, id) => {
  const shows = (page) => page.sections.some((section) => section.blocks.some((block) => block.kind === "figure" && block.content === id));
  return `/${dossier.pages.find((page) => page.id !== "dossier" && shows(page)).id}`;
};

/** Every page that the program can give for a dossier. */
export const everyPath = (dossier) => [
  ...pagesOf(dossier),
  ...dossier.figures.flatMap(({ id }) => ["", ".part", ".svg", ".csv", ".json"].map((end) => `/fig/${id}${end}`)),
  ...framed(dossier).flatMap((figure) => framesOf(figure).map(({ key }) => `/fig/${figure.id}.part?on=${key}`)),
  ...tablesOf(dossier).map((id) => `/table/${id}.csv`),
  ...Object.keys(dossier.numbers).map((id) => `/trace/${encodeURIComponent(id)}`),
  "/dossier.json",
];

const tablesOf = (dossier) =>
  dossier.pages
    .flatMap((page) => page.sections)
    .flatMap((section) => section.blocks)
    .filter((block) => block.kind === "table")
    .map((block) => block.content.id);

/** One path of each kind of page: what accessibility and layout are tested on. */
export function kindsOfPages(dossier) {
  const traced = dossier.headlines[0].sentence.find((piece) => piece.number)?.number.id ?? Object.keys(dossier.numbers)[0];
  const figures = [dossier.figures[0], ...framed(dossier).slice(0, 1)];
  return [...pagesOf(dossier), ...figures.map(({ id }) => `/fig/${id}`), `/trace/${encodeURIComponent(traced)}`];
}

// ---- the browser

/** A browser. It opens nothing but our own pages, so it does without the sandbox that root and containers refuse. */
export function browser() {
  if (!CHROMIUM) throw new Error("no Chromium: install the package `chromium`, or name one in CHROMIUM");
  return chromium.launch({ executablePath: CHROMIUM, chromiumSandbox: false });
}

/** Opens pages in a context of its own; `options` are Playwright's. Nothing moves, so that nothing is met on its way. */
export async function visit(chrome, url, options, work) {
  const context = await chrome.newContext({ viewport: DESKTOP, reducedMotion: "reduce", ...options });
  try {
    const page = await context.newPage();
    return await work(page, (path) => page.goto(url + path, { waitUntil: "load" }));
  } finally {
    await context.close();
  }
}

/** What axe objects to, one line each. */
export async function objections(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((tags) => axe.run({ runOnly: { type: "tag", values: tags } }), AXE_TAGS);
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id} (${nodes.length}): ${node.target.join(" ")}: ${node.html.slice(0, 160)}`),
  );
}

/** Elements that reach over the right edge of the page, one line each. */
export const overflowing = (page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= width) return [];
    const name = (e) => `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ""}${e.className?.baseVal ?? e.className ? `.${e.className?.baseVal ?? e.className}` : ""}`;
    const over = [...document.querySelectorAll("body *")]
      .filter((e) => !e.closest(".scroll") || e.matches(".scroll"))
      .filter((e) => e.getBoundingClientRect().right > width + 0.5)
      .map((e) => `${name(e)} reaches ${Math.round(e.getBoundingClientRect().right)} of ${width}`);
    return over.length ? over.slice(0, 5) : [`the page is ${document.scrollingElement.scrollWidth} wide, not ${width}`];
  });

/** Bytes on the wire of every answer while `work` runs, or of those of one type, as the browser names it. */
export async function bytesOnTheWire(page, work, type) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  const wanted = new Set();
  session.on("Network.requestWillBeSent", (event) => (!type || event.type === type) && wanted.add(event.requestId));
  session.on("Network.loadingFinished", (event) => wanted.has(event.requestId) && (bytes += event.encodedDataLength));
  await work();
  await page.waitForLoadState("networkidle");
  await session.detach();
  return bytes;
}

// ---- readers and verdicts

/** Fails with the faults, one a line, when there are any. */
export function none(faults, what = "faults") {
  const shown = faults.slice(0, 25).map((fault) => `  ${fault}`);
  if (faults.length > shown.length) shown.push(`  and ${faults.length - shown.length} more`);
  assert.ok(faults.length === 0, `${faults.length} ${what}:\n${shown.join("\n")}`);
}

/** Records of RFC 4180 text, fields as they stand. */
export function csv(text) {
  const records = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/y;
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (!match) throw new Error(`no CSV at character ${field.lastIndex}`);
    records.at(-1).push(match[1]?.replaceAll('""', '"') ?? match[2]);
    if (match[3] === "\n" && field.lastIndex < text.length) records.push([]);
  }
  return records;
}
