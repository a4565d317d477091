// Asks for the plan of any weight and limit. Without it the form gives the plans computed beforehand.

import { asked as address, make } from "./dom";
import { word } from "./words";

export const plans = (root: ParentNode): void => {
  const form = root.querySelector<HTMLFormElement>(".plans[data-exact]");
  const weight = form?.querySelector<HTMLInputElement>("#turn-weight");
  const limit = form?.querySelector<HTMLInputElement>("#turn-limit");
  const said = form?.querySelector<HTMLElement>(".said");
  if (!form || !weight || !limit || !said) return;
  const plan = (): HTMLElement | null => document.querySelector<HTMLElement>("[data-part=card]");
  const none = (range: HTMLInputElement): boolean => range.value === range.max;
  const shown = (): string => (none(limit) ? word("noLimit") : `${limit.value} %`);
  let asked: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let clock: ReturnType<typeof setInterval> | undefined;
  // Seconds are seen and not read aloud: a voice that counts would say nothing else.
  const passed = make("span", { class: "dim", "aria-hidden": "true" });

  /** Under a new setting the plan of the old one is dimmed until its own is there. */
  const wait = (on: boolean): void => {
    clearInterval(clock);
    passed.remove();
    plan()?.setAttribute("aria-busy", String(on));
    if (!on) return;
    const since = Date.now();
    const count = (): string => (passed.textContent = ` ${word("passed", { seconds: Math.round((Date.now() - since) / 1000) })}`);
    count();
    said.after(passed);
    clock = setInterval(count, 1000);
  };

  const tell = (range: HTMLInputElement, words: string): void => {
    const output = range.nextElementSibling;
    if (output instanceof HTMLOutputElement) output.value = words;
  };
  const label = (): void => {
    tell(weight, weight.value);
    tell(limit, shown());
    limit.setAttribute("aria-valuetext", shown());
  };

  // The same weight stands in a scenario of the page: what is set there holds here, and the other way round.
  const twin = document.querySelector<HTMLInputElement>("form.grid input[type=number][name=weight]");
  /** The address keeps the choice; what is shown unasked is left out. */
  const keep = (): void => {
    const keys = {
      weight: weight.value === weight.dataset.unasked ? null : weight.value,
      limit: none(limit) ? null : String(Number(limit.value) / 100),
    };
    history.replaceState(null, "", address(new URL(location.href), keys));
  };

  const show = async (again = false): Promise<void> => {
    asked?.abort();
    const mine = (asked = new AbortController());
    const query = new URLSearchParams({ weight: weight.value });
    if (!none(limit)) query.set("limit", String(Number(limit.value) / 100));
    said.textContent = word("computing", { weight: weight.value, limit: shown() });
    if (!again) wait(true);
    try {
      const answer = await fetch(`${form.dataset.exact}?${query}`, { signal: mine.signal });
      // The server goes on with it: whoever asks again finds the answer.
      if (answer.status === 503 && asked === mine) return await show(true);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      if (mine.signal.aborted) return;
      const card = fresh.querySelector("[data-part=card]");
      if (!answer.ok || !card) throw new Error(fresh.textContent?.trim());
      plan()?.replaceWith(card);
      plan()?.classList.remove("stale");
      // Notices of the whole page stay.
      form.closest("section")?.querySelector(".notice")?.remove();
      said.textContent = word("shown", { title: card.querySelector("h3")?.textContent ?? "" });
    } catch (fault) {
      const { name, message } = fault as Error;
      // What was taken back for another setting is said by that one.
      if (name === "AbortError") return;
      said.textContent = word("noPlan", { why: message });
    }
    wait(false);
  };

  const moved = (): void => {
    label();
    asked?.abort();
    plan()?.classList.add("stale");
    clearTimeout(timer);
    timer = setTimeout(show, 300);
  };

  for (const range of [weight, limit]) {
    range.oninput = () => {
      moved();
      if (range !== weight || !twin) return;
      twin.value = weight.value;
      twin.dispatchEvent(new Event("input"));
    };
    range.onchange = keep;
    if (range.parentElement) range.parentElement.hidden = false;
  }
  const choose = form.querySelector<HTMLElement>(".choose");
  if (choose) choose.hidden = true;
  twin?.form?.addEventListener("change", () => {
    const set = Math.round(Number(twin.value) * 100) / 100;
    if (set === Number(weight.value)) return;
    weight.value = String(set);
    moved();
  });
  label();
  // An address may ask for a plan that the server has not at hand: the nearest stands there, and the very one is asked for.
  const query = new URLSearchParams(location.search);
  const part = (name: string): number => Number(query.get(name) || NaN);
  const wanted = ([["weight", weight, 1], ["limit", limit, 100]] as const).filter(([name]) => part(name) >= 0 && part(name) <= 1);
  if (!wanted.length || !form.closest("section")?.querySelector(".notice")) return;
  for (const [name, range, times] of wanted) range.value = String(Math.round(part(name) * 100) / 100 * times);
  moved();
};
