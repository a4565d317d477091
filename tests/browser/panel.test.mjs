// The page of the panel, as search engines, calendars and readers of feeds meet it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { browser, dossier, get, none, pagesOf, serve, visit, watch } from "./lib.mjs";

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

/** A feed (Atom, RFC 4287) as a browser's own XML parser reads it. */
const readFeed = (xml) =>
  visit(chrome, site.url, {}, async (page, open) => {
    await open("/");
    return page.evaluate((xml) => {
      const feed = new DOMParser().parseFromString(xml, "application/xml");
      const root = feed.documentElement;
      const text = (from, name) => from.querySelector(`:scope > ${name}`)?.textContent;
      const link = (from, rel) => [...from.querySelectorAll(":scope > link")].find((one) => one.getAttribute("rel") === rel)?.getAttribute("href");
      return {
        fault: feed.querySelector("parsererror")?.textContent,
        root: `${root.namespaceURI} ${root.localName}`,
        id: text(root, "id"),
        updated: text(root, "updated"),
        self: link(root, "self"),
        link: link(root, null),
        entries: [...feed.querySelectorAll("entry")].map((entry) => ({
          title: text(entry, "title"),
          link: link(entry, null),
          id: text(entry, "id"),
          updated: text(entry, "updated"),
          words: new DOMParser().parseFromString(text(entry, "content"), "text/html").body.textContent,
        })),
      };
    }, xml);
  });

test("the panel's page raises no error and breaks no policy", async () => {
  await visit(chrome, site.url, {}, async (page, open) => {
    const faults = watch(page, site.url);
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
    });
    await open("/panel");
    faults.push(...(await page.evaluate(() => window.violations)));
    none(faults);
  });
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
    // The chair is told apart by a role around the person.
    const roles = event.performer.map((one) => (one["@type"] === "Role" ? one.roleName : "speaker"));
    assert.deepEqual(roles, panel.people.map(({ role }) => role));
    const people = event.performer.map((one) => (one["@type"] === "Role" ? one.performer : one));
    assert.deepEqual(
      people.map(({ name, jobTitle }) => [name, jobTitle]),
      panel.people.map(({ name, title }) => [name, title]),
    );
    const claims = graph.filter((thing) => thing["@type"] === "Claim");
    assert.deepEqual(
      claims.map(({ position, text }) => [position, text]),
      panel.claims.map(({ number, text }) => [number, text]),
    );
    for (const { "@id": id } of claims) assert.equal(await page.locator(id).count(), 1, id);
    // One key for a person: in the page, in the linked data, and as the address.
    const links = await page.locator(".people h3 a").evaluateAll((all) => all.map((a) => [a.getAttribute("href"), a.textContent]));
    assert.deepEqual(links, people.map((person) => [person["@id"], person.name]));
    for (const { "@id": id, name } of people) {
      await open(id);
      assert.equal(await page.locator("h1").innerText(), name);
      const own = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
      assert.deepEqual([own["@type"], own["@id"], own.name], ["Person", id, name]);
    }
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
  // A name of ids alone, so that it stays when the day or the address changes.
  assert.match(value("UID"), /^panel-[a-z0-9-]+@[a-z]{3}\.landlocked$/);
  assert.equal(value("SEQUENCE"), String(panel.sequence));
  assert.equal(words("CATEGORIES"), panel.hashtag);
  if (!panel.starts_at) {
    assert.ok(lines.includes(`DTSTART;VALUE=DATE:${panel.held_on.replaceAll("-", "")}`));
    const after = new Date(Date.parse(`${panel.held_on}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    assert.ok(lines.includes(`DTEND;VALUE=DATE:${after.replaceAll("-", "")}`));
  }
  assert.equal(words("SUMMARY"), panel.title);
  assert.equal(value("URL"), panel.url);
  const contacts = lines.filter((line) => line.startsWith("CONTACT"));
  assert.equal(contacts.length, panel.people.length);
  for (const [at, person] of panel.people.entries()) {
    assert.ok(words("DESCRIPTION").includes(`${person.name} (${person.role})`), person.name);
    assert.ok(contacts[at].includes(person.name), contacts[at]);
  }
  assert.equal(lines.filter((line) => /^(ATTENDEE|ORGANIZER)/.test(line)).length, 0);
  assert.equal(await get(site.url, "/panel.ics"), text);
  assert.equal(await get(site.url, "/panel/event.ics"), text);
});

test("all events can be put in a calendar: whole days, and vague dates say so", async () => {
  const text = await get(site.url, "/events.ics");
  none(text.split("\r\n").filter((line) => Buffer.byteLength(line) > 75), "lines of more than 75 octets");
  const entries = text.replaceAll("\r\n ", "").split("BEGIN:VEVENT\r\n").slice(1).map((entry) => entry.split("\r\n"));
  // The next date to watch may stand behind them, where it is no event.
  assert.ok([0, whole.next && !whole.next.event ? 1 : 0].includes(entries.length - whole.events.length), `${entries.length} entries`);
  const value = (entry, name) => entry.find((line) => line.split(/[:;]/)[0] === name)?.split(":").slice(1).join(":").replaceAll(/\\([,;\\])/g, "$1");
  assert.equal(new Set(entries.map((entry) => value(entry, "UID"))).size, entries.length);
  for (const [at, event] of whole.events.entries()) {
    const entry = entries[at];
    const precise = event.starts_on.length === 10;
    assert.equal(value(entry, "SUMMARY"), precise ? event.title : `${event.title} (${event.when})`);
    assert.ok(entry.includes(`DTSTART;VALUE=DATE:${`${event.starts_on}-01-01`.slice(0, 10).replaceAll("-", "")}`), event.id);
    assert.ok(value(entry, "DTEND") > value(entry, "DTSTART"), event.id);
  }
});

test("the feed holds the latest events, the figures that were revised, and the panel", async () => {
  const feed = await readFeed(await get(site.url, "/feed.xml"));
  assert.equal(feed.fault, undefined);
  assert.equal(feed.root, "http://www.w3.org/2005/Atom feed");
  assert.equal(feed.self, `${site.url}/feed.xml`);
  assert.match((await fetch(`${site.url}/feed.xml`)).headers.get("content-type"), /^application\/atom\+xml/);
  const dates = feed.entries.map(({ updated }) => Date.parse(updated));
  assert.deepEqual(dates, [...dates].sort((a, b) => b - a));
  assert.equal(Date.parse(feed.updated), dates[0], "the day comes from the case, not from a clock");
  none(feed.entries.filter(({ id }) => !/^tag:[a-z.]+,\d{4}(-\d\d){0,2}:./.test(id)).map(({ id }) => id), "ids that are no tag");
  assert.equal(new Set(feed.entries.map(({ id }) => id)).size, feed.entries.length);

  const changed = feed.entries.filter(({ link }) => link === `${site.url}/changes`);
  assert.equal(changed.length, Math.min(whole.changes.filter(({ on }) => on).length, 50));
  const numbers = (id) => whole.numbers[id].shown;
  for (const { title, words } of changed) {
    const change = whole.changes.find((one) => title.startsWith(`${one.what}, ${one.period}: ${numbers(one.old)}`) && title.includes(`became ${numbers(one.new)}`));
    assert.ok(change, title);
    assert.ok(words.includes(change.reason), title);
  }
  const others = feed.entries.filter((entry) => !changed.includes(entry));
  assert.equal(others.length, Math.min(whole.events.length, 50) + 1);
  const byAddress = new Map(whole.events.map((event) => [`${site.url}/${event.page}`, event]));
  byAddress.set(`${site.url}/panel`, { title: `Panel: ${panel.title}`, summary: panel.question, starts_on: panel.held_on });
  for (const { title, link, updated, words } of others) {
    const event = byAddress.get(link);
    assert.equal(title, event?.title, link);
    assert.ok(words.includes(event.summary), link);
    assert.match(updated, /^\d{4}-\d\d-\d\dT00:00:00Z$/);
    assert.equal(Date.parse(updated), Date.parse(event.starts_on), link);
  }
  for (const path of new Set(others.map(({ link }) => link))) assert.equal((await fetch(path)).status, 200, path);
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
      assert.equal(await page.locator('link[rel="alternate"][type="application/atom+xml"]').getAttribute("href"), "/feed.xml", path);
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
    const { fault, entries } = await readFeed(await get(earlier.url, "/feed.xml"));
    assert.equal(fault, undefined);
    assert.ok(entries.length > 0 && entries.every(({ title }) => !title.startsWith("Panel: ")));
  } finally {
    await earlier.stop();
  }
});
