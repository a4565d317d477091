// What a page gains with JavaScript. Each island finds its place by itself; without its place it does nothing.

import { copy } from "./copy";
import { dress } from "./dress";
import { frames } from "./frames";
import { grid } from "./grid";
import { here } from "./here";
import { hover, takePoints } from "./hover";
import { onFresh } from "./parts";
import { plans } from "./plans";
import { search, takeIndex } from "./search";
import { sort } from "./sort";
import { terms } from "./terms";
import { whole } from "./whole";
import { spans } from "./window";

// Data come as scripts that call this, because a page opened from a file may not fetch.
Object.assign(globalThis, { landlocked: { points: takePoints, index: takeIndex } });

/** Islands that also stand in parts of a page that are exchanged later. */
const again = [hover, sort, copy, terms, whole];

/** One island that fails takes no other with it. */
const start = (islands: ((root: ParentNode) => void)[], root: ParentNode): void => {
  for (const island of islands) {
    try {
      island(root);
    } catch (fault) {
      console.warn(fault);
    }
  }
};

const all = (): void => {
  onFresh((root) => start(again, root));
  // Each in a task of its own, so that none keeps the reader waiting.
  for (const island of [dress, here, ...again, frames, plans, spans, search, grid]) setTimeout(() => start([island], document));
};

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
else all();
