// Exchanges the parts of a figure that change together, by their names.

const heard: ((root: ParentNode) => void)[] = [];

/** What is to be done with every part that is put in later. */
export const onFresh = (island: (root: ParentNode) => void): void => {
  heard.push(island);
};

/** Asks for the parts of a figure and puts them in; the answer is the new title. */
export const exchange = async (figure: HTMLElement, url: string, signal: AbortSignal): Promise<string> => {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw answer;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const title = (): string => figure.querySelector("[data-part=title]")?.textContent ?? "";
  const old = title();
  // The points of a figure are those of what it shows: they are asked for with the same query.
  const points = figure.dataset.points;
  if (points) figure.dataset.points = points.replace(/\?.*$/, "") + (/\?.*$/.exec(url)?.[0] ?? "");
  for (const one of fresh.querySelectorAll<HTMLElement>("[data-part]")) {
    const place = figure.querySelector(`[data-part="${one.dataset.part}"]`);
    place?.replaceWith(one);
    if (place) heard.forEach((island) => island(one));
  }
  if (old) document.title = document.title.replace(old, () => title());
  figure.querySelector(".notice")?.remove();
  return title();
};
