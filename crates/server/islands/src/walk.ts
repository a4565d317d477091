// From one point of a picture to another: the nearest to a place, the next of a series, the neighbour in another one.

/** Place, series, position, words. */
export type Mark = [x: number, y: number, series: number, at: string, text: string];

/** The point nearest to a place, or -1. */
export const nearest = (marks: Mark[], x: number, y: number): number => {
  const far = marks.map((mark) => (mark[0] - x) ** 2 + (mark[1] - y) ** 2);
  return far.indexOf(Math.min(...far));
};

/** Where a key leads from a point (-1: none yet); null for a key that leads nowhere. */
export const step = (marks: Mark[], from: number, key: string): number | null => {
  const here = marks[from];
  const all = [...marks.keys()];
  const inSeries = (series: number): number[] => all.filter((place) => marks[place]?.[2] === series);
  const series = [...new Set(marks.map((mark) => mark[2]))].sort((a, b) => a - b);
  const along: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };
  const across: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };
  const by = along[key] ?? across[key];
  if (by === undefined && key !== "Home" && key !== "End") return null;
  if (!here) return marks.length > 0 ? (inSeries(series[0] ?? 0)[0] ?? null) : null;
  const own = inSeries(here[2]);
  if (key === "Home" || key === "End") return own.at(key === "Home" ? 0 : -1) ?? from;
  // Where there is one series only, up and down go along it, too.
  if (key in along || series.length === 1) return own[own.indexOf(from) + (by ?? 0)] ?? from;
  const other = series[series.indexOf(here[2]) + (by ?? 0)];
  if (other === undefined) return from;
  const far = (place: number): number => Math.abs((marks[place]?.[0] ?? 0) - here[0]);
  return inSeries(other).reduce((best, place) => (far(place) < far(best) ? place : best));
};
