// The page Balance: its frontier, and plans chosen by a form without JavaScript, by sliders with it.

import assert from "node:assert/strict";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, browser, dossier, landlocked, none, objections, overflowing, serve, visit } from "./lib.mjs";

const ROWS = new URL("../../crates/landlocked/tests/common/two_gates.txt", import.meta.url);
let home, site, chrome, whole;

/** The small invented country of the tests of the command line, in a folder. */
async function twoGates(folder) {
  const made = await landlocked("new", folder, "--economy", "KGZ");
  assert.equal(made.code, 0, made.stderr);
  const rows = (await readFile(ROWS, "utf8")).split("\n").filter((line) => line && !line.startsWith("#"));
  const files = new Set(rows.map((row) => row.split(" ", 1)[0]));
  files.delete("products.csv");
  for (const file of [...files, "calendar.csv", "costs.csv", "events.csv"]) {
    const lines = (await readFile(join(folder, file), "utf8")).split("\n");
    await writeFile(join(folder, file), lines.filter((line) => !line.startsWith("example_")).join("\n"));
  }
  for (const row of rows) await appendFile(join(folder, row.split(" ", 1)[0]), row.slice(row.indexOf(" ") + 1) + "\n");
  const settings = await readFile(join(folder, "case.toml"), "utf8");
  const own = '[balance]\nneighbour = "KAZ"\nfrom = "2022-01"\nperiods = 4\nmonths = 3\n\n[names]';
  await writeFile(
    join(folder, "case.toml"),
    settings.replace("gateways = []", 'gateways = ["KAZ", "UZB"]').replace("[names]", own),
  );
}

before(async () => {
  home = await mkdtemp(join(tmpdir(), "landlocked-"));
  // What is kept is kept here, and nothing of what the user has kept is seen.
  process.env.XDG_CACHE_HOME = join(home, "cache");
  const folder = join(home, "two_gates");
  await twoGates(folder);
  const made = await landlocked("balance", folder);
  assert.equal(made.code, 0, made.stderr);
  [site, chrome] = await Promise.all([serve(folder), browser()]);
  whole = await dossier(site.url);
});
after(async () => {
  await chrome?.close();
  await site?.stop();
  if (home) await rm(home, { recursive: true, force: true });
});

const title = (tab) => tab.locator("[data-part=card] h3").innerText();

test("the frontier has a picture, a text alternative and a table with today's policy", async () => {
  await visit(chrome, site.url, {}, async (tab, open) => {
    await open("/balance");
    const figure = tab.locator("figure#frontier");
    const alt = await figure.locator("svg:visible").getAttribute("aria-label");
    for (const words of ["Scatter chart", "frontier", "today", "M USD on average"]) assert.ok(alt.includes(words), alt);
    await figure.locator("summary").click();
    const rows = figure.locator("tbody tr");
    assert.equal(await rows.count(), 12);
    assert.match(await rows.last().innerText(), /today's policy/);
    assert.equal(await rows.first().locator("a.n").count(), 6, "every number leads to its rows");
  });
});

test("without JavaScript a form chooses among the plans computed beforehand", async () => {
  await visit(chrome, site.url, { javaScriptEnabled: false }, async (tab, open) => {
    await open("/balance");
    assert.match(await title(tab), /^Weight 0\.5 .* no limit/);
    assert.equal(await tab.locator(".turn:visible").count(), 0, "sliders need the script");
    const limits = await tab.locator("#plan-limit option").evaluateAll((all) => all.map((one) => one.value));
    assert.ok(limits.length > 2, limits.join());
    await tab.selectOption("#plan-weight", "1");
    await tab.selectOption("#plan-limit", limits.at(-1));
    await tab.click(".plans button");
    assert.match(await title(tab), /^Weight 1 of the worst futures, at most [\d.]+\s% through/);
    assert.equal(new URL(tab.url()).searchParams.get("limit"), limits.at(-1));
    assert.equal(await tab.locator("#plan-weight").inputValue(), "1");
    assert.equal(await tab.locator(".notice").count(), 0);
    // A plan that was not computed gives the nearest, and says so.
    await open("/balance?weight=0.34");
    assert.match(await title(tab), /^Weight 0\.3 /);
    assert.match(await tab.locator(".notice").innerText(), /nearest one is shown/);
  });
});

test("with JavaScript a slider asks for any plan, and says what is going on", async () => {
  await visit(chrome, site.url, {}, async (tab, open) => {
    await open("/balance");
    const weight = tab.getByLabel("Weight of the worst futures").and(tab.locator("input"));
    await weight.focus();
    await tab.keyboard.press("ArrowRight");
    assert.equal(await weight.inputValue(), "0.51");
    await tab.waitForFunction(() => document.querySelector("[data-part=card] h3").textContent.startsWith("Weight 0.51 "));
    assert.match(await tab.locator(".plans .said").innerText(), /^Shown: Weight 0\.51 /);
    // The address keeps the weight, and the scenario of the same weight follows.
    assert.equal(new URL(tab.url()).searchParams.get("weight"), "0.51");
    assert.equal(await tab.locator("form.grid [type=number][name=weight]").inputValue(), "0.51");
    await tab.reload();
    await tab.waitForFunction(() => document.querySelector("[data-part=card] h3").textContent.startsWith("Weight 0.51 "));
    await weight.focus();
    // Until a plan is there, the one of the old setting is dimmed, and the seconds are told.
    let go;
    await tab.route("**/balance/point*", async (route) => (await new Promise((done) => (go = done)), route.continue()));
    await tab.keyboard.press("ArrowRight");
    await tab.locator(".plan.stale[aria-busy=true]").waitFor();
    assert.match(await tab.locator(".plans").innerText(), /Computing the plan of weight 0\.52, no limit[^]*So far: \d+ s/);
    go();
    await tab.waitForFunction(() => document.querySelector("[data-part=card] h3").textContent.startsWith("Weight 0.52 "));
    assert.equal(await tab.locator(".plan.stale, .plan[aria-busy=true]").count(), 0);
    await tab.unroute("**/balance/point*");
    // What the browser is told in words reaches the reader.
    await tab.route("**/balance/point*", (route) => route.fulfill({ status: 422, body: "no plan keeps all limits" }));
    await tab.keyboard.press("ArrowRight");
    await tab.waitForFunction(() => document.querySelector(".plans .said").textContent.startsWith("No plan:"));
    assert.match(await tab.locator(".plans .said").innerText(), /no plan keeps all limits/);
    assert.match(await title(tab), /^Weight 0\.52 /, "the plan that is known stays");
    assert.equal(await tab.locator(".plan.stale").count(), 1, "dimmed, for it is not of the setting");
  });
});

test("the weight of the scenario is that of the plan", async () => {
  await visit(chrome, site.url, {}, async (tab, open) => {
    await open("/balance");
    await tab.locator("form.grid [type=number][name=weight]").fill("0.7");
    await tab.keyboard.press("Tab");
    await tab.waitForFunction(() => document.querySelector("[data-part=card] h3").textContent.startsWith("Weight 0.7 "));
    assert.equal(await tab.locator("#turn-weight").inputValue(), "0.7");
    assert.equal(new URL(tab.url()).searchParams.get("weight"), "0.7");
  });
});

test("a limit set by the slider is kept", async () => {
  await visit(chrome, site.url, {}, async (tab, open) => {
    await open("/balance");
    const limit = tab.locator("#turn-limit");
    await limit.focus();
    await tab.keyboard.press("Home");
    const least = await limit.inputValue();
    await tab.waitForFunction((least) => document.querySelector("[data-part=card] h3").textContent.includes(`at most ${least}\u00a0%`), least);
  });
});

test("nothing is in the way of any reader", async () => {
  for (const viewport of [DESKTOP, PHONE]) {
    await visit(chrome, site.url, { viewport }, async (tab, open) => {
      await open("/balance");
      none(await objections(tab), "objections");
      none(await overflowing(tab), "elements that reach over the edge");
    });
  }
});

test("the three findings stand on the front page", async () => {
  const ids = whole.headlines.map((headline) => headline.id);
  assert.deepEqual(ids.slice(-3), ["balance", "balance-project", "balance-dependence"]);
});
