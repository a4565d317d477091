// Asks for the plan of any weight and limit. Without it the form gives the plans computed beforehand.

import { make } from "./dom";
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

  for (const range of [weight, limit]) {
    range.oninput = () => {
      label();
      asked?.abort();
      plan()?.classList.add("stale");
      clearTimeout(timer);
      timer = setTimeout(show, 300);
    };
    if (range.parentElement) range.parentElement.hidden = false;
  }
  const choose = form.querySelector<HTMLElement>(".choose");
  if (choose) choose.hidden = true;
  label();
};
