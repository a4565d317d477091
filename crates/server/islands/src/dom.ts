// Small things that every island needs.

/** All elements of a kind below a root, the root itself included. */
export const every = <E extends Element>(root: ParentNode, css: string): E[] => {
  const own = root instanceof Element && root.matches(css) ? [root as unknown as E] : [];
  return [...own, ...root.querySelectorAll<E>(css)];
};

type Attributes = Record<string, string | boolean | undefined>;

/** An element with attributes and children. */
export const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (typeof value === "string") element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
};

/** A place whose words are read aloud when they change, unseen unless it is told to be seen. */
export const voice = (seen = false): HTMLElement =>
  make("span", { class: seen ? "said" : "said hidden", role: "status" });

/** Runs a script; the answer comes when it has run. */
export const load = (url: string): Promise<void> =>
  new Promise((done, failed) => {
    const script = make("script", { src: url });
    script.onload = () => done();
    script.onerror = () => failed(new Error(`${url} could not be loaded`));
    document.head.append(script);
  });

let last = 0;
/** An id that is new in the page. */
export const fresh = (): string => `island-${++last}`;

/** The address with these keys set in its query, or left out where null; keys are sorted. */
export const asked = (url: URL, keys: Record<string, string | null>): URL => {
  for (const [key, value] of Object.entries(keys)) {
    if (value === null) url.searchParams.delete(key);
    else url.searchParams.set(key, value);
  }
  url.searchParams.sort();
  return url;
};

/** A click that is meant to open a link elsewhere. */
export const elsewhere = (click: MouseEvent): boolean =>
  click.ctrlKey || click.metaKey || click.shiftKey || click.altKey || click.button !== 0;
