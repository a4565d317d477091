// What a page gains with JavaScript, and that it says the same without: points, sorting, windows, links, search, terms.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, dossier, framed, framesOf, get, none, pagesOf, serve, visit, watch } from "./lib.mjs";

let site, chrome, whole;

before(async () => {
  [site, chrome] = await Promise.all([serve(), browser()]);
  whole = await dossier(site.url);
});
after(async () => {
  await chrome?.close();
  await site?.stop();
});

/** A tab that may not raise anything: no error in the console, no breach of the policy, no request that fails. */
const quietly = (options, work) =>
  visit(chrome, site.url, options, async (page, open) => {
    const faults = watch(page, site.url);
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
    });
    const result = await work(page, open);
    none(faults);
    return result;
  });

/** The points of a figure, as its script tells them: place, series, position, words. */
const pointsOf = async (id, query = "") => {
  const text = await get(site.url, `/fig/${id}.points.js${query}`);
  return JSON.parse(`[${text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"))}]`)[1];
};

/** Numbers in a text, without their separators. */
const digits = (text) => text.replaceAll("\u2212", "-").replaceAll(/(\d),(?=\d{3})/g, "$1").match(/\d+(?:\.\d+)?/g) ?? [];

/** A figure with lines over time, and many points. */
const lined = () => {
  const found = whole.figures.find(({ chart, table }) => chart.kind === "lines" && table.rows.length > 12);
  assert.ok(found, "no figure has lines");
  return found;
};

/** Puts the pointer where a mark is drawn. */
async function pointAt(page, [x, y]) {
  const svg = page.locator("figure svg:visible").first();
  await svg.scrollIntoViewIfNeeded();
  const place = await svg.evaluate((svg, [x, y]) => {
    const box = svg.getBoundingClientRect();
    const scale = box.width / svg.viewBox.baseVal.width;
    return { x: box.left + x * scale, y: box.top + y * scale };
  }, [x, y]);
  await page.mouse.move(place.x + 3, place.y + 3);
  await page.mouse.move(place.x, place.y);
  return place;
}

const tip = (page) => page.locator("figure .tip");

// ---- points

test("points say the digits that the table or the picture prints", async (t) => {
  const faults = [];
  let points = 0;
  for (const { id, table, chart } of whole.figures) {
    const { wide, series } = await pointsOf(id);
    // A picture may go back further than its table, and a way has points between its rows: nothing to be held against.
    if (chart.kind === "distance" || wide.length > table.rows.length * Math.max(1, series.length)) {
      t.diagnostic(`${id}: ${wide.length} points, ${table.rows.length} rows`);
      continue;
    }
    const known = new Set(table.rows.flat().flatMap((cell) => digits(cell.text)));
    const drawn = new Set(digits(await get(site.url, `/fig/${id}.svg`)));
    for (const [, , , at, text] of wide) {
      points += 1;
      const odd = digits(text).filter((number) => !known.has(number) && !drawn.has(number));
      if (odd.length) faults.push(`${id} at ${at}: "${text}" says ${odd}`);
    }
  }
  assert.ok(points > 500, `only ${points} points`);
  none(faults);
});

test("hovering shows the point under the pointer, with the digits of the table", () =>
  quietly({}, async (page, open) => {
    const { id, table } = lined();
    const { wide, series } = await pointsOf(id);
    await open(`/fig/${id}`);
    for (const part of [0.25, 0.5, 0.75]) {
      const mark = wide[Math.floor(wide.length * part)];
      await pointAt(page, mark);
      await tip(page).waitFor();
      // Points of two series may lie on each other; the one shown is one of those at the place.
      const near = wide.filter(([x, y]) => Math.hypot(x - mark[0], y - mark[1]) < 4);
      const shown = await tip(page).innerText();
      const met = near.find(([, , , at, text]) => shown.includes(at) && text.split("; ").every((line) => shown.includes(line)));
      assert.ok(met, `"${shown}" is none of ${JSON.stringify(near)}`);
      if (series[met[2]]) assert.ok(shown.includes(series[met[2]]), shown);
      const row = table.rows.filter((row) => row.some((cell) => cell.text.trim() === met[3]));
      const own = new Set(row.flat().flatMap((cell) => digits(cell.text)));
      none(digits(met[4]).filter((number) => row.length && !own.has(number)), `digits of "${shown}" that its row lacks`);
    }
    await page.mouse.move(2, 2);
    await tip(page).waitFor({ state: "hidden" });
  }));

test("a click keeps a point, another one or Escape lets it go", () =>
  quietly({}, async (page, open) => {
    const { id } = lined();
    const { wide } = await pointsOf(id);
    await open(`/fig/${id}`);
    const place = await pointAt(page, wide[Math.floor(wide.length / 2)]);
    await tip(page).waitFor();
    await page.mouse.click(place.x, place.y);
    await page.locator("figure .tip.pinned").waitFor();
    const kept = await tip(page).innerText();
    await page.mouse.move(5, 5);
    assert.ok(await tip(page).isVisible(), "what is kept goes with the pointer");
    assert.equal(await tip(page).innerText(), kept);
    assert.match(await page.locator("figure > .said").innerText(), /, kept$/);
    await page.mouse.click(place.x, place.y);
    await tip(page).waitFor({ state: "hidden" });
    await page.mouse.click(place.x, place.y);
    await tip(page).waitFor();
    await page.keyboard.press("Escape");
    await tip(page).waitFor({ state: "hidden" });
  }));

test("arrow keys go from point to point, aloud; Enter keeps, Escape lets go", () =>
  quietly({}, async (page, open) => {
    const { id } = lined();
    const { wide } = await pointsOf(id);
    const own = wide.filter(([, , series]) => series === Math.min(...wide.map((mark) => mark[2])));
    await open(`/fig/${id}`);
    const picture = page.locator(".picture:visible");
    await picture.focus();
    const said = page.locator("figure > .said");
    const press = async (key, [, , , at, text]) => {
      await page.keyboard.press(key);
      await page.waitForFunction(([at, text]) => {
        const words = document.querySelector("figure > .said").textContent;
        return words.startsWith(at) && words.includes(text);
      }, [at, text]);
      const shown = await tip(page).innerText();
      assert.ok(shown.includes(at), `${key}: ${shown}`);
    };
    await press("ArrowRight", own[0]);
    await press("ArrowRight", own[1]);
    await press("ArrowRight", own[2]);
    await press("ArrowLeft", own[1]);
    await press("End", own.at(-1));
    await press("Home", own[0]);
    await page.keyboard.press("Enter");
    await page.locator("figure .tip.pinned").waitFor();
    await page.keyboard.press("Escape");
    await tip(page).waitFor({ state: "hidden" });
    assert.equal((await said.textContent()).trim(), "");
    assert.ok(await picture.evaluate((one) => one === document.activeElement), "the focus is lost");
  }));

test("on a phone a tap shows and keeps a point of the narrow picture", () =>
  quietly({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }, async (page, open) => {
    const { id } = lined();
    const { narrow } = await pointsOf(id);
    await open(`/fig/${id}`);
    const svg = page.locator("figure svg:visible").first();
    const [x, y, , at] = narrow[Math.floor(narrow.length / 2)];
    const position = await svg.evaluate((svg, [x, y]) => {
      const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
      return { x: x * scale, y: y * scale };
    }, [x, y]);
    await svg.tap({ position });
    await page.locator("figure .tip.pinned").waitFor();
    const near = narrow.filter((mark) => Math.hypot(mark[0] - x, mark[1] - y) < 4).map((mark) => mark[3]);
    const shown = await tip(page).innerText();
    assert.ok([at, ...near].some((at) => shown.includes(at)), shown);
    const { x: left, width } = await tip(page).boundingBox();
    assert.ok(left >= 0 && left + width <= 360.5, `the words reach from ${left} to ${left + width}`);
  }));

test("points are those of the month that a map shows", async () => {
  const figure = framed(whole)[0];
  const frames = framesOf(figure);
  const other = frames[Math.floor(frames.length / 2)];
  await quietly({}, async (page, open) => {
    await open(`/fig/${figure.id}`);
    await page.locator(`figure select[name=on]`).selectOption(other.key);
    await page.waitForFunction((key) => document.querySelector("figure").dataset.points.includes(key), other.key);
    const { wide } = await pointsOf(figure.id, `?on=${other.key}`);
    const mark = wide.find((one) => one[4]);
    if (!mark) return;
    await pointAt(page, mark);
    await tip(page).waitFor();
    assert.ok((await tip(page).innerText()).length > 2);
  });
});

// ---- tables

test("a click on a heading sorts up, the next one down, the third one gives the author's order", () =>
  quietly({}, async (page, open) => {
    const figure = whole.figures.find(({ table }) => table.rows.length > 5 && table.columns.slice(1).some(({ numeric }) => numeric));
    await open(`/fig/${figure.id}`);
    const column = figure.table.columns.findIndex(({ numeric }, at) => at > 0 && numeric);
    const cells = () => page.locator("figure tbody tr").evaluateAll((rows, column) => rows.map((row) => row.cells[column].textContent.trim()), column);
    const author = await cells();
    const head = page.locator("figure thead th").nth(column);
    const button = head.getByRole("button");
    const number = (text) => (/\d/.test(text) ? Number(text.replaceAll(",", "").replace("\u2212", "-").replace(/[^\d.eE+-]/g, "")) : null);
    const values = (list) => list.map(number).filter((value) => value !== null);
    const sorted = (list, sign) => list.toSorted((a, b) => sign * (a - b));

    await button.click();
    assert.equal(await head.getAttribute("aria-sort"), "ascending");
    const up = await cells();
    assert.deepEqual(values(up), sorted(values(author), 1));
    await button.focus();
    await page.keyboard.press("Enter");
    assert.equal(await head.getAttribute("aria-sort"), "descending");
    const down = await cells();
    assert.deepEqual(values(down), sorted(values(author), -1));
    // What is missing stays at the end, either way.
    const missing = author.length - values(author).length;
    if (missing) for (const list of [up, down]) assert.ok(list.slice(-missing).every((text) => number(text) === null), list.join());
    await button.click();
    assert.equal(await head.getAttribute("aria-sort"), null);
    assert.deepEqual(await cells(), author);
  }));

// ---- windows

/** What a reader sees of the figure on its own page. */
const seen = (page) =>
  page.evaluate(() => ({
    title: document.querySelector("figure .title").textContent.trim(),
    subtitle: document.querySelector("figure .subtitle").textContent.trim(),
    picture: document.querySelector("figure .wide svg").outerHTML,
    narrow: document.querySelector("figure .narrow svg").outerHTML,
    rows: [...document.querySelectorAll("figure tbody tr")].map((row) => row.innerText.replaceAll(/\s+/g, " ").trim()),
    take: [...document.querySelectorAll("figure [data-part=take] a")].map((a) => [a.textContent, a.getAttribute("href")]),
    chosen: [...document.querySelectorAll("form.window select")].map((select) => select.value),
  }));

/** A figure of which a window can be chosen. */
async function windowed(page, open) {
  for (const { id } of whole.figures.filter(({ chart, table }) => chart.kind === "lines" && table.rows.length > 12)) {
    await open(`/fig/${id}`);
    if (await page.locator("form.window").count()) return id;
  }
  throw new Error("no figure has a window");
}

test("a window by the form, by the lists and by the thumbs gives the same figure, at one address", async () => {
  let form;
  const picked = {};
  await quietly({ javaScriptEnabled: false }, async (page, open) => {
    picked.id = await windowed(page, open);
    const all = await seen(page);
    await page.locator("details.choice summary").click();
    const times = await page.locator("#from option").allTextContents();
    picked.from = times[Math.floor(times.length / 4)];
    picked.to = times[Math.floor(times.length / 2)];
    picked.first = times[0];
    await page.selectOption("#from", picked.from);
    await page.selectOption("#to", picked.to);
    await page.locator("form.window button").click();
    const url = new URL(page.url());
    assert.equal(url.search, `?from=${picked.from}&to=${picked.to}`);
    form = await seen(page);
    assert.deepEqual(form.chosen, [picked.from, picked.to]);
    assert.ok(form.rows.length < all.rows.length, `${form.rows.length} rows of ${all.rows.length}`);
    assert.notEqual(form.picture, all.picture);
    assert.ok(form.take.some(([words, href]) => /CSV of what is shown/.test(words) && href.includes("view=filtered")), JSON.stringify(form.take));
  });
  await quietly({}, async (page, open) => {
    await open(`/fig/${picked.id}`);
    await page.locator("details.choice summary").click();
    await page.evaluate(() => (window.same = true));
    await page.selectOption("#from", picked.from);
    await page.selectOption("#to", picked.to);
    await page.waitForURL(`**from=${picked.from}&to=${picked.to}`);
    assert.deepEqual(await seen(page), form, "by the lists");
    // A thumb by keyboard: one step and back.
    const thumb = page.locator(".thumbs input").first();
    await thumb.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction((from) => !location.search.includes(`from=${from}&`), picked.from);
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL(`**from=${picked.from}&to=${picked.to}`);
    assert.deepEqual(await seen(page), form, "by the thumbs");
    assert.ok(await page.evaluate(() => window.same), "the page was loaded anew");
    // The sorter and the points are there for the new parts, too.
    const { wide } = await pointsOf(picked.id, `?from=${picked.from}&to=${picked.to}`);
    await pointAt(page, wide[Math.floor(wide.length / 2)]);
    await tip(page).waitFor();
    await page.reload();
    assert.deepEqual(await seen(page), form, "loaded anew");
  });
  // The files of the address hold the same: filtered the window, without it the whole.
  const query = `?from=${picked.from}&to=${picked.to}`;
  const rows = (text) => text.trimEnd().split("\n").length - 1;
  assert.equal(rows(await get(site.url, `/fig/${picked.id}.csv${query}&view=filtered`)), form.rows.length);
  assert.equal(await get(site.url, `/fig/${picked.id}.csv${query}`), await get(site.url, `/fig/${picked.id}.csv`));
  assert.notEqual(await get(site.url, `/fig/${picked.id}.svg${query}`), await get(site.url, `/fig/${picked.id}.svg`));
});

test("series are chosen by boxes, and the address names them", () =>
  quietly({ javaScriptEnabled: false }, async (page, open) => {
    for (const { id } of whole.figures) {
      await open(`/fig/${id}`);
      const boxes = page.locator("input[name=series]");
      const count = await boxes.count();
      if (count < 2) continue;
      await page.locator("details.choice summary").click();
      const slugs = await boxes.evaluateAll((all) => all.map((one) => one.value));
      for (let at = 1; at < count; at += 1) await boxes.nth(at).uncheck();
      await page.getByRole("button", { name: "Show" }).last().click();
      assert.ok(new URL(page.url()).search.includes(slugs[0]), page.url());
      assert.deepEqual(await boxes.evaluateAll((all) => all.map((one) => one.checked)), slugs.map((_, at) => at === 0));
      return;
    }
    assert.fail("no figure has series to choose from");
  }));

test("what does not fit is answered with the whole, and a note", () =>
  quietly({}, async (page, open) => {
    const id = await windowed(page, open);
    const all = await seen(page);
    for (const query of ["?from=1066-01", "?series=nothing", "?to=nonsense"]) {
      await open(`/fig/${id}${query}`);
      assert.equal(await page.locator(".notice").count(), 1, query);
      assert.deepEqual((await seen(page)).rows, all.rows, query);
    }
  }));

// ---- scenarios

/** The results of a scenario as they stand. */
const results = (page, id) => page.locator(`form[data-grid="grid-${id}"] output[data-output]`).evaluateAll((all) => all.map((one) => one.textContent.trim()));

test("a scenario gives the same numbers by slider, by number and by form; unasked those of the dossier", async (t) => {
  if (!whole.scenarios.length) return t.skip("the case has no scenario");
  for (const { id, page: home, grid, unasked } of whole.scenarios) {
    const path = home === "dossier" ? "/" : `/${home}`;
    const [axis] = grid.axes;
    const [first, last] = [axis.values[0], axis.values.at(-1)];
    const chosen = Number((first + (last - first) * 0.37).toPrecision(3));
    const asked = await quietly({ javaScriptEnabled: false }, async (page, open) => {
      await open(path);
      const before = await results(page, id);
      const form = page.locator(`form[data-grid="grid-${id}"]`);
      await form.locator(`input[name="${axis.name}"]`).fill(String(chosen));
      await form.getByRole("button").click();
      assert.ok(page.url().includes(`${axis.name}=`), page.url());
      return { before, after: await results(page, id) };
    });
    assert.notDeepEqual(asked.after, asked.before, id);
    await quietly({}, async (page, open) => {
      await open(path);
      assert.deepEqual(await results(page, id), asked.before, `${id}: unasked`);
      const form = page.locator(`form[data-grid="grid-${id}"]`);
      assert.equal(await form.getByRole("button").count(), 0);
      const range = form.locator("input[type=range]").first();
      await range.fill(String(chosen)).catch(() => range.evaluate((one, value) => ((one.value = value), one.dispatchEvent(new Event("input", { bubbles: true })), one.dispatchEvent(new Event("change", { bubbles: true }))), String(chosen)));
      assert.deepEqual(await results(page, id), asked.after, `${id}: ${axis.name} at ${chosen}`);
      // The address keeps what was chosen, and lets go of what is shown unasked.
      const number = form.locator(`input[type=number][name="${axis.name}"]`);
      await number.fill(String(chosen));
      await number.press("Tab");
      assert.equal(new URL(page.url()).searchParams.get(axis.name), String(chosen));
      await page.reload();
      assert.deepEqual(await results(page, id), asked.after, `${id}: loaded anew`);
      // What lies beyond the last point is held there, in the box, too, and said.
      await number.fill(String(last * 4 + 1));
      await number.press("Tab");
      assert.equal(await number.inputValue(), String(last));
      assert.match(await form.locator(".said").innerText(), new RegExp(`from ${first} to ${last}: ${last} is shown`));
      const reset = form.locator("a.reset");
      assert.equal(await reset.getAttribute("href"), `${path}#${id}`);
      assert.ok(await reset.isVisible());
      await number.fill(String(unasked[0]));
      await number.press("Tab");
      assert.equal(new URL(page.url()).searchParams.get(axis.name), null);
      assert.deepEqual(await results(page, id), asked.before, `${id}: back`);
      assert.equal(await reset.isVisible(), false, "there is nothing to go back to");
      assert.equal(await form.locator(".said").innerText(), "");
    });
  }
});

// ---- links to what is seen

test("the link to this view holds the choices made", () =>
  quietly({ permissions: ["clipboard-read", "clipboard-write"] }, async (page, open) => {
    const id = await windowed(page, open);
    const times = await page.locator("#from option").allTextContents();
    await page.locator("details.choice summary").click();
    await page.selectOption("#from", times[6]);
    await page.waitForURL(`**from=${times[6]}`);
    await page.locator("a.copy").click();
    await page.locator("[data-part=take] .said", { hasText: "Link copied" }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, `${site.url}/fig/${id}?from=${times[6]}`);
    const { rows, picture, chosen } = await seen(page);
    await page.goto(copied);
    const then = await seen(page);
    assert.deepEqual([then.rows, then.picture, then.chosen], [rows, picture, chosen]);
    // On a page of several figures the link leads to the figure.
    await open("/trade");
    const link = page.locator("a.copy").first();
    const figure = await link.evaluate((a) => a.closest("figure").id);
    await link.click();
    await page.getByText("Link copied").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${site.url}/fig/${figure}`);
  }));

// ---- search

test("typing finds pages, figures and terms; arrows and Enter open one", () =>
  quietly({}, async (page, open) => {
    await open("/trade");
    const figure = whole.figures[0];
    const words = figure.title.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 4).slice(0, 2).join(" ");
    const box = page.getByRole("combobox", { name: /Search/ });
    await box.pressSequentially(words);
    await page.locator(".found [role=option]").first().waitFor();
    assert.equal(await box.getAttribute("aria-expanded"), "true");
    assert.match(await page.locator(".search .said").textContent(), /^\d+ results?/);
    const texts = await page.locator(".found [role=option]").allInnerTexts();
    const at = texts.findIndex((text) => text.startsWith(figure.title));
    assert.ok(at >= 0, `"${words}" finds ${texts}`);
    for (let step = 0; step <= at; step += 1) await page.keyboard.press("ArrowDown");
    const active = await box.getAttribute("aria-activedescendant");
    assert.ok((await page.locator(`#${active}`).innerText()).startsWith(figure.title));
    await Promise.all([page.waitForURL(`**/fig/${figure.id}`), page.keyboard.press("Enter")]);
    // Escape closes the list, and the words stay.
    await page.locator("#q").pressSequentially("coal");
    await page.locator(".found [role=option]").first().waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".found").waitFor({ state: "hidden" });
    assert.equal(await page.locator("#q").inputValue(), "coal");
  }));

test("without JavaScript the search answers by GET, with the same finds", async () => {
  const words = "coal";
  const finds = await quietly({ javaScriptEnabled: false }, async (page, open) => {
    await open("/trade");
    await page.locator("#q").fill(words);
    await page.locator("#q").press("Enter");
    assert.equal(new URL(page.url()).search, `?q=${words}`);
    assert.match(await page.locator("h2").first().innerText(), /^Found for .coal.: \d+$/);
    const links = await page.locator("main .links a").evaluateAll((all) => all.map((a) => [a.textContent, a.getAttribute("href")]));
    for (const [, href] of links.slice(0, 5)) assert.equal((await fetch(site.url + href)).status, 200, href);
    await open("/search?q=zzzz");
    assert.match(await page.locator(".notice").innerText(), /Nothing is found/);
    return links;
  });
  await quietly({}, async (page, open) => {
    await open("/trade");
    await page.locator("#q").pressSequentially(words);
    await page.locator(".found [role=option]").first().waitFor();
    await page.waitForFunction(() => /^\d+ results/.test(document.querySelector(".search .said").textContent));
    const options = await page.locator(".found [role=option]").evaluateAll((all) => all.map((one) => one.dataset.url));
    const known = new Set(finds.map(([, href]) => site.url + href));
    none(options.filter((url) => finds.length < 50 && !known.has(url)), "finds of the script that the server lacks");
  });
});

// ---- words of the field

/** A page with a term, and the place of the term. */
async function withTerm(page, open) {
  for (const path of pagesOf(whole)) {
    await open(path);
    const terms = page.locator("main a.term:visible");
    if (await terms.count()) return terms.first();
  }
  throw new Error("no page has a term");
}

test("a term says what it means on focus and on hover, and leads to the glossary", () =>
  quietly({}, async (page, open) => {
    const term = await withTerm(page, open);
    const id = (await term.getAttribute("href")).split("#")[1];
    const meaning = whole.terms.find((one) => one.id === id).text;
    const words = page.locator(".term-tip:visible");
    await term.scrollIntoViewIfNeeded();

    await term.hover();
    await words.waitFor();
    assert.equal(await words.innerText(), meaning);
    // The pointer may go on to the words.
    await words.hover();
    await page.waitForTimeout(400);
    assert.ok(await words.isVisible(), "the words go while they are read");
    await page.mouse.move(1, 1);
    await words.waitFor({ state: "hidden" });

    // By keyboard: from the link before it.
    await term.evaluate((link) => {
      const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter((one) => one.checkVisibility());
      all[all.indexOf(link) - 1].focus();
    });
    await page.keyboard.press("Tab");
    assert.ok(await term.evaluate((link) => link === document.activeElement));
    await words.waitFor();
    assert.equal(await page.locator(`#${await term.getAttribute("aria-describedby")}`).textContent(), meaning);
    await page.keyboard.press("Escape");
    await words.waitFor({ state: "hidden" });

    await Promise.all([page.waitForURL(`**/glossary#${id}`), page.keyboard.press("Enter")]);
    assert.ok(await page.locator(`[id="${id}"]`).isVisible());
  }));

test("without JavaScript a term still says what it means", () =>
  quietly({ javaScriptEnabled: false }, async (page, open) => {
    const term = await withTerm(page, open);
    const id = (await term.getAttribute("href")).split("#")[1];
    assert.equal(await term.getAttribute("title"), whole.terms.find((one) => one.id === id).text);
  }));
