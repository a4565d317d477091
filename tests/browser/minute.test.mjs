// The first minutes of a minister, an economist and a journalist: each need is met in three clicks, and nothing leads nowhere.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { PHONE, browser, csv, dossier, effectPage, inTempFolder, landlocked, loose, none, png, serve, visit, watch } from "./lib.mjs";

/** Clicks to a need. */
const MOST = 3;

let site, chrome, whole;

before(async () => {
  [site, chrome] = await Promise.all([serve(), browser()]);
  whole = await dossier(site.url);
});
after(async () => {
  await chrome?.close();
  await site?.stop();
});

/** A reader who begins on the front page, whose clicks are counted, and to whom nothing may go wrong. */
const reader = (options, work) =>
  visit(chrome, site.url, options, async (page, open) => {
    const faults = watch(page, site.url);
    let clicks = 0;
    const begin = async () => {
      clicks = 0;
      assert.equal((await open("/")).status(), 200);
    };
    const click = async (locator) => {
      clicks += 1;
      assert.ok(clicks <= MOST, `${clicks} clicks to ${await locator.textContent()}`);
      await locator.click();
      await page.waitForLoadState();
    };
    /** Clicks a link to a file, and gives its bytes and its name. */
    const take = async (locator) => {
      const download = page.waitForEvent("download");
      await click(locator);
      const file = await download;
      return { bytes: await readFile(await file.path()), name: file.suggestedFilename(), url: file.url() };
    };
    await begin();
    await work({ page, open, click, take, begin });
    none(faults);
  });

const run = (program, ...args) => promisify(execFile)(program, args, { maxBuffer: 64 << 20 }).then(({ stdout }) => stdout);
const numbers = (text) => text.replaceAll("\u2212", "-").match(/-?\d[\d,]*(?:\.\d+)?/g) ?? [];

// ---- minister

const MINISTER = { viewport: PHONE, javaScriptEnabled: false };

test("minister: three sentences with their likely ranges, a map in the first screens, the next date", () =>
  reader(MINISTER, async ({ page }) => {
    const sentences = await page.locator(".opening p:not(.next)").allInnerTexts();
    assert.equal(sentences.length, 3, sentences.join("\n"));
    for (const sentence of sentences) {
      assert.match(sentence, /likely|between .* and|\d\s%: |from .* to/, sentence);
      assert.ok(numbers(sentence).length >= 3, `a middle and two ends: ${sentence}`);
    }
    for (const one of await page.locator(".opening p:not(.next)").all()) assert.ok((await one.locator("a.n").count()) >= 2, "numbers lead to their rows");
    // The first sentence needs no scrolling, the map little.
    const { y } = await page.locator(".opening p").first().boundingBox();
    assert.ok(y < PHONE.height, `the first sentence begins at ${y}`);
    const map = whole.figures.find(({ chart }) => chart.kind === "map");
    const box = await page.locator(`figure[id="${map.id}"] svg:visible`).boundingBox();
    assert.ok(box.y < 3 * PHONE.height, `the map begins at ${box.y}`);
    assert.ok(box.width > 300 && box.height > 100);
    const next = page.locator(".next");
    assert.equal(await next.locator("time").getAttribute("datetime"), whole.next.on);
    const heights = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(heights <= PHONE.width);
  }));

test("minister: the brief is one click away, has two pages, and its footnotes give the source of a sentence", async (t) => {
  const brief = await reader(MINISTER, async ({ page }) => {
    const link = page.getByRole("link", { name: "Brief (PDF)" }).first();
    assert.ok(await link.isVisible());
    const { y } = await link.boundingBox();
    assert.ok(y < 2 * PHONE.height, `the button stands at ${y}`);
    assert.equal(await link.getAttribute("href"), "/brief.pdf");
  }).then(async () => {
    const response = await fetch(`${site.url}/brief.pdf`);
    assert.equal(response.headers.get("content-type"), "application/pdf");
    return Buffer.from(await response.arrayBuffer());
  });
  assert.ok(brief.length < 1_000_000, `${brief.length} bytes`);
  assert.equal(brief.toString("latin1", 0, 5), "%PDF-");
  await inTempFolder(async (folder) => {
    const file = join(folder, "brief.pdf");
    await writeFile(file, brief);
    const facts = await run("pdfinfo", file).catch((fault) => (fault.code === "ENOENT" ? null : Promise.reject(fault)));
    if (!facts) return t.diagnostic("no pdfinfo: the pages are not counted");
    assert.match(facts, /Pages:\s+2\n/);
    assert.match(facts, /Tagged:\s+yes/);
    const text = (await run("pdftotext", "-layout", file, "-")).replaceAll(/\s+/g, " ");
    const said = new Set(numbers(text));
    for (const sentence of whole.opening) {
      for (const { number } of sentence.filter((piece) => piece.number)) {
        const { shown } = whole.numbers[number.id];
        assert.ok(numbers(shown).every((one) => said.has(one)), `${shown} is not in the brief`);
      }
    }
    // What stands in the footnotes is a source of the number that is quoted.
    const first = whole.opening[0].find((piece) => piece.number).number.id;
    const sources = new Set(whole.numbers[first].rows.map((at) => whole.rows[at].source_id));
    const cited = whole.sources.filter(({ id }) => sources.has(id));
    assert.ok(cited.some(({ title, publisher }) => [title, publisher].some((words) => words && text.includes(words.slice(0, 25)))), "no footnote names a source of the first sentence");
  });
});

// ---- economist

/** The question of an effect, as the command line names it. */
const question = (page) => page.replace("effect-of-", "").replaceAll("-", "_");
const PRE = "2016-01";

test("economist: from the front page to the effect of closure and reopening, its table and its CSV", () =>
  reader({}, async ({ page, click, take }) => {
    await click(page.locator("nav a[href='/border']"));
    await click(page.locator(`main a[href='/${effectPage(whole)}']`).first());
    const figure = page.locator("figure").first();
    const id = await figure.getAttribute("id");
    const { name, bytes } = await take(figure.getByRole("link", { name: "CSV", exact: true }));
    assert.equal(name, `${id}.csv`);
    const [header, ...records] = csv(bytes.toString());
    const own = whole.figures.find((one) => one.id === id);
    assert.equal(records.length, own.table.rows.length);
    assert.ok(header.some((words) => /\[.+\]/.test(words)), `units: ${header}`);
    assert.ok(header.some((words) => /low|95|from/i.test(words)) && header.some((words) => /high|upper|to/i.test(words)), `bands: ${header}`);
  }));

test("economist: the table is behind the picture, the method at the foot", () =>
  reader({}, async ({ page, open, click }) => {
    await open(`/${effectPage(whole)}`);
    const figure = page.locator("figure").first();
    await click(figure.locator(".behind a, summary").first());
    assert.ok(await page.locator("figure table:visible").first().isVisible());
    await click(page.locator("footer").getByRole("link", { name: "Method" }));
    assert.equal(await page.locator("h1").innerText(), whole.pages.find((one) => one.id === "method").title);
    assert.match(await page.locator("main").innerText(), /counterfactual|would have been|filter/i);
  }));

test("economist: another time before the event is computed, marked everywhere, and the same at home", async () => {
  const path = `/${effectPage(whole)}`;
  await reader({ javaScriptEnabled: false }, async ({ page, open, click }) => {
    await open(path);
    const published = await page.locator("main section p").allInnerTexts();
    await page.getByLabel("First month that is fitted").fill(PRE);
    await click(page.getByRole("button", { name: "Compute" }));
    assert.equal(page.url(), `${site.url}${path}?pre=${PRE}`);
    assert.match(await page.locator(".notice").innerText(), new RegExp(`^Not the published setting: .*${PRE}`));
    const finding = await page.locator("main section p").first().innerText();
    assert.ok(!published.includes(finding), "another setting says the same");

    const home = await landlocked("effect", question(effectPage(whole)), "--since", PRE);
    assert.equal(home.code, 0, home.stderr);
    const plain = (text) => text.replaceAll(/\s+/g, " ");
    assert.deepEqual(numbers(finding).filter((one) => !plain(home.stdout).includes(one)), [], `the command line says other digits than "${finding}"`);

    // What is taken away from this page is what it shows.
    const figure = page.locator("figure").first();
    const hrefs = await figure.locator("[data-part=take] a").evaluateAll((all) => all.map((a) => [a.textContent, a.getAttribute("href")]));
    none(hrefs.filter(([, href]) => !href.includes(`pre=${PRE}`)).map(([words, href]) => `${words}: ${href}`), "links that lead to the published setting");
    // Numbers of another setting rest on no page of a published number.
    for (const a of await page.locator("main a.n").all()) assert.doesNotMatch(await a.getAttribute("href"), /^\/trace\/effect\./, "a number of another setting leads to the published one");
    // It leads back.
    await click(page.getByRole("link", { name: "The published setting" }));
    assert.deepEqual(await page.locator("main section p").allInnerTexts(), published);
  });
});

test("economist: files of another setting say so", async () => {
  const figure = whole.figures.find(({ id }) => id === effectPage(whole).replace("effect-of-", "effect-"));
  const ask = async (end) => {
    const response = await fetch(`${site.url}/fig/${figure.id}${end}?pre=${PRE}`);
    assert.equal(response.status, 200, end);
    return response;
  };
  const own = await (await ask(".csv")).text();
  assert.notEqual(own, await (await fetch(`${site.url}/fig/${figure.id}.csv`)).text());
  assert.match(await (await ask("")).text(), /Not the published setting/);
  assert.match(await (await ask(".svg")).text(), /Not the published setting/);
  assert.match(await (await ask(".json")).text(), /Not the published setting/);
  const painted = png(Buffer.from(await (await ask(".png")).arrayBuffer()));
  const published = png(Buffer.from(await (await fetch(`${site.url}/fig/${figure.id}.png`)).arrayBuffer()));
  assert.ok(painted.size[1] >= published.size[1], "the note has no room in the picture");
  assert.match(own, /not the published setting/i, "the CSV does not say that it is another setting");
  assert.match(`${painted.text.Source} ${painted.text.Title}`, /not the published setting/i, "the words inside of the PNG do not say it");
});

test("economist: what is no month is answered in words, without a dead end", () =>
  visit(chrome, site.url, {}, async (page, open) => {
    for (const bad of ["2016-13", "soon", "1066-01", "2100-01"]) {
      const response = await open(`/${effectPage(whole)}?pre=${bad}`);
      assert.ok([200, 422].includes(response.status()), `${bad}: ${response.status()}`);
      assert.ok((await page.locator("main").innerText()).length > 20, bad);
      assert.ok(await page.locator("nav a").count(), bad);
    }
  }));

// ---- journalist

test("journalist: a chart as PNG carries its title and its source line", () =>
  reader({}, async ({ page, click }) => {
    await click(page.locator("nav a[href='/trade']"));
    const figure = page.locator("figure").first();
    const id = await figure.getAttribute("id");
    const own = whole.figures.find((one) => one.id === id);
    // The height of the chart alone, without the words around it.
    const height = await page.locator(`figure[id="${id}"] .wide svg`).evaluate((svg) => svg.viewBox.baseVal.height);
    // The link itself is not followed: the browser's own page around a picture is none of ours.
    const href = await figure.getByRole("link", { name: "PNG" }).getAttribute("href");
    assert.equal(href, `/fig/${id}.png`);
    const { size, text } = png(Buffer.from(await (await fetch(site.url + href)).arrayBuffer()));
    assert.equal(text.Title, own.title);
    assert.match(text.Source, new RegExp(`${whole.meta.as_of}.*${whole.meta.case_hash.slice(0, 12)}`));
    // The picture is higher than the chart alone by the lines of words around it.
    assert.ok(size[1] / 2 > height + 40, `${size[1] / 2} high, the chart alone ${height}`);
  }));

test("journalist: a figure stands in a page of another origin, and leads back", async () => {
  const figure = whole.figures[1];
  const code = await visit(chrome, site.url, {}, async (page, open) => {
    await open(`/fig/${figure.id}`);
    return page.locator("#embed + p + p code").innerText();
  });
  assert.match(code, new RegExp(`^<iframe src="${site.url}/embed/${figure.id}"`));
  const other = createServer((request, response) => response.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><title>News</title><h1>News</h1>${code}`));
  await new Promise((done) => other.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${other.address().port}`;
  try {
    await visit(chrome, address, {}, async (page, open) => {
      const faults = [];
      page.on("console", (message) => message.type() === "error" && !/favicon/.test(message.location().url) && faults.push(message.text()));
      await open("/");
      const frame = page.frameLocator("iframe");
      await frame.locator("svg:visible").waitFor();
      assert.equal(loose(await frame.locator("h1").innerText()), figure.title);
      assert.match(await frame.locator(".source").innerText(), /^Sources?: /);
      await frame.getByRole("link", { name: "Open the figure" }).click();
      await page.waitForURL(`${site.url}/fig/${figure.id}`);
      none(faults);
      // The pages themselves stand in no page of another origin.
      assert.match((await fetch(`${site.url}/trade`)).headers.get("content-security-policy"), /frame-ancestors 'self'/);
    });
  } finally {
    other.closeAllConnections();
    other.close();
  }
});

test("journalist: from a claim of the panel to a dated source", () =>
  reader({}, async ({ page, click }) => {
    await click(page.locator("nav a[href='/panel']"));
    const evidence = page.locator(".claims li a[href^='/events/']").first();
    const title = (await evidence.innerText()).trim();
    await click(evidence);
    assert.ok(page.url().includes("/events/"), page.url());
    const event = whole.events.find(({ page: own }) => page.url().endsWith(`/${own}`));
    assert.ok(title.includes(event.title), title);
    const told = await page.locator("main").innerText();
    const source = whole.sources.find(({ id }) => id === event.source_id);
    assert.ok(told.includes(event.when) || told.includes(event.starts_on), "the event's page does not say when");
    assert.ok(told.includes(source.title), "the event's page does not name its source");
    if (source.published) assert.ok(told.includes(source.published), "the source has no date");
    // And on to the source itself.
    const links = page.locator(`main a[href='/data#source-${event.source_id}'], main a[href='${source.url}']`);
    assert.ok(await links.count(), "the event's page does not link its source");
  }));

test("journalist: what was revised stands with its old and new value", () =>
  reader({}, async ({ page, click }) => {
    await click(page.locator("footer").getByRole("link", { name: whole.pages.find(({ id }) => id === "changes").title }));
    const text = await page.locator("main").innerText();
    assert.ok(whole.changes.length > 0);
    for (const { old, new: later } of whole.changes.slice(0, 5)) {
      for (const id of [old, later]) assert.ok(text.includes(whole.numbers[id].shown), `${id}: ${whole.numbers[id].shown}`);
    }
  }));

test("journalist: the next date to watch goes into a calendar", () =>
  reader({}, async ({ page, take }) => {
    const { bytes } = await take(page.locator(".next a[href$='.ics']").first());
    const text = bytes.toString().replaceAll("\r\n ", "");
    assert.match(text, /^BEGIN:VCALENDAR\r\n/);
    assert.ok(text.includes(`:${whole.next.on.replaceAll("-", "")}`), `no entry of ${whole.next.on}`);
  }));
