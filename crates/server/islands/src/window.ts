// A window of time by two thumbs. The form with its two lists does the same without it.

import { asked, make, voice } from "./dom";
import { exchange } from "./parts";
import { word } from "./words";

type End = { list: HTMLSelectElement; range: HTMLInputElement; unasked: number };

export const spans = (root: ParentNode): void => {
  for (const form of root.querySelectorAll<HTMLFormElement>("form.window")) one(form);
};

const one = (form: HTMLFormElement): void => {
  const lists = ["from", "to"].map((name) => form.querySelector<HTMLSelectElement>(`select[name=${name}]`));
  const [first, last] = lists;
  const count = Math.min(first?.length ?? 0, last?.length ?? 0);
  if (!first || !last || count < 2) return;
  const end = (list: HTMLSelectElement, unasked: number): End => {
    const words = list.labels[0]?.textContent ?? "";
    const range = make("input", { type: "range", min: "0", max: String(list.length - 1), "aria-label": words });
    return { list, range, unasked };
  };
  const from = end(first, 0);
  const to = end(last, last.length - 1);
  const bar = make("span", { class: "bar" });
  const thumbs = make("p", { class: "thumbs" }, bar, from.range, to.range);
  const said = voice();
  form.append(thumbs, said);
  for (const button of form.querySelectorAll("button")) button.hidden = true;

  const set = (): void => {
    for (const { list, range } of [from, to]) {
      range.value = String(list.selectedIndex);
      range.setAttribute("aria-valuetext", list.selectedOptions[0]?.text ?? "");
    }
    const part = ({ list }: End): number => list.selectedIndex / (list.length - 1);
    bar.style.left = `${100 * part(from)}%`;
    bar.style.right = `${100 * (1 - part(to))}%`;
    // Where both thumbs stand at the end, the one that can still be moved lies above.
    from.range.style.zIndex = part(from) > 0.5 ? "2" : "1";
  };
  /** Neither end passes the other. */
  const hold = (moved: End): void => {
    const other = moved === from ? to : from;
    const crossed = from.list.selectedIndex > to.list.selectedIndex;
    if (crossed) moved.list.selectedIndex = other.list.selectedIndex;
    set();
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  let flight: AbortController | undefined;
  const show = async (): Promise<void> => {
    flight?.abort();
    flight = new AbortController();
    const value = ({ list, unasked }: End): string | null => (list.selectedIndex === unasked ? null : list.value);
    const url = asked(new URL(location.href), { from: value(from), to: value(to) });
    const figure = form.closest<HTMLElement>("[data-part-of]");
    const text = ({ list }: End): string => list.selectedOptions[0]?.text ?? "";
    try {
      if (!figure) throw new Error("no figure");
      const title = await exchange(figure, `${figure.dataset.partOf}${url.search}`, flight.signal);
      history.replaceState(null, "", url);
      said.textContent = word("between", { from: text(from), to: text(to), title });
    } catch (fault) {
      if (fault instanceof DOMException && fault.name === "AbortError") return;
      location.assign(url);
    }
  };
  for (const own of [from, to]) {
    const { list, range } = own;
    range.addEventListener("input", () => {
      list.selectedIndex = Number(range.value);
      hold(own);
      clearTimeout(timer);
      timer = setTimeout(show, 250);
    });
    list.addEventListener("change", () => {
      hold(own);
      void show();
    });
  }
  set();
};
