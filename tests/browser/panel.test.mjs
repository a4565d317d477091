// The page of the panel, as search engines, calendars and readers of feeds meet it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { browser, dossier, get, none, pagesOf, serve, visit } from "./lib.mjs";

/** The day before the panel's page was known, as `YYYY-MM-DD`. */
const dayBefore = (day) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

let site, chrome, whole, panel;

before(async () => {
  [site, chrome] = await Promise.all([serve(), browser()]);
  whole = await dossier(site.url);
  panel = whole.panel;
});
after(async () => {
  await chrome?.close();
  await site?.stop();
});

/** The feed with this name of the host in the request. */
const feedFor = (host) =>
  new Promise((done, failed) => {
    request(`${site.url}/feed.xml`, { headers: { host } }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => done({ status: response.statusCode, text }));
    })
      .on("error", failed)
      .end();
  });

/** A feed as a browser's own XML parser reads it. */
const readFeed = (xml) =>
  visit(chrome, site.url, {}, async (page, open) => {
    await open("/");
    return page.evaluate((xml) => {
      const feed = new DOMParser().parseFromString(xml, "application/xml");
      const text = (from, name) => from.querySelector(`:scope > ${name}`)?.textContent;
      return {
        fault: feed.querySelector("parsererror")?.textContent,
        self: feed.getElementsByTagNameNS("http://www.w3.org/2005/Atom", "link")[0]?.getAttribute("href"),
        link: text(feed.querySelector("channel"), "link"),
        items: [...feed.querySelectorAll("item")].map((item) => ({
          title: text(item, "title"),
          link: text(item, "link"),
          guid: text(item, "guid"),
          permanent: item.querySelector("guid").getAttribute("isPermaLink"),
          date: text(item, "pubDate"),
          words: new DOMParser().parseFromString(text(item, "description"), "text/html").body.textContent,
        })),
      };
    }, xml);
  });

test("the panel's page raises no error and breaks no policy", async () => {
  const faults = [];
  await visit(chrome, site.url, {}, async (page, open) => {
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(String(error)));
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
    });
    await open("/panel");
    faults.push(...(await page.evaluate(() => window.violations)));
  });
  none(faults);
});

test("the linked data names the panel, its people and its claims", async () => {
  await visit(chrome, site.url, {}, async (page, open) => {
    await open("/panel");
    const texts = await page.locator('script[type="application/ld+json"]').allTextContents();
    assert.equal(texts.length, 1);
    assert.doesNotMatch(texts[0], /</);
    const { "@context": context, "@graph": graph } = JSON.parse(texts[0]);
    assert.equal(context, "https://schema.org");
    const event = graph.find((thing) => thing["@type"] === "Event");
    assert.equal(event.name, panel.title);
    assert.equal(event.startDate.slice(0, 10), panel.held_on);
    if (!panel.starts_at) assert.equal(event.startDate, panel.held_on);
    assert.equal(event.about.name, panel.question);
    assert.deepEqual(
      event.performer.map(({ name, jobTitle }) => [name, jobTitle]),
      panel.people.map(({ name, title }) => [name, title]),
    );
    const claims = graph.filter((thing) => thing["@type"] === "Claim");
    assert.deepEqual(
      claims.map(({ position, text }) => [position, text]),
      panel.claims.map(({ number, text }) => [number, text]),
    );
    const named = [...event.performer, ...claims].map((thing) => thing["@id"]);
    for (const id of named) assert.equal(await page.locator(id).count(), 1, id);
  });
});

test("every claim has its own address, and all evidence leads to something", async () => {
  const faults = [];
  await visit(chrome, site.url, {}, async (page, open) => {
    await open("/panel");
    const links = [];
    for (const { number, evidence } of panel.claims) {
      const found = await page.locator(`#claim-${number} a`).evaluateAll((all) => all.map((a) => a.getAttribute("href")));
      assert.deepEqual(found, evidence.map(({ href }) => href), `claim ${number}`);
      links.push(...found);
    }
    for (const path of new Set(links.map((link) => link.split("#")[0]))) {
      const all = links.filter((link) => link.split("#")[0] === path);
      await open(path);
      const ids = new Set(await page.evaluate(() => [...document.querySelectorAll("[id]")].map((element) => element.id)));
      faults.push(...all.filter((link) => link.includes("#") && !ids.has(link.split("#")[1])));
    }
  });
  none(faults, "links of evidence that lead nowhere");
});

test("the panel can be put in a calendar", async () => {
  const kind = (await fetch(`${site.url}/panel.ics`)).headers.get("content-type");
  assert.equal(kind, "text/calendar; charset=utf-8");
  const text = await visit(chrome, site.url, {}, async (page, open) => {
    await open("/panel");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Put it in a calendar" }).click()]);
    assert.equal(download.suggestedFilename(), "panel.ics");
    return readFile(await download.path(), "utf8");
  });
  assert.ok(text.endsWith("\r\n"));
  assert.doesNotMatch(text.replaceAll("\r\n", ""), /[\r\n]/);
  const long = text.split("\r\n").filter((line) => Buffer.byteLength(line) > 75);
  none(long, "lines of more than 75 octets");
  const lines = text.replaceAll("\r\n ", "").split("\r\n");
  const value = (name) => lines.find((line) => line.split(/[:;]/)[0] === name)?.split(":").slice(1).join(":");
  const words = (name) => value(name).replaceAll("\\n", "\n").replaceAll(/\\([,;\\])/g, "$1");
  assert.equal(value("DTSTAMP"), `${panel.known_on.replaceAll("-", "")}T000000Z`);
  if (!panel.starts_at) assert.ok(lines.includes(`DTSTART;VALUE=DATE:${panel.held_on.replaceAll("-", "")}`));
  assert.equal(words("SUMMARY"), panel.title);
  assert.equal(value("URL"), panel.url);
  for (const person of panel.people) assert.ok(words("DESCRIPTION").includes(`${person.name} (${person.role})`), person.name);
  assert.equal(lines.filter((line) => /^(ATTENDEE|ORGANIZER)/.test(line)).length, 0);
  assert.equal(await get(site.url, "/panel.ics"), text);
});

test("the feed holds the latest events and the panel", async () => {
  const feed = await readFeed(await get(site.url, "/feed.xml"));
  assert.equal(feed.fault, undefined);
  assert.equal(feed.self, `${site.url}/feed.xml`);
  assert.equal(feed.items.length, Math.min(whole.events.length, 50) + 1);
  assert.equal(new Set(feed.items.map(({ guid }) => guid)).size, feed.items.length);
  const dates = feed.items.map(({ date }) => Date.parse(date));
  assert.deepEqual(dates, [...dates].sort((a, b) => b - a));
  const byAddress = new Map(whole.events.map((event) => [`${site.url}/developments#event-${event.id}`, event]));
  byAddress.set(`${site.url}/panel`, { title: `Panel: ${panel.title}`, summary: panel.question, starts_on: panel.held_on });
  for (const { title, link, permanent, date, words } of feed.items) {
    const event = byAddress.get(link);
    assert.equal(title, event?.title, link);
    assert.ok(words.includes(event.summary), link);
    assert.equal(permanent, "false");
    assert.match(date, /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} 00:00:00 GMT$/);
    assert.equal(Date.parse(date), Date.parse(event.starts_on), link);
  }
});

test("links of the feed begin with the host that was asked, if that is one", async () => {
  assert.equal((await readFeed((await feedFor("ways.example:8080")).text)).link, "http://ways.example:8080/");
  for (const host of ["ways.example/<a>", "a@b.example", "x".repeat(300)]) {
    const { status, text } = await feedFor(host);
    // A server may also refuse such a request.
    if (status !== 200) assert.equal(status, 400, host);
    else assert.equal((await readFeed(text)).link, "/", host);
  }
});

test("every page tells readers of feeds where the feed is", async () => {
  await visit(chrome, site.url, {}, async (page, open) => {
    for (const path of pagesOf(whole)) {
      await open(path);
      assert.equal(await page.locator('link[rel="alternate"][type="application/rss+xml"]').getAttribute("href"), "/feed.xml", path);
    }
  });
});

test("before the panel was known there is no calendar and no linked data, but a feed", async () => {
  const earlier = await serve("--as-of", dayBefore(panel.known_on));
  try {
    const response = await fetch(`${earlier.url}/panel.ics`);
    assert.equal(response.status, 404);
    assert.match(await response.text(), /<h1>/);
    assert.doesNotMatch(await get(earlier.url, "/panel"), /ld\+json|panel\.ics/);
    const { fault, items } = await readFeed(await get(earlier.url, "/feed.xml"));
    assert.equal(fault, undefined);
    assert.ok(items.length > 0 && items.every(({ title }) => !title.startsWith("Panel: ")));
  } finally {
    await earlier.stop();
  }
});
