// The site of files: made by `build`, opened from a disk and from a plain server of files, with the digits of the served one.

import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browser, dossier, filesOf, framed, framesOf, get, groupsOf, kindsOfPages, landlocked, none, objections, pagesOf, serve, serveFiles, visit, watch } from "./lib.mjs";

/** Where the folder stands on a server: not at its root. */
const BELOW = "/papers/2023";

let home, folder, site, plain, chrome, whole;

before(async () => {
  home = await mkdtemp(join(tmpdir(), "landlocked-"));
  folder = join(home, "site");
  const made = await landlocked("build", "-o", folder);
  assert.equal(made.code, 0, made.stderr);
  [site, plain, chrome] = await Promise.all([serve(), serveFiles(folder, BELOW), browser()]);
  whole = await dossier(site.url);
});
after(async () => {
  await chrome?.close();
  await plain?.stop();
  await site?.stop();
  if (home) await rm(home, { recursive: true, force: true });
});

/** The file of an address that is a page. */
const pageFile = (path) => (path === "/" ? "index.html" : `${path.slice(1)}/index.html`);

/** One page of each kind that a folder can have, as its file. */
function kinds() {
  const asks = /^\/(embed|trace|rows|traces)\/|\?/;
  const map = framed(whole)[0];
  return [
    ...kindsOfPages(whole).filter((path) => !asks.test(path)).map(pageFile),
    ...(map ? [`fig/${map.id}/${framesOf(map)[0].key}/index.html`] : []),
    `traces/${groupsOf(whole)[0]}/index.html`,
    `rows/${filesOf(whole)[0]}/index.html`,
  ];
}

/** All files below the folder. */
const all = async () => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)));
};

const PLACES = [
  ["from a disk", () => pathToFileURL(folder).href],
  ["from a server of files, below a path", () => plain.url],
];

test("the program says what it made, and never writes over a folder", async () => {
  const again = await landlocked("build", "-o", folder);
  assert.equal(again.code, 2, again.stderr);
  for (const file of ["index.html", "dossier.json", "brief.pdf", "feed.xml", "search.js"]) assert.ok((await stat(join(folder, file))).size > 0, file);
});

test("every link of every page leads to a file and a place in it", async () => {
  const files = new Set(await all());
  const pages = new Map();
  for (const file of [...files].filter((file) => file.endsWith(".html"))) pages.set(file, await readFile(join(folder, file), "utf8"));
  assert.ok(pages.size > whole.pages.length + whole.figures.length, `only ${pages.size} pages`);
  const ids = new Map();
  const idsOf = (file) => {
    if (!ids.has(file)) ids.set(file, new Set([...pages.get(file).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)));
    return ids.get(file);
  };
  const dead = new Set();
  for (const [file, text] of pages) {
    for (const [, href] of text.matchAll(/ (?:href|src|data-points|data-index|data-part-of)="([^"]*)"/g)) {
      const address = href.replaceAll("&#x2f;", "/").replaceAll("&amp;", "&");
      if (/^(https?|mailto|data):/.test(address)) continue;
      const [path, anchor] = address.split("#");
      const to = path ? relative(folder, resolve(folder, dirname(file), decodeURIComponent(path.split("?")[0]))) : file;
      if (path.startsWith("/") || !files.has(to)) dead.add(`${file}: ${address}`);
      else if (anchor && !to.endsWith(".html")) dead.add(`${file}: ${address} is no page`);
      else if (anchor && !idsOf(to).has(decodeURIComponent(anchor))) dead.add(`${file}: ${address} (no such place)`);
    }
  }
  none([...dead], "dead links");
});

for (const [name, base] of PLACES) {
  test(`${name} every kind of page opens: pictures, no fault, no objection of axe`, async () => {
    const found = [];
    await visit(chrome, base(), {}, async (page) => {
      const faults = watch(page, base());
      for (const file of kinds()) {
        faults.splice(0);
        await page.goto(`${base()}/${file}`);
        await page.waitForLoadState("networkidle");
        found.push(...faults.map((fault) => `${file}: ${fault}`));
        const blind = await page.evaluate(() => [...document.querySelectorAll("figure")].filter((figure) => [...figure.querySelectorAll("svg")].filter((svg) => svg.getBoundingClientRect().height > 60).length !== 1).map((figure) => `${figure.id} shows no picture, or more than one`));
        const bare = await page.evaluate(() => (getComputedStyle(document.body).maxWidth === "none" ? ["no style"] : []));
        found.push(...[...blind, ...bare, ...(await objections(page))].map((fault) => `${file}: ${fault}`));
      }
    });
    none(found);
  });

  test(`${name} hovering shows points, search finds, and links lead on`, async () => {
    await visit(chrome, base(), {}, async (page) => {
      const faults = watch(page, base());
      await page.goto(`${base()}/index.html`);
      await page.locator("nav").getByRole("link", { name: whole.pages.find(({ id }) => id === "trade").title, exact: true }).click();
      assert.ok(page.url().endsWith("/trade/index.html"), page.url());

      const svg = page.locator("figure svg:visible").first();
      await svg.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await svg.boundingBox();
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.mouse.move(x + width / 2 + 5, y + height / 2);
      await page.locator("figure .tip:visible").first().waitFor();
      assert.match(await page.locator("figure .tip:visible").first().innerText(), /\d/);
      await page.keyboard.press("Escape");

      const figure = whole.figures.at(-1);
      await page.locator("#q").pressSequentially(figure.title);
      const option = page.locator(".found [role=option]", { hasText: figure.title }).first();
      await option.waitFor();
      await option.click();
      await page.waitForURL(`**/fig/${figure.id}/index.html`);

      // From a number to its rows, by links alone.
      const number = page.locator("figure a.n").first();
      if (await number.count()) {
        await number.click();
        assert.match(page.url(), /\/traces\/[^/]+\/index\.html#/);
        const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
        const rows = page.locator(`[id="${id}"] a[href*="/rows/"]`).first();
        await rows.click();
        await page.waitForLoadState();
        assert.match(page.url(), /\/rows\/.*#\d+$/);
        assert.ok(await page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`).isVisible());
      }
      none(faults);
    });
  });
}

test("on a disk a month of a map is chosen by links", async (t) => {
  const [map] = framed(whole);
  if (!map) return t.skip("no map has months");
  await visit(chrome, "", {}, async (page) => {
    await page.goto(`${PLACES[0][1]()}/fig/${map.id}/index.html`);
    const first = await page.locator("figure .wide svg").innerHTML();
    await page.locator("a.before").click();
    assert.match(page.url(), new RegExp(`/fig/${map.id}/[^/]+/index\\.html$`));
    assert.notEqual(await page.locator("figure .wide svg").innerHTML(), first);
    await page.locator("a.after").click();
    assert.equal(await page.locator("figure .wide svg").innerHTML(), first);
  });
});

/** What a page says in digits: its findings, sentences and tables, and the words of its pictures. */
const said = (page, text) =>
  page.evaluate((text) => {
    const whole = new DOMParser().parseFromString(text, "text/html");
    const words = (css) => [...whole.querySelectorAll(css)].map((one) => one.textContent.replaceAll(/\s+/g, " ").trim());
    return {
      title: words("h1"),
      findings: words(".findings .finding, .opening p"),
      sentences: words("main section > p:not(.take):not(.frames), .sources p, .events p"),
      tables: words("table").filter((_, at) => !whole.querySelectorAll("table")[at].closest(".plan")),
      pictures: words("figure svg"),
      labels: [...whole.querySelectorAll("figure svg")].map((svg) => svg.getAttribute("aria-label")),
    };
  }, text);

test("every page and figure has the digits of the served one", async () => {
  const faults = [];
  let tables = 0;
  await visit(chrome, site.url, {}, async (page, open) => {
    await open("/healthz");
    for (const path of [...pagesOf(whole), ...whole.figures.map(({ id }) => `/fig/${id}`)]) {
      const served = await said(page, await get(site.url, path));
      const kept = await said(page, await readFile(join(folder, pageFile(path)), "utf8"));
      // What has to be asked for is left out of files: the words for an embed, another setting.
      const asks = (words) => /^(Put this into a page|<iframe|The published setting is fitted)/.test(words);
      served.sentences = served.sentences.filter((words) => !asks(words));
      tables += kept.tables.length;
      for (const what of Object.keys(served)) {
        const at = served[what].findIndex((words, place) => words !== kept[what][place]);
        if (at >= 0 || served[what].length !== kept[what].length) faults.push(`${path}, ${what} ${at}: "${served[what][at]?.slice(0, 80)}" is "${kept[what][at]?.slice(0, 80)}"`);
      }
    }
  });
  assert.ok(tables > whole.figures.length, `only ${tables} tables`);
  none(faults);
});

test("files to take away are those of the server, byte for byte", async () => {
  const faults = [];
  for (const { id } of whole.figures) {
    for (const end of [".svg", ".csv", ".json", ".metadata.json", ".points.js"]) {
      const file = `fig/${id}${end}`;
      if ((await readFile(join(folder, file), "utf8")) !== (await get(site.url, `/${file}`))) faults.push(file);
    }
  }
  for (const file of ["dossier.json", "events.ics", "panel.ics", "datapackage.json", "network.geojson"]) {
    if ((await readFile(join(folder, file), "utf8")) !== (await get(site.url, `/${file}`))) faults.push(file);
  }
  none(faults, "files that differ");
});

test("the folder can be moved: no file names where it was made", async () => {
  const faults = [];
  for (const file of (await all()).filter((file) => /\.(html|js|css|xml|json|svg)$/.test(file))) {
    const text = await readFile(join(folder, file), "utf8");
    if (text.includes(home) || text.includes(fileURLToPath(import.meta.url))) faults.push(file);
  }
  none(faults);
});
