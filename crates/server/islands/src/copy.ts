// Copies the address of what is seen. Without leave to copy, the link is followed, and the address bar holds it.

import { elsewhere, every, voice } from "./dom";
import { word } from "./words";

const ready = new WeakSet<Element>();

export const copy = (root: ParentNode): void => {
  for (const link of every<HTMLAnchorElement>(root, "a.copy")) {
    if (ready.has(link)) continue;
    ready.add(link);
    const said = voice(true);
    link.after(" ", said);
    link.addEventListener("click", async (click) => {
      // What was chosen since the page was made stands in the address of the page.
      const url = new URL(link.href, location.href);
      if (location.search) url.search = location.search;
      link.href = url.href;
      if (elsewhere(click) || !navigator.clipboard) return;
      click.preventDefault();
      try {
        await navigator.clipboard.writeText(url.href);
        said.textContent = "";
        setTimeout(() => (said.textContent = word("copied")), 20);
      } catch {
        location.assign(url);
      }
    });
  }
};
