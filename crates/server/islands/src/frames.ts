// Slides through the months of a map. The form and the links do the same.

import { elsewhere } from "./dom";
import { exchange } from "./parts";
import { word } from "./words";

export const frames = (root: ParentNode): void => {
  for (const figure of root.querySelectorAll<HTMLElement>("figure[data-part-of]")) one(figure);
};

const one = (figure: HTMLElement): void => {
  const find = <E extends HTMLElement>(css: string): E | null => figure.querySelector<E>(css);
  const form = find(".frames");
  const months = form?.querySelector("select");
  const range = form?.querySelector<HTMLInputElement>("[type=range]");
  const play = find<HTMLButtonElement>(".play");
  const said = form?.querySelector<HTMLElement>(".said");
  const before = find<HTMLAnchorElement>(".before");
  const after = find<HTMLAnchorElement>(".after");
  if (!form || !months || !range || !play || !said || !before || !after) return;
  const steps: [HTMLAnchorElement, number][] = [[before, -1], [after, 1]];
  let asked: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let playing = false;

  const address = (month: string): URL => {
    const url = new URL(location.href);
    url.searchParams.set("on", month);
    if (month === figure.dataset.unasked) url.searchParams.delete("on");
    return url;
  };

  const say = (words: string, seen = false): void => {
    said.textContent = words;
    said.classList.toggle("hidden", !seen);
  };

  const set = (at: number): void => {
    months.selectedIndex = at;
    range.value = String(at);
    range.setAttribute("aria-valuetext", months.options[at]?.text ?? "");
    for (const [link, by] of steps) {
      const other = months.options[at + by];
      link.hidden = !other;
      if (!other) continue;
      link.href = address(other.value).href;
      if (link.lastChild) link.lastChild.textContent = `: ${other.text}`;
    }
  };

  const show = async (): Promise<void> => {
    asked?.abort();
    asked = new AbortController();
    const month = months.selectedOptions[0];
    if (!month) return;
    try {
      const query = new URLSearchParams({ on: month.value });
      // The link to this view keeps its open tables.
      const view = new URLSearchParams(location.search).get("view");
      if (view) query.set("view", view);
      const title = await exchange(figure, `${figure.dataset.partOf}?${query}`, asked.signal);
      history.replaceState(null, "", address(month.value));
      say(`${month.text}: ${title}`);
    } catch (fault) {
      if (fault instanceof DOMException && fault.name === "AbortError") return;
      stop();
      say(word("lost", { month: month.text }), true);
    }
  };

  const run = (on: boolean): void => {
    clearTimeout(timer);
    playing = on;
    play.textContent = word(on ? "pause" : "play");
    said.ariaLive = on ? "off" : "polite";
  };
  const stop = (): void => run(false);
  const go = (at: number, rest = 0): void => {
    stop();
    set(at);
    timer = setTimeout(show, rest);
  };
  const next = async (): Promise<void> => {
    set((months.selectedIndex + 1) % months.length);
    await show();
    if (months.selectedIndex === months.length - 1) stop();
    if (playing) timer = setTimeout(next, 700);
  };

  range.oninput = () => go(Number(range.value), 100);
  months.onchange = () => go(months.selectedIndex);
  for (const [link, by] of steps) {
    link.onclick = (click) => {
      if (elsewhere(click)) return;
      click.preventDefault();
      go(months.selectedIndex + by);
      if (link.hidden) range.focus();
    };
  }
  play.onclick = () => {
    run(!playing);
    if (playing) void next();
  };

  set(months.selectedIndex);
  const slide = find(".slide");
  const button = find(".show");
  if (slide) slide.hidden = false;
  if (button) button.hidden = true;
};
