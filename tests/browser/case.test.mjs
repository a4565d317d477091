// A case of one's own: from an empty folder to pages with the right numbers, and nothing known later on an earlier day.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { browser, dossier, everyPath, get, inTempFolder, landlocked, none, serve, visit } from "./lib.mjs";

/** Runs `landlocked` and insists that it ends well. */
async function done(...args) {
  const { code, stdout, stderr } = await landlocked(...args);
  assert.equal(code, 0, `landlocked ${args.join(" ")} ends with ${code}\n${stdout}\n${stderr}`);
  return stdout;
}

/** A folder as `new` makes it, for Kyrgyzstan. */
const withNewCase = (work) =>
  inTempFolder(async (parent) => {
    const folder = join(parent, "case");
    await done("new", folder, "--economy", "KGZ");
    return work(folder);
  });

async function edit(folder, file, change) {
  const path = join(folder, file);
  await writeFile(path, change(await readFile(path, "utf8")));
}

/** Adds rows to a table, cells by the name of their column. */
const addRows = (folder, file, rows) =>
  edit(folder, file, (text) => {
    const header = text.split("\n").find((line) => line && !line.startsWith("#")).split(",");
    const line = (row) => {
      assert.deepEqual(Object.keys(row).filter((name) => !header.includes(name)), [], `${file} has no such column`);
      return header.map((name) => row[name] ?? "").join(",");
    };
    return `${text}${rows.map(line).join("\n")}\n`;
  });

const OWN = { source_id: "example_source", confidence: "low", basis: "assumed" };

const exported = (partner, period, value, more) => ({
  reporter: "KGZ", partner, flow: "export", product_id: "total", period, measure: "value", value, unit: "MUSD",
  valuation: "fob", vintage: "first", lag_days: 30, ...OWN, ...more,
});

test("a new folder passes the check and is never overwritten", () =>
  withNewCase(async (folder) => {
    assert.match(await done("check", folder), /0 errors, 0 warnings/);
    const again = await landlocked("new", folder, "--economy", "KGZ");
    assert.equal(again.code, 2);
    assert.match(again.stderr, /not empty/);
  }));

test("an invented trade shows its share in the report, the JSON, the page and the trace", () =>
  withNewCase(async (folder) => {
    await edit(folder, "case.toml", (text) => text.replace(/^gateways = .*$/m, 'gateways = ["CHN", "KAZ"]'));
    await edit(folder, "buyers.csv", (text) => text.replace(",KGZ,total,KGZ,", ",KAZ,total,KAZ,"));
    // The example row of the template gives way.
    await edit(folder, "trade.csv", (text) => text.replace(/^KGZ,.*\n/gm, ""));
    // By hand: 300 of 800 is 37.5 %, 200 of 800 is 25 %, and 800 after 640 is a growth of 25 %.
    await addRows(folder, "trade.csv", [
      exported("WLD", 2018, 640), exported("CHN", 2018, 160),
      exported("WLD", 2019, 800), exported("CHN", 2019, 300), exported("KAZ", 2019, 200),
    ]);
    assert.match(await done("check", folder), /0 errors/);

    const whole = JSON.parse(await done("report", folder, "--json"));
    const share = whole.numbers["trade.share.export.CHN.2019"];
    assert.equal(share.value, 37.5);
    assert.equal(share.shown, "37.5");
    assert.equal(whole.numbers["trade.growth.export.2019"].value, 25);
    assert.equal(whole.numbers["trade.share.export.KAZ.2019"].value, 25);
    assert.match(await done("report", folder), /China took 37\.5 %/);

    const site = await serve(folder);
    const chrome = await browser();
    try {
      assert.deepEqual(await dossier(site.url), whole);
      await visit(chrome, site.url, {}, async (page, open) => {
        await open("/trade");
        const number = page.locator('main table a[href^="/trace/trade.share.export.CHN.2019"]').first();
        assert.equal(await number.textContent(), "37.5");
        await open("/");
        const findings = page.locator(".findings");
        assert.match(await findings.innerText(), /37\.5\s%/);
        await findings.locator('a[href^="/trace/trade.share.export.CHN.2019"]').first().click();
        assert.match(await page.locator("h1").innerText(), /37\.5\s%/);
        // The rows of both sides of the division, as they stand in the file.
        const rows = await page.locator(".rows").innerText();
        assert.match(rows, /trade\.csv:\d+[\s\S]*300/);
        assert.match(rows, /trade\.csv:\d+[\s\S]*800/);
        assert.match(await page.locator(".sources").innerText(), /Example: replace this row/);
      });
    } finally {
      await chrome.close();
      await site.stop();
    }
  }));

test("the case is read anew, from the folder alone: two folders give two dossiers", () =>
  withNewCase(async (folder) => {
    const before = JSON.parse(await done("report", folder, "--json"));
    await edit(folder, "case.toml", (text) => text.replace(/^title = .*$/m, 'title = "Another title"'));
    const after = JSON.parse(await done("report", folder, "--json"));
    assert.equal(after.meta.title, "Another title");
    assert.notEqual(after.meta.case_hash, before.meta.case_hash);
  }));

// ---- a network of one's own

/** The site of a folder, in a tab. */
const opened = async (folder, work) => {
  const [site, chrome] = await Promise.all([serve(folder), browser()]);
  try {
    await visit(chrome, site.url, {}, (page, open) => work(page, open, site.url));
  } finally {
    await chrome.close();
    await site.stop();
  }
};

test("a new folder has its page of corridors: the crossing, no map, nothing to slide", () =>
  withNewCase((folder) =>
    opened(folder, async (page, open, url) => {
      assert.equal((await open("/corridors")).status(), 200);
      assert.equal(await page.locator("h1").innerText(), "Corridors");
      assert.match(await page.locator("main").innerText(), /Example gate/);
      for (const path of ["/corridors", "/"]) {
        await open(path);
        assert.equal(await page.locator("form:not(.search)").count(), 0, path);
      }
      assert.equal((await fetch(`${url}/fig/corridor-map`)).status, 404);
      assert.equal((await fetch(`${url}/fig/corridor-map.part?on=2020-03`)).status, 404);
    }),
  ));

test("an invented network is drawn: a mine, a gate, a market and the roads between them", () =>
  withNewCase(async (folder) => {
    const place = (place_id, name, kind, economy, lat, lon) => ({ place_id, name, kind, economy, lat, lon, ...OWN, known_on: "2020-01-01" });
    const road = (link_id, name, from_place, to_place, more) => ({
      link_id, name, from_place, to_place, layer: "road", stage: "existing", length_km: 120, ...OWN, known_on: "2020-01-01", ...more,
    });
    await edit(folder, "places.csv", (text) => text.replace(/^example_gate,Example gate,crossing,KGZ,,,/m, "example_gate,Example gate,crossing,KGZ,42.0,75.0,"));
    await addRows(folder, "places.csv", [place("small_mine", "Small mine", "mine", "KGZ", 41.5, 74), place("big_market", "Big market", "market", "KAZ", 43.2, 76.9)]);
    await addRows(folder, "links.csv", [
      road("mine_road", "Mine road", "small_mine", "example_gate"),
      road("gate_road", "Gate road", "example_gate", "big_market", { crossing_id: "example_gate" }),
    ]);
    assert.match(await done("check", folder), /0 errors/);
    await opened(folder, async (page, open) => {
      for (const path of ["/corridors", "/fig/corridor-map"]) {
        await open(path);
        const picture = page.locator('figure[id="corridor-map"] svg:visible');
        for (const name of ["Example gate", "Big market"]) assert.match(await picture.textContent(), new RegExp(name), path);
      }
      const table = await page.locator('figure[id="corridor-map"] table').innerText();
      assert.match(table, /Mine road/);
      assert.match(table, /Gate road/);
    });
  }));

// ---- as of a day

const PLANTED = "2021-03-15";
const DAY_BEFORE = "2021-03-14";

/** A row in every table, known on one day, with a marker of its own: what must not be seen earlier. */
async function plant(folder) {
  const rows = {
    "sources.csv": { source_id: "planted_source", title: "Planted source", published: 2021, origin: "own" },
    "places.csv": { place_id: "planted_place", name: "Planted place", kind: "crossing", economy: "KGZ" },
    "links.csv": {
      link_id: "planted_link", name: "Planted link", from_place: "example_gate", to_place: "planted_place", layer: "road",
      stage: "existing", length_km: 4711,
    },
    "capacities.csv": {
      capacity_id: "planted_capacity", subject_id: "example_gate", measure: "throughput", status: "open", value: 4712,
      unit: "truck/day", valid_from: "2021-03-01",
    },
    "calendar.csv": {
      calendar_id: "planted_rest", subject_id: "example_gate", days: "every", valid_from: "2021-03-01", open: 0.4714,
    },
    "costs.csv": {
      cost_id: "planted_cost", subject_id: "example_road", measure: "freight", mode: "road", value: 4713, unit: "USD/t",
      valid_from: "2021-03-01",
    },
    "products.csv": {
      product_id: "planted_product", name: "Planted product", kind: "commodity", hs_revision: "HS2017", hs_codes: 2701, unit: "t",
    },
    "production.csv": {
      production_id: "planted_production", place_id: "example_gate", product_id: "total", measure: "output", period: 2020,
      value: 4714, unit: "t",
    },
    "markets.csv": {
      market_id: "planted_market", subject_id: "example_gate", product_id: "total", measure: "price", terms: "border",
      period: 2020, value: 4715, unit: "USD/t",
    },
    "series.csv": {
      series_id: "planted_series", name: "Planted series", unit: "count", frequency: "annual", subject_id: "KGZ",
      reporter: "Planted office", definition: "planted definition", publication_lag_days: 30,
    },
    "observations.csv": { series_id: "example_series", period: 2020, value: 4716, note: "planted observation" },
    "trade.csv": exported("WLD", 2020, 4717, { note: "planted trade" }),
    "events.csv": {
      event_id: "planted_event", kind: "border", title: "Planted event", starts_on: "2021-03-10", summary: "Planted summary.",
      subjects: "KGZ",
    },
    "judgements/institutions.csv": {
      judgement_id: "planted_judgement", target: "Planted target", period: 2022, forecaster: "Planted institution",
      made_on: "2021-03-15", relation: "equal", value: 4718, unit: "percent",
    },
  };
  for (const [file, row] of Object.entries(rows)) {
    const provenance = file === "sources.csv" ? {} : { ...OWN, source_id: "planted_source", known_on: PLANTED };
    await addRows(folder, file, [{ note: `planted note of ${file}`, ...row, ...provenance }]);
  }
  await writeFile(
    join(folder, "panel.toml"),
    `known_on = ${PLANTED}\nsource_id = "planted_source"\ntitle = "Planted panel"\nhost = "Planted host"\nheld_on = 2021-04-01
timezone = "UTC"\nmode = "online"\nurl = "https://example.org/planted"\nquestion = "Planted question?"\nabstract = "Planted abstract."
[[person]]\nid = "planted_person"\nname = "Planted Person"\nrole = "chair"\ntitle = "Planted"\nbio = "Planted bio."\nsource_id = "planted_source"\n`,
  );
}

/** The values of the planted rows, as they would read with or without a separator of thousands. */
const MARKER = /planted|\b4,?71[1-8]\b/i;

const seen = (where, text) => (MARKER.test(text) ? [`${where}: ...${text.slice(Math.max(0, text.search(MARKER) - 60)).slice(0, 120)}...`] : []);

/** Everything that the program says of a folder as of a day, by where it says it. */
async function everything(folder, day, work) {
  const site = await serve(folder, "--as-of", day);
  try {
    const said = new Map([
      ["report", await done("report", folder, "--as-of", day)],
      ["report --json", await done("report", folder, "--json", "--as-of", day)],
      ["trace all", await done("trace", "all", folder, "--as-of", day)],
    ]);
    for (const path of everyPath(await dossier(site.url))) said.set(path, await get(site.url, path));
    return await work(said, site.url);
  } finally {
    await site.stop();
  }
}

test("what became known later is on no page of an earlier day", () =>
  withNewCase(async (folder) => {
    await plant(folder);
    assert.match(await done("check", folder), /0 errors/);
    await everything(folder, DAY_BEFORE, async (said, url) => {
      none([...said].flatMap(([where, text]) => seen(where, text)), "leaks");
      // Nor by asking for it.
      for (const path of ["/trace/judgement.planted_judgement", "/trace/link.length.planted_link", "/trace/trade.total.export.2020", "/fig/series-planted_series"]) {
        assert.equal((await fetch(url + path)).status, 404, path);
      }
    });
  }));

test("on the day it became known it is there", () =>
  withNewCase(async (folder) => {
    await plant(folder);
    await everything(folder, PLANTED, async (said) => {
      const all = [...said.values()].join("\n");
      for (const words of ["Planted panel", "Planted event", "Planted link", "Planted target", "Planted source", "4717"]) {
        assert.ok(all.includes(words) || all.includes("4,717") && words === "4717", `"${words}" is nowhere`);
      }
      for (const where of ["report", "report --json", "/", "/events", "/panel", "/data", "/dossier.json"]) {
        assert.ok(seen(where, said.get(where)).length, `${where} shows nothing of it`);
      }
    });
  }));

test("the built-in case, as of an early day, knows none of its later events and panel", async () => {
  const day = "2021-06-30";
  const later = JSON.parse(await done("report", "--json"));
  const early = JSON.parse(await done("report", "--json", "--as-of", day));
  const unknown = later.events.filter(({ id }) => !early.events.some((event) => event.id === id));
  assert.ok(unknown.length > 10, `only ${unknown.length} later events`);
  for (const row of Object.values(early.rows)) assert.ok(row.known_on <= day, `${row.at} is known on ${row.known_on}`);
  assert.equal(early.panel, null);
  const site = await serve("--as-of", day);
  try {
    const leaks = [];
    for (const path of everyPath(early).filter((path) => !path.startsWith("/trace/"))) {
      const text = await get(site.url, path);
      for (const { id, title } of unknown) if (text.includes(id) || text.includes(title)) leaks.push(`${path}: ${id}`);
      for (const { name } of later.panel.people) if (text.includes(name)) leaks.push(`${path}: ${name}`);
      const { title, question, abstract } = later.panel;
      for (const words of [title, question, abstract]) if (text.includes(words)) leaks.push(`${path}: ${words}`);
    }
    none(leaks, "leaks");
  } finally {
    await site.stop();
  }
});
