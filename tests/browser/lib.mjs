// What the browser tests share: the program, the browser, the pages, and small readers.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
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

const blocksOf = (page) => page.sections.flatMap((section) => section.blocks);

/** The page, other than the front page, that shows a figure. */
export const homeOf = (dossier, id) => {
  const shows = (page) => blocksOf(page).some((block) => block.kind === "figure" && block.content === id);
  return `/${dossier.pages.find((page) => page.id !== "dossier" && shows(page)).id}`;
};

/** The kinds of the numbers and the files of their rows: each has a page of its own. */
export const groupsOf = (dossier) => [...new Set(Object.keys(dossier.numbers).map((id) => id.split(".").slice(0, 2).join(".")))];
export const filesOf = (dossier) => [...new Set(Object.keys(dossier.rows).map((at) => at.split(":")[0]))];

/** The addresses of a page's tables without a picture. */
const tablesOf = (dossier) => dossier.pages.flatMap(blocksOf).filter((block) => block.kind === "table").map((block) => block.content.id);

/** How a figure is given as text. Its picture in pixels says the same and is tested apart. */
const ENDS = ["", ".part", ".svg", ".csv", ".json", ".metadata.json", ".points.js"];

/** Every address at which the program gives text for a dossier. */
export const everyPath = (dossier) => [
  ...pagesOf(dossier),
  ...dossier.figures.flatMap(({ id }) => [...ENDS.map((end) => `/fig/${id}${end}`), `/embed/${id}`]),
  ...framed(dossier).flatMap((figure) => framesOf(figure).map(({ key }) => `/fig/${figure.id}.part?on=${key}`)),
  ...tablesOf(dossier).map((id) => `/table/${id}.csv`),
  ...Object.keys(dossier.numbers).map((id) => `/trace/${encodeURIComponent(id)}`),
  ...groupsOf(dossier).map((group) => `/traces/${encodeURIComponent(group)}`),
  ...filesOf(dossier).map((file) => `/rows/${file}`),
  ...new Set([...filesOf(dossier), "sources.csv"].map((file) => `/data/${file}`)),
  ...(dossier.panel ? ["/panel.ics", "/panel/event.ics"] : []),
  ...["/search", "/search.js", "/events.ics", "/feed.xml", "/sitemap.xml", "/datapackage.json", "/network.geojson"],
  ...["", "/meta", "/opening", "/findings", "/pages", "/figures", "/numbers", "/events", "/sources", "/changes", "/terms", "/panel"].map((end) => `/api/v1${end}`),
  ...["/api/openapi.json", "/dossier.json"],
];

/** The page of a measured effect, if there is one. */
export const effectPage = (dossier) => dossier.pages.find(({ id }) => id.startsWith("effect-of-"))?.id;

/** One address of each kind of page: what accessibility, layout and weight are tested on. */
export function kindsOfPages(dossier) {
  const above = dossier.pages.filter((page) => !page.under);
  // Of the pages of a kind the one with most to show.
  const richest = new Map();
  for (const page of dossier.pages.filter((page) => page.under)) {
    const known = richest.get(kindOf(page));
    if (!known || blocksOf(page).length > blocksOf(known).length) richest.set(kindOf(page), page);
  }
  const pages = [...above, ...richest.values()].map(({ id }) => (id === "dossier" ? "/" : `/${id}`));
  const traced = dossier.headlines[0].sentence.find((piece) => piece.number)?.number.id ?? Object.keys(dossier.numbers)[0];
  const figures = [dossier.figures[0], ...framed(dossier).slice(0, 1)].map(({ id }) => `/fig/${id}`);
  return [...new Set([
    ...pages, ...figures,
    `/embed/${dossier.figures[0].id}`, "/search", "/search?q=coal", `/trace/${encodeURIComponent(traced)}`,
    `/traces/${groupsOf(dossier)[0]}`, `/rows/${filesOf(dossier)[0]}`,
  ])];
}

/** Pages of one kind begin alike: `events/`, `people/`, `effect-of-`. */
const kindOf = ({ id }) => id.match(/^(\w+\/|effect-of-)/)?.[0] ?? id;

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

/** Runs `work` on each path in one tab; it gives the faults of one page, and there may be none. */
export async function onEach(chrome, url, paths, options, work) {
  const faults = [];
  await visit(chrome, url, options, async (page, open) => {
    for (const path of paths) {
      await open(path);
      faults.push(...(await work(page, path)).map((fault) => `${path}: ${fault}`));
    }
  });
  none(faults);
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

/** What the browser objects to while pages are open: errors, failed requests, requests elsewhere, breaches of the policy. */
export function watch(page, url) {
  const faults = [];
  const own = (address) => /^(data|blob|about):/.test(address) || (url.startsWith("file:") ? address.startsWith("file:") : new URL(address).host === new URL(url).host);
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error}`));
  page.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && faults.push(`failed: ${request.url()}`));
  page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()} ${response.url()}`));
  page.on("request", (request) => own(request.url()) || faults.push(`elsewhere: ${request.url()}`));
  return faults;
}

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

/** A server of files on a free port; `below` is the path at which the folder stands. */
export async function serveFiles(folder, below = "") {
  const types = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript", svg: "image/svg+xml", json: "application/json", png: "image/png" };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://here").pathname);
    const inside = path.startsWith(`${below}/`) ? join(folder, path.slice(below.length)) : null;
    const file = inside?.startsWith(folder) && (inside.endsWith("/") ? join(inside, "index.html") : inside);
    const bytes = file ? await readFile(file).catch(() => null) : null;
    if (!bytes) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[file.split(".").at(-1)] ?? "application/octet-stream" }).end(bytes);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const stop = () => new Promise((done) => (server.closeAllConnections(), server.close(done)));
  return { url: `http://127.0.0.1:${server.address().port}${below}`, stop };
}

// ---- readers and verdicts

/** Words without what keeps a number and its unit on one line, as programs print them. */
export const loose = (text) => text.trim().replaceAll("\u00a0", " ");

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

/** Width, height and words of a PNG file. */
export function png(bytes) {
  assert.equal(bytes.toString("latin1", 1, 4), "PNG");
  const text = {};
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.toString("latin1", at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    at += 12 + length;
    const end = data.indexOf(0);
    const key = data.toString("latin1", 0, Math.max(end, 0));
    if (kind === "tEXt") text[key] = data.toString("latin1", end + 1);
    if (kind === "iTXt") {
      // Behind the key: two bytes about compression, a language, the key in that language.
      const words = data.indexOf(0, data.indexOf(0, end + 3) + 1) + 1;
      text[key] = data.toString("utf8", words);
    }
  }
  return { size: [bytes.readUInt32BE(16), bytes.readUInt32BE(20)], text };
}
