// What a word means, beside the word: by pointer, by focus, by touch. The link leads to the glossary.

import { every, fresh, make } from "./dom";

const tips = new Map<string, HTMLElement>();
let shown: HTMLElement | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

const hide = (): void => {
  clearTimeout(timer);
  if (shown) shown.hidden = true;
  shown = undefined;
};
const hideSoon = (): void => {
  clearTimeout(timer);
  timer = setTimeout(hide, 200);
};

const tipOf = (words: string): HTMLElement => {
  const known = tips.get(words);
  if (known) return known;
  const tip = make("span", { class: "tip term-tip", role: "tooltip", id: fresh(), hidden: true }, words);
  // Whoever reads it with the pointer on it keeps it.
  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  tip.addEventListener("pointerleave", hideSoon);
  (document.querySelector("main") ?? document.body).append(tip);
  tips.set(words, tip);
  return tip;
};

const show = (link: HTMLElement, tip: HTMLElement): void => {
  if (shown !== tip) hide();
  clearTimeout(timer);
  shown = tip;
  tip.hidden = false;
  const word = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const own = tip.getBoundingClientRect();
  const base = (tip.offsetParent ?? document.documentElement).getBoundingClientRect();
  const left = Math.max(8, Math.min(word.left, document.documentElement.clientWidth - own.width - 8));
  const below = word.bottom + own.height + 12 < window.innerHeight || word.top < own.height + 12;
  tip.style.left = `${left - base.left}px`;
  tip.style.top = `${(below ? word.bottom + 4 : word.top - own.height - 4) - base.top}px`;
};

export const terms = (root: ParentNode): void => {
  for (const link of every<HTMLAnchorElement>(root, "a.term[title]")) {
    const tip = tipOf(link.title);
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", tip.id);
    link.addEventListener("pointerenter", (enter) => enter.pointerType !== "touch" && show(link, tip));
    link.addEventListener("pointerleave", (leave) => leave.pointerType !== "touch" && hideSoon());
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link, tip));
    link.addEventListener("blur", hide);
    // The first tap tells, the second one follows the link.
    let touched = false;
    link.addEventListener("pointerdown", (down) => (touched = down.pointerType === "touch" && shown !== tip));
    link.addEventListener("click", (click) => {
      if (!touched) return;
      click.preventDefault();
      touched = false;
      show(link, tip);
    });
  }
};

document.addEventListener("keydown", (key) => key.key === "Escape" && hide());
document.addEventListener("pointerdown", (down) => {
  if (shown && !(down.target as Element).closest?.("a.term,.term-tip")) hide();
});
