// Values between the points of a grid: the same sums in the same order as `figure::grid::interpolate`.

export type Axis = { name: string; label: string; unit: string; values: number[] };
export type Output = { name: string; label: string; unit: string; decimals: number; values: (number | null)[] };
export type Grid = { axes: Axis[]; outputs: Output[] };

/** The value of an output; null where the grid is not whole or a combination that counts was not computed. */
export const interpolate = (axes: Axis[], values: (number | null)[], at: number[]): number | null => {
  const size = axes.reduce((size, axis) => size * axis.values.length, 1);
  if (size !== values.length || axes.length !== at.length || axes.length > 12) return null;
  const steps: [number, number][] = [];
  for (const [place, axis] of axes.entries()) {
    const own = step(axis.values, at[place] ?? NaN);
    if (!own) return null;
    steps.push(own);
  }
  let sum = 0;
  for (let corner = 0; corner < 2 ** steps.length; corner++) {
    let weight = 1;
    let place = 0;
    for (const [bit, [below, part]] of steps.entries()) {
      const up = (corner >> bit) & 1;
      weight *= up ? part : 1 - part;
      place = place * (axes[bit]?.values.length ?? 0) + below + up;
    }
    if (weight > 0) {
      const value = values[place] ?? null;
      if (value === null) return null;
      sum += weight * value;
    }
  }
  return sum;
};

/** Where a value lies on an axis: the place below, and how far towards the next. */
const step = (values: number[], at: number): [number, number] | null => {
  const first = values[0] ?? NaN;
  const last = values.at(-1) ?? NaN;
  const rises = values.every((value, place) => place === 0 || (values[place - 1] ?? NaN) < value);
  if (!rises || ![at, first, last].every(Number.isFinite)) return null;
  const held = Math.min(Math.max(at, first), last);
  const below = values.findLastIndex((value) => value <= held);
  const low = values[below] ?? NaN;
  const high = values[below + 1];
  return [below, high === undefined ? 0 : (held - low) / (high - low)];
};
