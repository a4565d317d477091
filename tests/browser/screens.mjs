// Keeps a picture of every page: light and dark, wide and on a phone. `npm run screens`, then look at screenshots/.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DESKTOP, PHONE, SCREENSHOTS, browser, dossier, pagesOf, kindsOfPages, serve, visit } from "./lib.mjs";

const folder = process.argv.slice(2);
const [site, chrome] = await Promise.all([serve(...folder), browser()]);
try {
  await mkdir(SCREENSHOTS, { recursive: true });
  const whole = await dossier(site.url);
  const paths = new Set([...pagesOf(whole), ...kindsOfPages(whole), ...whole.figures.map(({ id }) => `/fig/${id}`)]);
  for (const [size, viewport] of Object.entries({ wide: DESKTOP, phone: PHONE })) {
    for (const colorScheme of ["light", "dark"]) {
      await visit(chrome, site.url, { viewport, colorScheme }, async (page, open) => {
        for (const path of paths) {
          await open(path);
          const name = path === "/" ? "dossier" : path.slice(1).replaceAll(/[^\w.-]/g, "_");
          await page.screenshot({ path: join(SCREENSHOTS, `${name}-${size}-${colorScheme}.png`), fullPage: true });
        }
      });
    }
  }
  console.log(`${paths.size * 4} pictures in ${SCREENSHOTS}`);
} finally {
  await chrome.close();
  await site.stop();
}
