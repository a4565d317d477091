// Every figure: a caption, a picture, the same table in every form, and a way from each number to its rows.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, csv, dossier, framesOf, get, loose, none, pagesOf, png, serve, visit } from "./lib.mjs";

/** Pages link to a table with more rows than this; it stands on the page of its figure. */
const LONG = 12;

let site, chrome, whole;

before(async () => {
  [site, chrome] = await Promise.all([serve(), browser()]);
  whole = await dossier(site.url);
  assert.ok(whole.figures.length > 0, "the dossier has no figure");
});
after(async () => {
  await chrome?.close();
  await site?.stop();
});

/** What a page shows of a figure, as the browser understands it. */
const shown = (page, id) =>
  page.evaluate((id) => {
    const figure = document.querySelector(`figure[id="${id}"]`);
    if (!figure) return null;
    const words = (selector) => figure.querySelector(selector)?.textContent.trim() ?? "";
    return {
      title: words("figcaption .title"),
      subtitle: words("figcaption .subtitle"),
      source: words(".source"),
      pictures: [...figure.querySelectorAll("svg")].map((svg) => [svg.getAttribute("role"), svg.getAttribute("aria-label")]),
      headings: figure.querySelectorAll("table thead th[scope=col]").length,
      rows: [...figure.querySelectorAll("table tbody tr")].map((row) =>
        [...row.cells].map((cell) => ({
          text: cell.textContent.trim(),
          href: cell.querySelector("a")?.getAttribute("href") ?? null,
        })),
      ),
      rowHeadings: figure.querySelectorAll("table tbody th[scope=row]").length,
      take: [...figure.querySelectorAll(".take[data-part=take] a")].map((a) => [a.textContent, a.getAttribute("href")]),
      behind: figure.querySelector(".behind a")?.getAttribute("href") ?? null,
    };
  }, id);

function assertShown(seen, figure, where, whole = true) {
  assert.ok(seen, `${where} has no <figure id="${figure.id}">`);
  assert.equal(loose(seen.title), figure.title, where);
  assert.ok(seen.subtitle.length > 10, `${where}: subtitle "${seen.subtitle}"`);
  assert.match(seen.source, /^Sources?: ./, `${where}: source line "${seen.source}"`);
  assert.ok(seen.pictures.length > 0, `${where}: no picture`);
  for (const [role, label] of seen.pictures) {
    assert.equal(role, "img", where);
    assert.ok(label?.length > 20, `${where}: label "${label}"`);
    assert.ok(label.length < 10_000, `${where}: a label of ${label.length} characters`);
  }
  // Unasked, the addresses of what can be taken away hold no choice.
  const own = `/fig/${figure.id}`;
  assert.deepEqual(seen.take, [
    ["PNG", `${own}.png`], ["SVG", `${own}.svg`], ["CSV", `${own}.csv`], ["JSON", `${own}.json`],
    ["Metadata", `${own}.metadata.json`], ["Embed", `/embed/${figure.id}`], ["Link to this view", own],
  ], where);
  if (!whole && figure.table.rows.length > LONG) {
    assert.equal(seen.behind, `/fig/${figure.id}#table`, `${where}: link to the table`);
    assert.equal(seen.rows.length, 0, `${where}: rows`);
    return;
  }
  assert.equal(seen.headings, figure.table.columns.length, `${where}: header cells`);
  assert.equal(seen.rows.length, figure.table.rows.length, `${where}: rows`);
  assert.equal(seen.rowHeadings, figure.table.rows.length, `${where}: row headings`);
  figure.table.rows.forEach((row, r) =>
    row.forEach((cell, c) => {
      const here = `${where}: row ${r + 1}, column ${c + 1}`;
      const { text, href } = seen.rows[r][c];
      if (cell.state === "value" || cell.state === "text") assert.equal(loose(text), cell.text.trim(), here);
      assert.equal(href, cell.number_id ? `/trace/${cell.number_id}` : null, `${here}: link of "${text}"`);
    }),
  );
}

test("each figure has its page, with caption, picture, source and the whole table", async () => {
  await visit(chrome, site.url, {}, async (page, open) => {
    for (const figure of whole.figures) {
      await open(`/fig/${figure.id}`);
      assertShown(await shown(page, figure.id), figure, `/fig/${figure.id}`);
    }
  });
});

test("figures on the pages of the dossier show the same, and each figure is reached from a page", async () => {
  const reached = new Set();
  await visit(chrome, site.url, {}, async (page, open) => {
    for (const path of pagesOf(whole)) {
      await open(path);
      const ids = await page.evaluate(() => [...document.querySelectorAll("figure")].map((figure) => figure.id));
      for (const id of ids) assertShown(await shown(page, id), whole.figures.find((figure) => figure.id === id), path, false);
      const links = await page.evaluate(() => [...document.querySelectorAll('a[href^="/fig/"]')].map((a) => a.getAttribute("href")));
      links.forEach((href) => reached.add(href.match(/^\/fig\/([\w-]+)/)[1]));
    }
  });
  assert.deepEqual(whole.figures.map(({ id }) => id).filter((id) => !reached.has(id)), []);
});

test("CSV and JSON carry the same numbers at full precision", async () => {
  let numbers = 0;
  for (const { id, table } of whole.figures) {
    const json = JSON.parse(await get(site.url, `/fig/${id}.json`));
    assert.deepEqual(json.table, table, `${id}.json`);
    const [header, ...records] = csv(await get(site.url, `/fig/${id}.csv`));
    assert.equal(header.length, table.columns.length, `${id}.csv: header`);
    assert.equal(records.length, table.rows.length, `${id}.csv: rows`);
    table.rows.forEach((row, r) => {
      assert.equal(records[r].length, row.length, `${id}.csv: row ${r + 1}`);
      row.forEach((cell, c) => {
        const field = records[r][c];
        if (cell.state === "value") {
          numbers += 1;
          assert.equal(Number(field), cell.value, `${id}.csv: row ${r + 1}, column ${c + 1}`);
        } else if (cell.state !== "text") {
          assert.equal(field, cell.state, `${id}.csv: row ${r + 1}, column ${c + 1}`);
        }
      });
    });
  }
  assert.ok(numbers > 100, `only ${numbers} numbers compared`);
});

test("SVG files are well formed, stand alone and describe themselves", async () => {
  await visit(chrome, site.url, {}, async (page, open) => {
    await open("/healthz");
    for (const { id, title } of whole.figures) {
      const text = await get(site.url, `/fig/${id}.svg`);
      assert.doesNotMatch(text.replaceAll(/xmlns(:\w+)?="[^"]*"/g, ""), /\b(href|src)="(?!#)|url\((?!#)|@import|var\(/, `${id}.svg leans on something outside`);
      const read = await page.evaluate((text) => {
        const whole = new DOMParser().parseFromString(text, "image/svg+xml");
        const root = whole.documentElement;
        return {
          error: whole.querySelector("parsererror")?.textContent ?? null,
          root: `${root.namespaceURI} ${root.localName}`,
          role: root.getAttribute("role"),
          size: [root.getAttribute("width"), root.getAttribute("height")].map(Number),
          title: root.querySelector("title")?.textContent,
          description: root.querySelector("desc")?.textContent ?? root.getAttribute("aria-label"),
          text: root.textContent,
        };
      }, text);
      assert.equal(read.error, null, `${id}.svg`);
      assert.equal(read.root, "http://www.w3.org/2000/svg svg", `${id}.svg`);
      assert.equal(read.role, "img", `${id}.svg`);
      assert.ok(read.size.every((side) => side > 50), `${id}.svg: ${read.size}`);
      assert.equal(read.title, title, `${id}.svg`);
      assert.ok(read.description.length > 20, `${id}.svg: description`);
      assert.match(read.text, /Sources?: /, `${id}.svg names no source`);
      const response = await page.goto(`${site.url}/fig/${id}.svg`);
      assert.match(response.headers()["content-type"], /^image\/svg\+xml/, `${id}.svg`);
    }
  });
});

test("PNG files hold the picture with its words and its source", async () => {
  /** Twice the units of the wide picture. */
  const wide = 1440;
  for (const { id, title } of whole.figures) {
    const response = await fetch(`${site.url}/fig/${id}.png`);
    assert.equal(response.headers.get("content-type"), "image/png", id);
    const { size, text } = png(Buffer.from(await response.arrayBuffer()));
    assert.equal(size[0], wide, id);
    assert.ok(size[1] > 200, `${id} is ${size[1]} high`);
    assert.equal(text.Title, title, id);
    assert.match(text.Source, new RegExp(`${id}, as of .*${whole.meta.case_hash.slice(0, 12)}`), id);
  }
});

test("metadata say title, unit, sources, licences, day and hash; no numbers", async () => {
  for (const { id, title, sources } of whole.figures) {
    const meta = JSON.parse(await get(site.url, `/fig/${id}.metadata.json`));
    assert.equal(meta.title, title, id);
    assert.equal(meta.hash, whole.meta.case_hash, id);
    assert.equal(meta.as_of, whole.meta.as_of, id);
    assert.ok(meta.cite.includes(id), id);
    for (const part of ["unit", "sources", "licences", "program"]) assert.ok(part in meta, `${id} has no ${part}`);
    assert.deepEqual(meta.sources.map((source) => source.id), sources.map((source) => source.id), id);
  }
});

test("an embed holds the figure's words, picture and sources, and opens the figure outside of its frame", async () => {
  await visit(chrome, site.url, {}, async (page, open) => {
    for (const { id, title } of whole.figures) {
      await open(`/embed/${id}`);
      assert.equal(loose(await page.locator("h1").innerText()), title, id);
      assert.equal(await page.locator("svg:visible").count(), 1, id);
      assert.match(await page.locator(".source").innerText(), /^Sources?: ./, id);
      for (const link of await page.locator("a").all()) assert.equal(await link.getAttribute("target"), "_top", id);
    }
  });
});

test("a picture opened by itself brings its colours, in light and in dark", async () => {
  const { id } = whole.figures[0];
  const ink = [];
  for (const colorScheme of ["light", "dark"]) {
    await visit(chrome, site.url, { colorScheme }, async (page, open) => {
      const faults = [];
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      await open(`/fig/${id}.svg`);
      ink.push(await page.evaluate(() => getComputedStyle(document.querySelector("text")).fill));
      none(faults);
    });
  }
  assert.notEqual(ink[0], ink[1]);
});

test("every number in a table leads to at least one row and one source", async () => {
  const ids = new Set(whole.figures.flatMap(({ table }) => table.rows.flat()).map((cell) => cell.number_id).filter(Boolean));
  const untraceable = whole.figures.flatMap(({ id, table }) =>
    table.rows.flat().filter((cell) => cell.state === "value" && !cell.number_id).map((cell) => `${id}: ${cell.text}`),
  );
  none(untraceable, "numbers without a trace");
  assert.ok(ids.size > 100, `only ${ids.size} numbers`);
  const faults = [];
  for (const id of ids) {
    const page = await get(site.url, `/trace/${id}`);
    const list = (name) => page.match(new RegExp(`<[ou]l class="${name}">([\\s\\S]*?)</[ou]l>`))?.[1] ?? "";
    const count = (name) => (list(name).match(/<li/g) ?? []).length;
    if (count("rows") < 1) faults.push(`${id} has no row`);
    if (count("sources") < 1) faults.push(`${id} has no source`);
    if (!page.includes(whole.numbers[id].id)) faults.push(`${id} does not say its id`);
  }
  none(faults);
});

test("every link inside the site leads somewhere", async () => {
  const dead = [];
  const pages = new Map();
  const page = async (path) => {
    if (!pages.has(path)) pages.set(path, await fetch(site.url + path).then(async (r) => (r.ok ? await r.text() : null)));
    return pages.get(path);
  };
  for (const path of [...pagesOf(whole), ...whole.figures.map(({ id }) => `/fig/${id}`)]) {
    // The template language writes a slash as an entity.
    const text = (await page(path)).replaceAll("&#x2f;", "/");
    const hrefs = new Set([...text.matchAll(/(?:href|src|action)="([/#][^"]*)"/g)].map((match) => match[1]));
    for (const href of hrefs) {
      const [to, anchor] = href.split("#");
      const text = await page(to || path);
      if (text === null) dead.push(`${path}: ${href}`);
      else if (anchor && !text.includes(`id="${anchor}"`)) dead.push(`${path}: ${href} (no such place)`);
    }
  }
  none(dead, "dead links");
});

// ---- names on maps

/** The words of a picture with the boxes that they fill, and the words of its list. */
const wordsOf = (page, svg) =>
  page.evaluate((svg) => {
    document.body.innerHTML = svg;
    const root = document.querySelector("svg");
    root.setAttribute("width", root.viewBox.baseVal.width);
    return [...root.querySelectorAll("text")].map((text) => {
      const { x, y, width, height } = text.getBBox();
      // Of the box of a line, a letter fills the middle.
      const lines = Math.max(1, text.querySelectorAll("tspan").length);
      const inset = (0.17 * height) / lines;
      return { words: text.textContent.trim(), left: x, right: x + width, top: y + inset, bottom: y + height - inset };
    });
  }, svg);

const maps = () => whole.figures.filter(({ chart }) => chart.kind === "map");

/** First, last and some moments between. */
const someFrames = (figure) => framesOf(figure).filter((_, at, all) => at % 12 === 0 || at === all.length - 1);

test("names on maps do not overlap, in any width", async () => {
  const faults = [];
  let names = 0;
  await visit(chrome, site.url, {}, async (page, open) => {
    await open("/healthz");
    for (const figure of maps()) {
      for (const { key } of someFrames(figure)) {
        const part = await get(site.url, `/fig/${figure.id}.part?on=${key}`);
        for (const svg of part.match(/<svg[\s\S]*?<\/svg>/g)) {
          const words = await wordsOf(page, svg);
          names += words.length;
          words.forEach((one, at) => {
            for (const other of words.slice(at + 1)) {
              const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
              const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
              if (across > 1 && down > 1) faults.push(`${figure.id} ${key}: "${one.words}" and "${other.words}"`);
            }
          });
        }
      }
    }
  });
  assert.ok(names > 50, `only ${names} names seen`);
  none(faults, "overlaps");
});

test("each crossing of a map has its name there, or its number with a list", async () => {
  const faults = [];
  let crossings = 0;
  await visit(chrome, site.url, {}, async (page, open) => {
    await open("/healthz");
    for (const figure of maps()) {
      for (const svg of (await get(site.url, `/fig/${figure.id}.part`)).match(/<svg[\s\S]*?<\/svg>/g)) {
        const words = (await wordsOf(page, svg)).map((text) => text.words);
        for (const { name } of figure.chart.places.filter(({ kind }) => kind === "crossing")) {
          crossings += 1;
          const at = words.findIndex((text) => text === name || text.startsWith(`${name}:`));
          if (at < 0) faults.push(`${figure.id}: "${name}" is not named`);
          // In the list a number goes before the name, and stands on the map as well.
          const number = words[at - 1];
          const listed = words[at]?.includes(":");
          if (listed && /^\d+$/.test(number) && words.filter((text) => text === number).length < 2) {
            faults.push(`${figure.id}: number ${number} of "${name}" is not on the map`);
          }
        }
      }
    }
  });
  assert.ok(crossings > 5, `only ${crossings} crossings`);
  none(faults);
});
