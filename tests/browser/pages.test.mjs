// Every kind of page, as people meet it: without scripts, on a phone, by keyboard. What has a budget is in budgets.test.mjs.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { PHONE, browser, dossier, get, kindsOfPages, none, onEach, serve, visit, watch } from "./lib.mjs";

let site, chrome, whole, paths;

before(async () => {
  [site, chrome] = await Promise.all([serve(), browser()]);
  whole = await dossier(site.url);
  paths = kindsOfPages(whole);
});
after(async () => {
  await chrome?.close();
  await site?.stop();
});

/** Runs `work` on every kind of page; it gives the faults of one page. */
const onEveryPage = (options, work) => onEach(chrome, site.url, paths, options, work);

test("no console error, no failed request, no request to another host", async () => {
  await visit(chrome, site.url, {}, async (page, open) => {
    const faults = watch(page, site.url);
    for (const path of paths) await open(path);
    none(faults);
  });
});

/** The pictures of each figure that can be seen, and what is wrong with them. */
const pictures = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("figure")].flatMap((figure) => {
      const seen = [...figure.querySelectorAll("svg")].filter((svg) => svg.getBoundingClientRect().height > 0);
      if (seen.length !== 1) return [`${figure.id} shows ${seen.length} pictures`];
      const { width, height } = seen[0].getBoundingClientRect();
      const room = figure.clientWidth;
      const faults = [];
      if (width < 250 || height < 60) faults.push(`${figure.id} is ${width} by ${height}`);
      if (width > room + 1) faults.push(`${figure.id} is ${width} wide in ${room}`);
      const small = [...seen[0].querySelectorAll("text")].filter((text) => {
        const scale = seen[0].getScreenCTM().a;
        return parseFloat(getComputedStyle(text).fontSize) * scale < 9;
      });
      if (small.length) faults.push(`${figure.id} has ${small.length} labels below 9 px, as "${small[0].textContent}"`);
      return faults;
    }),
  );

test("without JavaScript every page reads and every figure shows", () =>
  onEveryPage({ javaScriptEnabled: false }, async (page) => {
    const faults = [];
    const words = (await page.locator("main").innerText()).length;
    if (words < 300) faults.push(`only ${words} characters`);
    for (const figure of await page.locator("figure").all()) {
      const seen = await figure.locator("svg:visible").count();
      if (seen !== 1) faults.push(`${await figure.getAttribute("id")} shows ${seen} pictures`);
      if (!(await figure.locator("figcaption").innerText()).trim()) faults.push("a figure has no caption");
    }
    return faults;
  }));

/** A figure in the page of somebody else brings no script. */
const isEmbed = (path) => path.startsWith("/embed/");

test("the only script is the islands, under a name that changes with it; no element carries script", () =>
  onEveryPage({ javaScriptEnabled: false }, (page, path) =>
    page.evaluate((bare) => {
      const scripts = [...document.scripts].filter((script) => !/^application\/(ld\+)?json$/.test(script.type));
      const faults = scripts
        .filter((script) => !/^\/assets\/islands\.[0-9a-f]{8}\.js$/.test(script.getAttribute("src")) || !script.defer || script.text)
        .map((script) => script.outerHTML.slice(0, 120));
      if (scripts.length !== (bare ? 0 : 1)) faults.push(`${scripts.length} scripts`);
      const handlers = [...document.querySelectorAll("*")].filter((element) => element.getAttributeNames().some((name) => name.startsWith("on") || name === "style"));
      return [...faults, ...handlers.map((element) => `${element.outerHTML.slice(0, 80)} carries script or style`)];
    }, isEmbed(path)),
  ));

const read = (policy) => Object.fromEntries(policy.split("; ").map((part) => part.split(/ (.*)/, 2)));

test("the policy lets in the site's own style, pictures and script, and nothing else", async () => {
  const [, sheet] = (await get(site.url, "/")).match(/<style>([^<]+)<\/style>/);
  const hash = createHash("sha256").update(sheet).digest("base64");
  const wanted = {
    "default-src": "'none'", "script-src": "'self'", "connect-src": "'self'", "style-src": `'sha256-${hash}'`, "img-src": "'self' data:",
    "base-uri": "'none'", "form-action": "'self'", "frame-ancestors": "'self'",
  };
  const embedded = {
    "default-src": "'none'", "style-src": "'self'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "*",
  };
  const assets = [...(await get(site.url, "/")).matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  assert.equal(assets.length, 1, assets.join());
  assets.push(...[...(await get(site.url, "/embed/main-buyer-share")).matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path));
  assert.equal(assets.length, 2, assets.join());
  for (const path of [...paths, "/nothing", ...assets]) {
    const policy = (await fetch(site.url + path)).headers.get("content-security-policy");
    assert.deepEqual(read(policy), isEmbed(path) ? embedded : wanted, path);
  }
  for (const path of assets) {
    const { headers } = await fetch(site.url + path);
    assert.match(headers.get("content-type"), path.endsWith(".js") ? /^text\/javascript/ : /^text\/css/);
    assert.match(headers.get("cache-control"), /immutable/, path);
  }
});

test("figures show one readable picture each, on a wide screen", () => onEveryPage({}, pictures));

test("figures show one readable picture each, on a phone", () => onEveryPage({ viewport: PHONE }, pictures));

test("the keyboard skips to the content", async () => {
  await visit(chrome, site.url, {}, async (page, open) => {
    await open("/trade");
    await page.keyboard.press("Tab");
    const skip = page.locator(":focus");
    assert.equal(await skip.getAttribute("class"), "skip");
    assert.ok((await skip.boundingBox()).x >= 0, "the skip link stays off the screen");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(":focus").getAttribute("id"), "main");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)));
  });
});

test("details open by keyboard and a table scrolls by keyboard", async () => {
  await visit(chrome, site.url, {}, async (page, open) => {
    await open("/trade");
    const details = page.locator("details").filter({ has: page.locator(".scroll") }).first();
    await details.locator("summary").focus();
    await page.keyboard.press("Enter");
    assert.ok(await details.evaluate((element) => element.open));
    await page.keyboard.press("Tab");
    assert.equal(await page.locator(":focus").getAttribute("class"), "scroll");
  });
});

test("pages have one heading of the first level and their own title", async () => {
  const titles = new Map();
  await onEveryPage({}, async (page, path) => {
    const title = await page.title();
    const faults = titles.has(title) ? [`has the title of ${titles.get(title)}`] : [];
    titles.set(title, path);
    const count = await page.locator("h1").count();
    return count === 1 ? faults : [...faults, `${count} headings of the first level`];
  });
});

test("no id stands twice on a page", () =>
  onEveryPage({}, (page) =>
    page.evaluate(() => {
      const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
      return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
    }),
  ));

test("an unknown address answers 404 with a page that helps", async () => {
  for (const path of ["/nothing", "/fig/nothing", "/fig/nothing.svg", "/trace/nothing", "/traces/nothing", "/rows/nothing.csv", "/embed/nothing", "/table/nothing.csv", "/events/nothing", "/people/nothing", "/assets/nothing.js", "/a/b/c"]) {
    const response = await fetch(site.url + path);
    assert.equal(response.status, 404, path);
    assert.match(await response.text(), /<h1>/, path);
  }
});

test("an address that a page once had leads to the one it has now", async () => {
  const response = await fetch(`${site.url}/developments`, { redirect: "manual" });
  assert.equal(response.status, 308);
  assert.equal(response.headers.get("location"), "/events");
});

test("the words of a page do not depend on who asked for it first", async () => {
  // A page is made once and kept: another name of the host must not be in it for the next reader.
  for (const path of whole.figures.slice(1, 4).map(({ id }) => `/fig/${id}`)) {
    await askAs("elsewhere.example", path);
    assert.doesNotMatch(await askAs(new URL(site.url).host, path), /elsewhere\.example/, path);
  }
});

/** An answer to a request that names a host. */
const askAs = (host, path) =>
  new Promise((done, failed) => {
    request(site.url + path, { headers: { host, "accept-encoding": "identity" } }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk)).on("end", () => done(text));
    })
      .on("error", failed)
      .end();
  });
