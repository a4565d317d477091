// Asks for the plan of any weight and limit. Without it the form gives the plans computed beforehand.

import { word } from "./words";

export const plans = (root: ParentNode): void => {
  const form = root.querySelector<HTMLFormElement>(".plans[data-exact]");
  const weight = form?.querySelector<HTMLInputElement>("#turn-weight");
  const limit = form?.querySelector<HTMLInputElement>("#turn-limit");
  const said = form?.querySelector<HTMLElement>(".said");
  if (!form || !weight || !limit || !said) return;
  const none = (range: HTMLInputElement): boolean => range.value === range.max;
  const shown = (): string => (none(limit) ? word("noLimit") : `${limit.value} %`);
  let asked: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (range: HTMLInputElement, words: string): void => {
    const output = range.nextElementSibling;
    if (output instanceof HTMLOutputElement) output.value = words;
  };
  const label = (): void => {
    tell(weight, weight.value);
    tell(limit, shown());
    limit.setAttribute("aria-valuetext", shown());
  };

  const show = async (): Promise<void> => {
    asked?.abort();
    const mine = (asked = new AbortController());
    const query = new URLSearchParams({ weight: weight.value });
    if (!none(limit)) query.set("limit", String(Number(limit.value) / 100));
    said.textContent = word("computing", { weight: weight.value, limit: shown() });
    try {
      const answer = await fetch(`${form.dataset.exact}?${query}`, { signal: mine.signal });
      // The server goes on with it: whoever asks again finds the answer.
      if (answer.status === 503 && asked === mine) return await show();
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      const card = fresh.querySelector("[data-part=card]");
      if (!answer.ok || !card) throw new Error(fresh.textContent?.trim());
      document.querySelector("[data-part=card]")?.replaceWith(card);
      // Notices of the whole page stay.
      form.closest("section")?.querySelector(".notice")?.remove();
      said.textContent = word("shown", { title: card.querySelector("h3")?.textContent ?? "" });
    } catch (fault) {
      const { name, message } = fault as Error;
      if (name !== "AbortError") said.textContent = word("noPlan", { why: message });
    }
  };

  for (const range of [weight, limit]) {
    range.oninput = () => {
      label();
      clearTimeout(timer);
      timer = setTimeout(show, 300);
    };
    if (range.parentElement) range.parentElement.hidden = false;
  }
  const choose = form.querySelector<HTMLElement>(".choose");
  if (choose) choose.hidden = true;
  label();
};
