// Keeps a picture of every kind of page and of every figure: light and dark, wide, on a phone, on paper. `npm run screens`,
// then look at screenshots/. `npm run screens -- --all` takes every page of the dossier.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DESKTOP, PHONE, SCREENSHOTS, browser, dossier, kindsOfPages, pagesOf, serve, visit } from "./lib.mjs";

/** An A4 page without its margins, in CSS pixels. */
const PAPER = { width: 718, height: 1040 };
const LOOKS = {
  "wide-light": { viewport: DESKTOP, colorScheme: "light" },
  "wide-dark": { viewport: DESKTOP, colorScheme: "dark" },
  "wide-forced": { viewport: DESKTOP, forcedColors: "active" },
  "phone-light": { viewport: PHONE, colorScheme: "light" },
  "phone-dark": { viewport: PHONE, colorScheme: "dark" },
  paper: { viewport: PAPER, colorScheme: "light" },
};

const all = process.argv.includes("--all");
const folder = process.argv.slice(2).filter((word) => word !== "--all");
const [site, chrome] = await Promise.all([serve(...folder), browser()]);
try {
  await mkdir(SCREENSHOTS, { recursive: true });
  const whole = await dossier(site.url);
  const more = all ? [...pagesOf(whole), ...whole.figures.map(({ id }) => `/fig/${id}`)] : [];
  const paths = new Set([...kindsOfPages(whole), "/nothing", ...more]);
  for (const [look, options] of Object.entries(LOOKS)) {
    await visit(chrome, site.url, options, async (page, open) => {
      if (look === "paper") await page.emulateMedia({ media: "print" });
      for (const path of paths) {
        await open(path);
        const name = path === "/" ? "dossier" : path.slice(1).replaceAll(/[^\w.-]/g, "_");
        await page.screenshot({ path: join(SCREENSHOTS, `${name}-${look}.png`), fullPage: true });
      }
    });
  }
  console.log(`${paths.size * Object.keys(LOOKS).length} pictures in ${SCREENSHOTS}`);
} finally {
  await chrome.close();
  await site.stop();
}
