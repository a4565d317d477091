// A panel from its question set to its result, as chair and members meet it: on a phone, without scripts.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PHONE, browser, inTempFolder, landlocked, none, objections, overflowing, serve, visit } from "./lib.mjs";

const SET = `title = "Trade of the coming year"

[[question]]
id = "checked"
text = "How many containers went through the gate in May?"
unit = "TEU"
resolves_on = 2022-06-30
realisation = 420

[[question]]
id = "coming"
text = "How many will it be in a year?"
unit = "TEU"
lower = 0
resolves_on = 2030-06-30

[[question]]
id = "closed"
text = "Will the gate close for a month or more?"
kind = "probability"
resolves_on = 2030-06-30

[[member]]
name = "First Member"

[[member]]
name = "Second <b>Member</b>"
`;

let chrome;
before(async () => {
  chrome = await browser();
});
after(() => chrome?.close());

/** Fills a member's form in the order of its fields and sends it. */
async function answer(page, values) {
  const inputs = page.locator("fieldset input:not([type=hidden])");
  assert.equal(await inputs.count(), values.length);
  for (const [at, value] of values.entries()) await inputs.nth(at).fill(value);
  await page.getByRole("button", { name: /^Send the/ }).click();
}

test("a member answers on a phone, the chair closes, and the pages show the result", () =>
  inTempFolder(async (folder) => {
    const set = join(folder, "set.toml");
    await writeFile(set, SET);
    const data = join(folder, "data");
    const made = await landlocked("panel", "new", "--set", set, "--data", data, "--address", "http://gate.example", "--json");
    assert.equal(made.code, 0, made.stderr);
    const links = JSON.parse(made.stdout);
    const path = (link) => new URL(link).pathname;
    const [first, second] = links.members.map(({ link }) => path(link));
    const site = await serve("--data", data, "--show-panels");
    try {
      await visit(chrome, site.url, { viewport: PHONE, javaScriptEnabled: false }, async (page, open) => {
        assert.equal((await open(first)).status(), 200);
        assert.match(await page.locator("main").innerText(), /For First Member/);
        await answer(page, ["300", "400", "350", "200", "450", "700", "20"]);
        assert.match(await page.locator("[role=alert]").innerText(), /Nothing was stored/);
        await answer(page, ["300", "400", "550", "200", "450", "700", "20"]);
        assert.match(await page.locator("[role=status]").innerText(), /are kept/);
        assert.ok((await page.locator("svg").count()) >= 2, "the fitted laws are drawn");
        assert.equal((await open(second)).status(), 200);
        const seen = await page.locator("body").innerText();
        assert.ok(!seen.includes("450") && !seen.includes("First Member"), "nobody sees another's answers");
        await answer(page, ["350", "430", "500", "300", "777", "900", "60"]);
        assert.equal((await open(`${first}x`)).status(), 404);
      });
      const faults = [];
      await visit(chrome, site.url, { viewport: PHONE }, async (page, open) => {
        for (const where of [first, path(links.chair)]) {
          await open(where);
          faults.push(...(await objections(page)).map((fault) => `${where.slice(0, 14)}: ${fault}`));
          faults.push(...(await overflowing(page)).map((fault) => `${where.slice(0, 14)}: ${fault}`));
        }
        await open(path(links.chair));
        assert.match(await page.locator("main").innerText(), /2 of 2 have answered/);
        assert.ok(!(await page.locator("main").innerText()).includes("777"), "the chair sees no values before closing");
        await page.locator("#sure").check();
        await page.getByRole("button", { name: "Close the panel" }).click();
        assert.match(await page.locator("main").innerText(), /closed since/);
        assert.ok((await page.locator("main").innerText()).includes("777"));
        assert.equal((await open(first)).status(), 200);
        assert.equal(await page.getByRole("button", { name: /^Send the/ }).count(), 0);
      });
      none(faults);
    } finally {
      await site.stop();
    }
    // Closed panels stand on a page of their own from the next start on.
    const results = await landlocked("panel", "results", "1", "--data", data);
    assert.equal(results.code, 0, results.stderr);
    assert.match(results.stdout, /777/);
    const again = await serve("--data", data, "--show-panels");
    try {
      const faults = [];
      await visit(chrome, again.url, { viewport: PHONE }, async (page, open) => {
        assert.equal((await open("/judgements")).status(), 200);
        const text = await page.locator("main").innerText();
        assert.match(text, /Trade of the coming year/);
        assert.match(text, /Panel, equal weights/);
        assert.ok(text.includes("Second <b>Member</b>"), "names are text");
        faults.push(...(await objections(page)), ...(await overflowing(page)));
      });
      none(faults);
    } finally {
      await again.stop();
    }
    const hidden = await serve("--data", data);
    try {
      const answerOf = await fetch(`${hidden.url}/judgements`);
      assert.equal(answerOf.status, 404, "without being asked for, no page names members");
    } finally {
      await hidden.stop();
    }
  }));

test("kept forecasts stand on the page of the track record", () =>
  inTempFolder(async (folder) => {
    const data = join(folder, "data");
    const kept = await landlocked("score", "--data", data, "--keep", "--json");
    assert.equal(kept.code, 0, kept.stderr);
    const record = JSON.parse(kept.stdout);
    assert.ok(record.forecasts > 100 && record.outcomes === 0);
    const site = await serve("--data", data);
    try {
      const faults = [];
      await visit(chrome, site.url, { viewport: PHONE }, async (page, open) => {
        assert.equal((await open("/record")).status(), 200);
        assert.match(await page.locator("main").innerText(), /seasonal naive/);
        faults.push(...(await objections(page)), ...(await overflowing(page)));
      });
      none(faults);
    } finally {
      await site.stop();
    }
  }));
