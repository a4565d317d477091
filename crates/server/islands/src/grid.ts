// Scenarios from a grid computed beforehand: every control becomes a slider, and the results follow it.

import { asked, fresh, make } from "./dom";
import { interpolate, type Axis, type Grid } from "./interpolate";
import { word } from "./words";
import { format } from "./number";

type Control = HTMLInputElement | HTMLSelectElement;

export const grid = (root: ParentNode): void => {
  for (const form of root.querySelectorAll<HTMLFormElement>("form.grid[data-grid]")) {
    const text = document.getElementById(form.dataset.grid ?? "")?.textContent;
    if (text) one(form, JSON.parse(text) as Grid);
  }
};

const one = (form: HTMLFormElement, { axes, outputs }: Grid): void => {
  const controls = axes.map((axis) => form.elements.namedItem(axis.name));
  const own = controls.filter((found): found is Control => found instanceof Element && found.matches("input,select"));
  // A control that lacks would leave a value without its reason.
  if (own.length !== axes.length) return;

  const back = form.querySelector<HTMLElement>(".reset");
  const said = form.querySelector<HTMLElement>(".said");

  const show = (): void => {
    const at = reads.map((read) => read());
    for (const output of form.elements) {
      const name = output instanceof HTMLOutputElement ? output.dataset.output : undefined;
      const found = outputs.find((one) => one.name === name);
      if (found) (output as HTMLOutputElement).value = format(interpolate(axes, found.values, at), found.decimals);
    }
    if (back) back.hidden = at.every((value, place) => value === unasked[place]);
  };
  /** The address keeps the choice; what was shown unasked is left out. */
  const keep = (): void => {
    const keys = axes.map((axis, place): [string, string | null] => {
      const value = reads[place]?.();
      return [axis.name, value === undefined || value === unasked[place] ? null : String(value)];
    });
    history.replaceState(null, "", asked(new URL(location.href), Object.fromEntries(keys)));
  };
  const unasked = own.map((control) => Number(control.dataset.unasked ?? control.value));
  const reads = own.map((control, place) => slider(control, axes[place] as Axis, show));
  form.addEventListener("change", () => {
    if (said) said.textContent = hold(own, axes, reads);
    keep();
  });
  for (const button of form.querySelectorAll<HTMLButtonElement>("button:not([type=button])")) button.hidden = true;
  show();
};

/** A number beyond its slider becomes what is shown, and the words say so. */
const hold = (controls: Control[], axes: Axis[], reads: (() => number)[]): string => {
  const said: string[] = [];
  for (const [place, control] of controls.entries()) {
    const [axis, shown] = [axes[place], reads[place]?.()];
    if (!axis || shown === undefined || !(control instanceof HTMLInputElement)) continue;
    const [least, most] = [axis.values[0] ?? 0, axis.values.at(-1) ?? 0];
    const asked = control.value.trim() === "" ? NaN : Number(control.value);
    control.value = String(shown);
    if (!(asked >= least && asked <= most)) said.push(word("held", { axis: axis.label, least, most, shown }));
  }
  return said.join(" ");
};

/** Puts a slider beside a number, or in the place of a list; the answer reads its value. */
const slider = (control: Control, axis: Axis, moved: () => void): (() => number) => {
  const [min, max] = [axis.values[0] ?? 0, axis.values.at(-1) ?? 0];
  const id = fresh();
  const label = control.labels?.[0];
  const range = make("input", { type: "range", id, min: String(min), max: String(max), step: stepOf(control, axis) });
  range.value = control.value;
  range.defaultValue = control.value;
  const tell = make("span", { class: "at" });
  const told = (): string => [range.value, axis.unit].filter(Boolean).join(" ");
  const set = (): void => range.setAttribute("aria-valuetext", told());
  if (control instanceof HTMLSelectElement) {
    range.name = control.name;
    control.removeAttribute("name");
    control.hidden = true;
    if (label) label.htmlFor = id;
    else range.setAttribute("aria-label", axis.label);
    control.after(range, tell);
  } else {
    range.setAttribute("aria-label", axis.label);
    control.after(range);
    control.addEventListener("input", () => {
      range.value = control.value;
      set();
      moved();
    });
  }
  range.addEventListener("input", () => {
    if (control instanceof HTMLInputElement) control.value = range.value;
    tell.textContent = told();
    set();
    moved();
  });
  tell.textContent = told();
  set();
  return () => Number(range.value);
};

/** The step of the control, else a hundredth of the way on round numbers. */
const stepOf = (control: Control, axis: Axis): string => {
  if (control instanceof HTMLInputElement && control.step) return control.step;
  const rough = ((axis.values.at(-1) ?? 0) - (axis.values[0] ?? 0)) / 100;
  return rough > 0 ? String(10 ** Math.floor(Math.log10(rough))) : "any";
};
