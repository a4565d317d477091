// The months of a figure: chosen by a form and links without JavaScript, by a range with it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, dossier, framed, framesOf, get, homeOf, loose, none, serve, visit } from "./lib.mjs";

let site, chrome, whole, figure, frames, shown, page;

before(async () => {
  [site, chrome] = await Promise.all([serve(), browser()]);
  whole = await dossier(site.url);
  [figure] = framed(whole);
  assert.ok(figure, "no figure has frames");
  frames = framesOf(figure);
  shown = Math.min(figure.chart.frame, frames.length - 1);
  page = homeOf(whole, figure.id);
});
after(async () => {
  await chrome?.close();
  await site?.stop();
});

/** What the reader has before the eyes. */
const seen = async (tab) => {
  const here = tab.locator(`figure[id="${figure.id}"]`);
  const svg = here.locator("svg:visible");
  return {
    title: loose(await here.locator(".title").innerText()),
    subtitle: await here.locator(".subtitle").innerText(),
    month: (await svg.locator("text").first().textContent()).trim(),
    alt: await svg.getAttribute("aria-label"),
    picture: await svg.innerHTML(),
    chosen: await here.locator("select").evaluate((select) => select.selectedOptions[0].text),
    on: new URL(tab.url()).searchParams.get("on"),
  };
};

/** Title, subtitle, picture, text alternative and control speak of one month. */
function assertMonth(got, { label, title, key }, where) {
  assert.equal(got.title, title, where);
  assert.ok(got.subtitle.includes(label), `${where}: subtitle "${got.subtitle}"`);
  assert.equal(got.month, label, where);
  assert.ok(got.alt.includes(label), `${where}: text alternative "${got.alt}"`);
  assert.equal(got.chosen, label, where);
  assert.equal(got.on, key === frames[shown].key ? null : key, `${where}: address`);
}

/** Waits until the picture shows a month. */
const waitFor = (tab, { label }) =>
  tab.waitForFunction(
    ([id, label]) => document.querySelector(`figure[id="${id}"] .wide svg text`)?.textContent.trim() === label,
    [figure.id, label],
  );

const range = (tab) => tab.locator(`figure[id="${figure.id}"] input[type=range]`);
/** A range jumps to where a pointer lets go of it. */
async function slideTo(tab, at) {
  const box = await range(tab).boundingBox();
  // The knob keeps inside of the range by half its width.
  const knob = 16;
  const x = box.x + knob / 2 + ((box.width - knob) * at) / (frames.length - 1);
  await tab.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await tab.mouse.down();
  await tab.mouse.move(x, box.y + box.height / 2, { steps: 8 });
  await tab.mouse.up();
}

test("without JavaScript a month is chosen by the form, and by links", async () => {
  await visit(chrome, site.url, { javaScriptEnabled: false }, async (tab, open) => {
    for (const path of [page, `/fig/${figure.id}`]) {
      await open(path);
      const first = await seen(tab);
      assertMonth(first, frames[shown], path);
      assert.equal(await range(tab).isVisible(), false, "a range that does nothing is shown");

      const chosen = frames[Math.floor(frames.length / 2)];
      await tab.getByLabel("Month", { exact: true }).selectOption(chosen.key);
      await tab.locator("form.frames").getByRole("button", { name: "Show" }).click();
      const then = await seen(tab);
      assertMonth(then, chosen, path);
      assert.notEqual(then.picture, first.picture);
      assert.equal(new URL(tab.url()).pathname, path);
      assert.equal(new URL(tab.url()).hash, `#${figure.id}`, "the page does not return to the figure");

      await tab.getByRole("link", { name: /^Earlier/ }).click();
      assertMonth(await seen(tab), frames[frames.indexOf(chosen) - 1], path);
      await tab.getByRole("link", { name: /^Later/ }).click();
      await tab.getByRole("link", { name: /^Later/ }).click();
      assertMonth(await seen(tab), frames[frames.indexOf(chosen) + 1], path);
    }
    await open(`${page}?on=${frames[0].key}`);
    assert.equal(await tab.getByRole("link", { name: /^Earlier/ }).count(), 0, "something is earlier than the first");
  });
});

test("with JavaScript the range slides: the picture follows, the page stays, the address keeps the month", async () => {
  await visit(chrome, site.url, {}, async (tab, open) => {
    await open("/trade");
    await open(page);
    await tab.evaluate(() => (window.same = true));
    const first = await seen(tab);
    assert.equal(await tab.locator("form.frames").getByRole("button", { name: "Show" }).count(), 0, "the button that nothing needs is shown");

    const target = frames[Math.floor(frames.length / 3)];
    await slideTo(tab, frames.indexOf(target));
    const near = frames[Number(await range(tab).inputValue())];
    assert.ok(Math.abs(frames.indexOf(near) - frames.indexOf(target)) <= 1, `dragged to ${near.key}, not ${target.key}`);
    await waitFor(tab, near);
    assertMonth(await seen(tab), near, "dragged");
    assert.notEqual((await seen(tab)).picture, first.picture);
    assert.equal(await range(tab).getAttribute("aria-valuetext"), near.label);
    assert.match(await tab.locator(".frames .said").textContent(), new RegExp(`^${near.label}: `));
    assert.equal(await tab.locator(".frames .said").getAttribute("aria-live"), "polite");

    await tab.keyboard.press("ArrowRight");
    const next = frames[frames.indexOf(near) + 1];
    await waitFor(tab, next);
    assertMonth(await seen(tab), next, "by keyboard");
    assert.ok(await range(tab).evaluate((input) => input === document.activeElement), "the range has lost its focus");

    await tab.getByLabel("Month", { exact: true }).selectOption(frames[2].key);
    await waitFor(tab, frames[2]);
    assertMonth(await seen(tab), frames[2], "by the list");
    await tab.getByRole("link", { name: /^Earlier/ }).click();
    await waitFor(tab, frames[1]);
    assertMonth(await seen(tab), frames[1], "by the link");
    await tab.getByRole("link", { name: /^Earlier/ }).click();
    await waitFor(tab, frames[0]);
    assert.ok(await range(tab).evaluate((input) => input === document.activeElement), "the focus is lost with the link");

    assert.ok(await tab.evaluate(() => window.same), "the page was loaded anew");
    await tab.reload();
    assertMonth(await seen(tab), frames[0], "loaded anew");
    assert.equal(await range(tab).inputValue(), "0");

    // However far one slides, one step back leaves the page, and one forward returns to the month.
    await tab.goBack();
    assert.equal(new URL(tab.url()).pathname, "/trade");
    await tab.goForward();
    assertMonth(await seen(tab), frames[0], "returned");

    await tab.getByLabel("Month", { exact: true }).selectOption(frames[shown].key);
    await waitFor(tab, frames[shown]);
    assertMonth(await seen(tab), frames[shown], "the month shown unasked");
  });
});

test("links can be opened elsewhere, and lead to the month", async () => {
  await visit(chrome, site.url, {}, async (tab, open) => {
    await open(page);
    await tab.getByLabel("Month", { exact: true }).selectOption(frames[3].key);
    await waitFor(tab, frames[3]);
    for (const [selector, at] of [[".before", 2], [".after", 4]]) {
      const href = await tab.locator(`figure[id="${figure.id}"] ${selector}`).evaluate((link) => link.href);
      assert.equal(new URL(href).searchParams.get("on"), frames[at].key);
    }
    const own = await tab.locator(`figure[id="${figure.id}"] .title a`).getAttribute("href");
    assert.equal(own, `/fig/${figure.id}?on=${frames[3].key}`);
    await tab.locator(`figure[id="${figure.id}"] .title a`).click();
    await tab.waitForLoadState();
    assertMonth(await seen(tab), frames[3], own);
    assert.ok(loose(await tab.title()).startsWith(frames[3].title));
    await tab.getByRole("link", { name: /^Later/ }).click();
    await waitFor(tab, frames[4]);
    assert.ok(loose(await tab.title()).startsWith(frames[4].title), "the page keeps the title of another month");
  });
});

test("a slow answer does not overtake a later one", async () => {
  await visit(chrome, site.url, {}, async (tab, open) => {
    await open(page);
    let held;
    await tab.route(`**/fig/${figure.id}.part?on=${frames[1].key}`, async (route) => {
      held = new Promise((done) => setTimeout(done, 800));
      await held;
      await route.continue().catch(() => {});
    });
    const select = tab.getByLabel("Month", { exact: true });
    await Promise.all([tab.waitForRequest(`**on=${frames[1].key}`), select.selectOption(frames[1].key)]);
    await select.selectOption(frames[5].key);
    await waitFor(tab, frames[5]);
    await held;
    await tab.waitForTimeout(200);
    assertMonth(await seen(tab), frames[5], "after the slow answer");
  });
});

test("sliding asks for the month where it rests, not for every month on the way", async () => {
  await visit(chrome, site.url, {}, async (tab, open) => {
    await open(page);
    let asked = 0;
    tab.on("request", (request) => (asked += request.url().includes(".part")));
    await slideTo(tab, 0);
    await waitFor(tab, frames[Number(await range(tab).inputValue())]);
    assert.ok(asked >= 1 && asked <= 4, `${asked} pictures fetched`);
  });
});

test("the months play and pause", async () => {
  await visit(chrome, site.url, {}, async (tab, open) => {
    await open(`${page}?on=${frames[frames.length - 3].key}`);
    const play = tab.locator(`figure[id="${figure.id}"] .play`);
    await play.click();
    assert.equal(await play.innerText(), "Pause");
    await waitFor(tab, frames.at(-2));
    await waitFor(tab, frames.at(-1));
    await tab.waitForFunction(() => document.querySelector(".play").textContent === "Play");
    // From the end it begins anew.
    await play.click();
    await waitFor(tab, frames[0]);
    await play.click();
    assert.equal(await play.innerText(), "Play");
    const rested = (await seen(tab)).month;
    await tab.waitForTimeout(1200);
    assert.equal((await seen(tab)).month, rested, "a pause does not hold");
  });
});

test("a month that cannot be fetched is said, and the picture stays", async () => {
  await visit(chrome, site.url, {}, async (tab, open) => {
    await open(page);
    const { picture } = await seen(tab);
    await tab.route("**/*.part*", (route) => route.abort());
    await tab.getByLabel("Month", { exact: true }).selectOption(frames[0].key);
    await tab.getByText("could not be fetched").waitFor();
    assert.equal((await seen(tab)).picture, picture);
    await tab.unroute("**/*.part*");
    await tab.getByLabel("Month", { exact: true }).selectOption(frames[1].key);
    await waitFor(tab, frames[1]);
    assert.equal(await tab.getByText("could not be fetched").count(), 0);
  });
});

test("an unknown month gives the one shown unasked, and a note", async () => {
  for (const javaScriptEnabled of [false, true]) {
    await visit(chrome, site.url, { javaScriptEnabled }, async (tab, open) => {
      for (const path of [page, `/fig/${figure.id}`]) {
        for (const bad of ["2031-99", "nonsense", "<b>&\"", "%F0%9F%97%BA"]) {
          const response = await open(`${path}?on=${encodeURIComponent(bad)}`);
          assert.equal(response.status(), 200);
          const got = await seen(tab);
          assertMonth({ ...got, on: null }, frames[shown], bad);
          const note = await tab.locator(".notice").innerText();
          assert.ok(note.includes(bad) && note.includes(frames[shown].label), note);
        }
      }
      if (!javaScriptEnabled) return;
      await tab.getByLabel("Month", { exact: true }).selectOption(frames[1].key);
      await waitFor(tab, frames[1]);
      assert.equal(await tab.locator(".notice").count(), 0, "the note outlives the choice");
    });
  }
  // Other keys of a query say nothing; an empty one asks for nothing.
  for (const query of ["?from=2019", "?on="]) assert.doesNotMatch(await get(site.url, page + query), /class="notice"/, query);
  assert.equal(await get(site.url, `/fig/${figure.id}.svg?on=nonsense`), await get(site.url, `/fig/${figure.id}.svg`));
});

test("a file is of the month asked for where it is a picture, and whole where it is data", async () => {
  const { key, title, label } = frames[4];
  const response = await fetch(`${site.url}/fig/${figure.id}.svg?on=${key}`);
  assert.match(response.headers.get("content-disposition"), new RegExp(`${figure.id}-${key}\\.svg`));
  const svg = await response.text();
  assert.ok(svg.includes(`>${title}</title>`) && svg.includes(`>${label}</text>`));
  for (const end of [".csv", ".json"]) {
    assert.equal(await get(site.url, `/fig/${figure.id}${end}?on=${key}`), await get(site.url, `/fig/${figure.id}${end}`));
  }
});

test("a page holds the pictures of one month, as its part gives them", async () => {
  const faults = [];
  for (const { key, title } of frames) {
    const part = await get(site.url, `/fig/${figure.id}.part?on=${key}`);
    if (!loose(part).includes(`>${title}</a>`)) faults.push(`${key} has another title`);
    if (part.match(/<svg/g).length !== 2) faults.push(`${key} has ${part.match(/<svg/g).length} pictures`);
    if (/<(html|form|table|script)/.test(part)) faults.push(`${key} brings more than its parts`);
  }
  none(faults);
  for (const { key } of [frames[0], frames[shown]]) {
    const text = await get(site.url, `${page}?on=${key}`);
    const own = text.match(new RegExp(`<figure id="${figure.id}"[\\s\\S]*?</figure>`))[0];
    const part = await get(site.url, `/fig/${figure.id}.part?on=${key}`);
    assert.deepEqual(own.match(/<svg[\s\S]*?<\/svg>/g), part.match(/<svg[\s\S]*?<\/svg>/g));
    const others = frames.filter((frame) => frame.key !== key && frame.title !== frames.find((one) => one.key === key).title);
    assert.deepEqual(others.filter(({ title }) => text.includes(title)), [], "titles of other months");
  }
});

test("the front page shows the picture and leads to its months", async () => {
  await visit(chrome, site.url, {}, async (tab, open) => {
    await open(`/?on=${frames[0].key}`);
    const here = tab.locator(`figure[id="${figure.id}"]`);
    assert.equal(loose(await here.locator(".title").innerText()), frames[shown].title);
    assert.equal(await tab.locator("form.frames").count(), 0);
    await here.getByRole("link", { name: "Other months of this map" }).click();
    await tab.waitForLoadState();
    assert.equal(tab.url(), `${site.url}${page}#${figure.id}`);
    assert.ok(await tab.locator(`figure[id="${figure.id}"] select`).isVisible());
  });
});
