// How long the questions asked of the network take, against their limits. Builds two examples of the crate `corridor` in
// release and runs them: one on the shipped case, one on a generated network. Printed, never a gate.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function example(name) {
  const options = { cwd: root, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8", maxBuffer: 1 << 20 };
  const done = spawnSync("cargo", ["run", "--release", "--quiet", "--locked", "-p", "corridor", "--example", name], options);
  if (done.status !== 0) throw new Error(`${name} ended with ${done.status ?? done.error}`);
  return done.stdout;
}

const times = Object.fromEntries(
  example("corridor_speed")
    .trim()
    .split("\n")
    .map((line) => line.split("\t"))
    .map(([name, ms]) => [name, Number(ms)]),
);

function routes() {
  const found = example("routes_speed").match(/^500 routes: ([\d.]+) s/m);
  if (!found) throw new Error("routes_speed prints no time of 500 routes");
  return Number(found[1]) * 1e3;
}

const rows = [
  ["optimum of one month", times.month, 5],
  ["the same, with the worth of what binds", times["month and worth"], null],
  ["hindcast, 74 months", times.hindcast, 1000],
  ["single and pair removals, 1, 3, 6 months", times.removals, 5000],
  ["500 routes, 20,000 links", median(Array.from({ length: 5 }, routes)), 1000],
];
console.log("what                                        measured      limit    ratio");
for (const [what, value, limit] of rows) {
  const against = limit === null ? "" : `${String(limit).padStart(8)} ms${(value / limit).toFixed(2).padStart(9)}`;
  console.log(`${what.padEnd(42)}${value.toFixed(1).padStart(7)} ms${against}`);
}
