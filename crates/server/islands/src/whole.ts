// A long table stands in a window; a button opens it as a whole. Without it the table is whole anyway.

import { every, make } from "./dom";
import { word } from "./words";

export const whole = (root: ParentNode): void => {
  for (const table of every<HTMLElement>(root, ".scroll.long")) {
    const line = (table.closest(".broad") ?? table).nextElementSibling;
    if (!line?.matches(".count") || line.querySelector("button")) continue;
    const button = make("button", { type: "button", "aria-expanded": "false" }, word("showAll"));
    button.addEventListener("click", () => {
      const all = table.classList.toggle("long");
      button.textContent = word(all ? "showAll" : "showWindow");
      button.setAttribute("aria-expanded", String(!all));
    });
    line.append(" ", button);
  }
};
