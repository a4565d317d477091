// What a point of a picture says: under the pointer, by keys, and kept in place by a click.

import { every, load, make, voice } from "./dom";
import { nearest, step, type Mark } from "./walk";
import { word } from "./words";

type Points = { wide: Mark[]; narrow: Mark[]; series: string[] };

/** Points by the address of the script that told them. */
const told = new Map<string, Points>();

/** Called by the script of points itself. */
export const takePoints = (_id: string, points: Points): void => {
  const script = document.currentScript;
  if (script instanceof HTMLScriptElement) told.set(script.src, points);
};

const known = new WeakMap<HTMLElement, () => void>();

export const hover = (root: ParentNode): void => {
  const figures = every<HTMLElement>(root, "figure[data-points]");
  const around = root instanceof Element ? root.closest<HTMLElement>("figure[data-points]") : null;
  for (const figure of new Set(around ? [around, ...figures] : figures)) {
    for (const picture of figure.querySelectorAll<HTMLElement>(".picture:not([tabindex])")) {
      picture.tabIndex = 0;
      picture.setAttribute("role", "group");
      picture.setAttribute("aria-label", word("keys"));
    }
    // A figure that is known has new parts: what was shown is gone.
    const reset = known.get(figure);
    if (reset) reset();
    else known.set(figure, one(figure));
  }
};

const one = (figure: HTMLElement): (() => void) => {
  const tip = make("div", { class: "tip", "aria-hidden": "true", hidden: true });
  const ring = make("div", { class: "ring", "aria-hidden": "true", hidden: true });
  const said = voice();
  figure.append(ring, tip, said);
  let at = -1;
  let pinned = false;
  let wanted = 0;

  const address = (): string => new URL(figure.dataset.points ?? "", document.baseURI).href;
  const ready = async (): Promise<boolean> => {
    const url = address();
    if (!told.has(url)) await load(url).catch(() => undefined);
    return told.has(url) && url === address();
  };
  const marksOf = (svg: Element): Mark[] => {
    const points = told.get(address());
    return (svg.classList.contains("fig-narrow") ? points?.narrow : points?.wide) ?? [];
  };
  const drawn = (picture: Element): SVGSVGElement | null => picture.querySelector<SVGSVGElement>("svg.fig");
  const scale = (svg: SVGSVGElement): number => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;

  const hide = (): void => {
    at = -1;
    pinned = false;
    tip.hidden = ring.hidden = true;
    tip.classList.remove("pinned");
    ring.classList.remove("pinned");
  };

  const show = (svg: SVGSVGElement, place: number, aloud: boolean): void => {
    const mark = marksOf(svg)[place];
    if (!mark) return;
    const [x, y, series, label, text] = mark;
    const name = told.get(address())?.series[series] ?? "";
    const head = [label, name].filter(Boolean);
    at = place;
    tip.replaceChildren(make("b", {}, head[0] ?? ""), ...head.slice(1).map((word) => ` ${word}`));
    for (const line of text.split("; ").filter(Boolean)) tip.append(make("span", {}, line));
    tip.hidden = ring.hidden = false;
    tip.classList.toggle("pinned", pinned);
    ring.classList.toggle("pinned", pinned);

    const [outer, inner] = [figure.getBoundingClientRect(), svg.getBoundingClientRect()];
    const left = inner.left - outer.left + x * scale(svg);
    const top = inner.top - outer.top + y * scale(svg);
    ring.style.left = `${left}px`;
    ring.style.top = `${top}px`;
    const room = outer.width - tip.offsetWidth;
    tip.style.left = `${Math.max(0, Math.min(left - tip.offsetWidth / 2, room))}px`;
    const above = top - tip.offsetHeight - 14;
    tip.style.top = `${above + outer.top < 0 ? top + 14 : above}px`;
    if (aloud) said.textContent = `${head.join(", ")}: ${text}${pinned ? ", kept" : ""}`;
  };

  /** The point under the pointer; -1 where there is none. */
  const under = (svg: SVGSVGElement, event: MouseEvent): number => {
    const { left, top } = svg.getBoundingClientRect();
    return nearest(marksOf(svg), (event.clientX - left) / scale(svg), (event.clientY - top) / scale(svg));
  };
  const pictureOf = (event: Event): Element | null => (event.target as Element).closest(".picture");

  figure.addEventListener("pointermove", async (move) => {
    const picture = pictureOf(move);
    const mine = ++wanted;
    if (pinned || move.pointerType === "touch") return;
    if (!picture) return hide();
    const svg = drawn(picture);
    if (svg && (await ready()) && mine === wanted && !pinned) show(svg, under(svg, move), false);
  });
  figure.addEventListener("pointerleave", () => {
    wanted++;
    if (!pinned && !pictureOf({ target: document.activeElement ?? figure } as unknown as Event)) hide();
  });
  figure.addEventListener("click", async (click) => {
    const picture = pictureOf(click);
    const svg = picture && drawn(picture);
    if (!svg || !(await ready())) return;
    const place = under(svg, click);
    if (pinned && place === at) return hide();
    pinned = place >= 0;
    show(svg, place, true);
  });
  figure.addEventListener("focusin", (focus) => {
    if (pictureOf(focus)) void ready();
  });
  figure.addEventListener("focusout", (blur) => {
    if (pictureOf(blur) && !pinned) hide();
  });
  figure.addEventListener("keydown", async (key) => {
    if (key.key === "Escape") {
      said.textContent = "";
      return hide();
    }
    const picture = key.target as Element;
    const svg = picture.matches(".picture") ? drawn(picture) : null;
    if (!svg || key.ctrlKey || key.metaKey || key.altKey) return;
    const keep = key.key === "Enter" || key.key === " ";
    if (!keep && !/^(Arrow|Home$|End$)/.test(key.key)) return;
    // Before anything is waited for: otherwise the page would scroll.
    key.preventDefault();
    if (!(await ready())) return;
    if (keep) {
      if (at < 0) return;
      pinned = !pinned;
      return show(svg, at, true);
    }
    const next = step(marksOf(svg), at, key.key);
    if (next !== null) {
      pinned = false;
      show(svg, next, true);
    }
  });
  // Another width is another picture.
  addEventListener("resize", hide);
  return hide;
};
