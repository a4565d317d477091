// Finds pages, figures and terms while one types. Without it the form asks the server.

import { fresh, load, make, voice } from "./dom";
import { match, type Entry } from "./match";
import { word } from "./words";

let entries: Entry[] = [];

/** Called by the index itself. */
export const takeIndex = (list: Entry[]): void => {
  entries = list;
};

export const search = (root: ParentNode): void => {
  for (const form of root.querySelectorAll<HTMLFormElement>("form.search[data-index]")) one(form);
};

const one = (form: HTMLFormElement): void => {
  const input = form.querySelector<HTMLInputElement>("input[name=q]");
  if (!input) return;
  const index = new URL(form.dataset.index ?? "", document.baseURI).href;
  const id = fresh();
  const list = make("ul", { class: "found", id, role: "listbox", "aria-label": word("results"), hidden: true });
  const said = voice();
  form.append(list, said);
  const attributes = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  input.setAttribute("aria-controls", id);

  let active = -1;
  let loaded: Promise<void> | undefined;
  const options = (): HTMLElement[] => [...list.children] as HTMLElement[];
  const choose = (place: number): void => {
    active = place;
    options().forEach((option, own) => option.setAttribute("aria-selected", String(own === place)));
    const option = options()[place];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const open = (on: boolean): void => {
    list.hidden = !on;
    input.setAttribute("aria-expanded", String(on));
    if (!on) choose(-1);
  };
  const show = (): void => {
    const { found, count } = match(entries, input.value);
    list.replaceChildren(
      ...found.map((entry, place) => {
        const option = make("li", { role: "option", id: `${id}-${place}`, "aria-selected": "false" }, make("span", {}, entry.t), " ");
        option.append(make("span", { class: "tag" }, entry.k));
        // Addresses are relative to the index, so that a folder opened from a disk works, too.
        option.dataset.url = new URL(entry.u, index).href;
        return option;
      }),
    );
    open(found.length > 0);
    choose(-1);
    const name = count > found.length ? "firstFound" : count === 1 ? "oneFound" : "found";
    said.textContent = input.value.trim() ? word(name, { count, shown: found.length }) : "";
  };
  const go = (option: HTMLElement | undefined): void => {
    if (option?.dataset.url) location.assign(option.dataset.url);
  };

  const ask = (): void => {
    // An index that does not come leaves the form as it is.
    loaded ??= load(index).then(show, () => undefined);
  };
  input.addEventListener("focus", ask);
  input.addEventListener("input", () => {
    ask();
    show();
  });
  input.addEventListener("keydown", (key) => {
    const last = list.hidden ? -1 : list.children.length - 1;
    if (key.key === "ArrowDown" && last >= 0) choose(active < last ? active + 1 : 0);
    else if (key.key === "ArrowUp" && last >= 0) choose(active > 0 ? active - 1 : last);
    else if (key.key === "Enter" && active >= 0) go(options()[active]);
    else if (key.key === "Escape" && !list.hidden) open(false);
    else return;
    key.preventDefault();
  });
  // The list must not take the focus before the click arrives.
  list.addEventListener("pointerdown", (down) => down.preventDefault());
  list.addEventListener("click", (click) => go((click.target as Element).closest<HTMLElement>("[role=option]") ?? undefined));
  input.addEventListener("blur", () => open(false));
};
