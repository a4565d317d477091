// Every kind of page, as people meet it: with assistive technology, without scripts, on a phone, on paper, by keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PHONE, browser, bytesOnTheWire, dossier, kindsOfPages, none, objections, overflowing, serve, visit } from "./lib.mjs";

const FIRST_VIEW_BUDGET = 60_000;
const PAGE_BUDGET = 40_000;
const SCRIPT_BUDGET = 3 * 1024;
/** A viewport of 1280 by 1024 at a zoom of 400 %. */
const ZOOMED = { width: 320, height: 256 };

let site, chrome, paths;

before(async () => {
  [site, chrome] = await Promise.all([serve(), browser()]);
  paths = kindsOfPages(await dossier(site.url));
});
after(async () => {
  await chrome?.close();
  await site?.stop();
});

/** Runs `work` on every kind of page; it gives the faults of one page. */
async function onEveryPage(options, work) {
  const faults = [];
  await visit(chrome, site.url, options, async (page, open) => {
    for (const path of paths) {
      await open(path);
      faults.push(...(await work(page, path)).map((fault) => `${path}: ${fault}`));
    }
  });
  none(faults);
}

const LOOKS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colours": { forcedColors: "active" },
};

for (const [name, options] of Object.entries(LOOKS)) {
  test(`axe finds nothing in ${name}`, () => onEveryPage(options, objections));
}

test("axe finds nothing on a phone", () => onEveryPage({ viewport: PHONE }, objections));

test("no console error, no failed request, no request to another host", async () => {
  const faults = [];
  await visit(chrome, site.url, {}, async (page, open) => {
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()} ${response.url()}`));
    page.on("request", (request) => new URL(request.url()).host === new URL(site.url).host || faults.push(request.url()));
    for (const path of paths) await open(path);
  });
  none(faults);
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

test("the only script is the slider's own, and it comes only where there is something to slide", () =>
  onEveryPage({ javaScriptEnabled: false }, (page) =>
    page.evaluate(() => {
      const scripts = [...document.scripts].filter((script) => script.type !== "application/ld+json").map((script) => `${script.type} ${script.getAttribute("src")} ${script.text}`.trim());
      const wanted = [
        ...(document.querySelector("form.frames") ? ["module /slider.js"] : []),
        ...(document.querySelector("form.plans[data-exact]") ? ["module /balance.js"] : []),
      ];
      const handlers = [...document.querySelectorAll("*")].filter((element) => element.getAttributeNames().some((name) => name.startsWith("on")));
      return [
        ...(String(scripts) === String(wanted) ? [] : [`has the scripts [${scripts}], not [${wanted}]`]),
        ...handlers.map((element) => `${element.outerHTML.slice(0, 80)} carries script`),
      ];
    }),
  ));

test("the policy lets in the site's own style, pictures and script, and nothing else", async () => {
  const wanted = {
    "default-src": "'none'", "script-src": "'self'", "connect-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
    "base-uri": "'none'", "form-action": "'self'", "frame-ancestors": "'self'",
  };
  for (const path of [...paths, "/nothing", "/slider.js", "/balance.js"]) {
    const policy = (await fetch(site.url + path)).headers.get("content-security-policy");
    assert.deepEqual(Object.fromEntries(policy.split("; ").map((part) => part.split(/ (.*)/, 2))), wanted, path);
  }
  for (const script of ["/slider.js", "/balance.js"]) {
    const response = await fetch(site.url + script);
    assert.match(response.headers.get("content-type"), /^text\/javascript/);
    const bytes = Buffer.byteLength(await response.text());
    assert.ok(bytes < SCRIPT_BUDGET, `${script} has ${bytes} bytes`);
  }
});

test(`no page weighs more than ${PAGE_BUDGET} bytes on the wire`, async () => {
  await visit(chrome, site.url, {}, async (page, open) => {
    const weights = [];
    for (const path of paths) {
      const bytes = await bytesOnTheWire(page, () => open(path), "Document");
      assert.ok(bytes > 1000, `${path}: only ${bytes} bytes seen`);
      weights.push([path, bytes]);
    }
    none(weights.filter(([, bytes]) => bytes > PAGE_BUDGET).map(([path, bytes]) => `${path}: ${bytes} bytes`));
  });
});

test("figures show one readable picture each, on a wide screen", () => onEveryPage({}, pictures));

test("figures show one readable picture each, on a phone", () => onEveryPage({ viewport: PHONE }, pictures));

test("nothing reaches over the edge of a phone", () => onEveryPage({ viewport: PHONE, isMobile: true }, overflowing));

test("at 400 % zoom a page scrolls one way only", () => onEveryPage({ viewport: ZOOMED }, overflowing));

test("on paper: tables open, no navigation", () =>
  onEveryPage({}, async (page) => {
    await page.emulateMedia({ media: "print" });
    // The page is laid out anew for paper before anything is measured.
    await page.evaluate(() => new Promise((laidOut) => requestAnimationFrame(() => requestAnimationFrame(laidOut))));
    const faults = await page.evaluate(() => {
      const seen = (element) => element.checkVisibility({ contentVisibilityAuto: true }) && element.getBoundingClientRect().height > 0;
      const hidden = [...document.querySelectorAll("table")].filter((table) => !seen(table));
      const controls = [...document.querySelectorAll("nav, .skip, .take, form, button, select")].filter(seen);
      return [
        ...hidden.map((table) => `the table of ${table.closest("figure, section")?.id} is not shown`),
        ...controls.map((control) => `${control.tagName} ${control.className} is shown`),
      ];
    });
    await page.emulateMedia({ media: "screen" });
    return faults;
  }));

test(`the first view weighs at most ${FIRST_VIEW_BUDGET} bytes`, async () => {
  await visit(chrome, site.url, {}, async (page, open) => {
    const bytes = await bytesOnTheWire(page, () => open("/"));
    assert.ok(bytes > 1000, `only ${bytes} bytes seen`);
    assert.ok(bytes <= FIRST_VIEW_BUDGET, `${bytes} bytes`);
  });
});

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

test("the keyboard's place is always visible", () =>
  onEveryPage({}, async (page) => {
    const faults = [];
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press("Tab");
      const fault = await page.evaluate(() => {
        const at = document.activeElement;
        if (!at || at === document.body) return null;
        const style = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        const name = at.outerHTML.slice(0, 80);
        if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `no outline: ${name}`;
        if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) return `off the screen: ${name}`;
        return null;
      });
      if (fault) faults.push(fault);
    }
    return faults;
  }));

test("details open by keyboard and a table scrolls by keyboard", async () => {
  await visit(chrome, site.url, {}, async (page, open) => {
    await open("/trade");
    const details = page.locator("details").first();
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
  for (const path of ["/nothing", "/fig/nothing", "/fig/nothing.svg", "/trace/nothing", "/a/b/c"]) {
    const response = await fetch(site.url + path);
    assert.equal(response.status, 404, path);
    assert.match(await response.text(), /<h1>/, path);
  }
});
