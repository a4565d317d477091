// How long questions about time and judgement take: one effect and one forecast of a table of 110 months made here, from
// the start of the program to its end; the parts of a forecast, and the classical model, from the examples of the crates
// `forecast` and `judgement`, built in release. Printed, never a gate.
// LANDLOCKED_BIN names the program; without it the release build of this folder is taken.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const program = process.env.LANDLOCKED_BIN ?? path.join(root, "target/release/landlocked");
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const now = () => Number(process.hrtime.bigint()) / 1e6;

// The same numbers on every machine: a level that drifts, a season, noise, and a fall of a quarter after 80 months.
function months(count) {
  let state = 20230320;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const noise = () => random() + random() + random() - 1.5;
  let level = 200;
  return Array.from({ length: count }, (_, month) => {
    level += 2 * noise();
    const season = 15 * Math.sin((2 * Math.PI * month) / 12);
    return ((level + season + 4 * noise()) * (month < 80 ? 1 : 0.75)).toFixed(3);
  });
}

function timed(parts, runs) {
  const once = () => {
    const start = now();
    const done = spawnSync(program, parts, { stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 26 });
    if (done.status !== 0) throw new Error(`${parts[0]} ended with ${done.status ?? done.error}`);
    return now() - start;
  };
  once();
  return median(Array.from({ length: runs }, once));
}

function example(crate) {
  const options = { cwd: root, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8", maxBuffer: 1 << 20 };
  const done = spawnSync("cargo", ["run", "--release", "--quiet", "--locked", "-p", crate, "--example", "speed"], options);
  if (done.status !== 0) throw new Error(`the example of ${crate} ended with ${done.status ?? done.error}`);
  return done.stdout;
}

function found(text, pattern) {
  const match = text.match(pattern);
  if (!match) throw new Error(`no ${pattern} in:\n${text}`);
  return match.slice(1).map(Number);
}

const folder = mkdtempSync(path.join(tmpdir(), "landlocked-bench-"));
const rows = [];
try {
  const file = path.join(folder, "months.csv");
  writeFileSync(file, `freight\n${months(110).join("\n")}\n`);
  const effect = ["effect", "--csv", file, "--period", "12", "--pre", "80", "--draws", "3000", "--json"];
  rows.push(["effect, 110 months, 3,000 draws, whole run", timed(effect, 7)]);
  rows.push(["forecast, 110 months, 12 ahead, whole run", timed(["forecast", "--csv", file, "--json"], 7)]);
} finally {
  rmSync(folder, { recursive: true });
}

const fan = example("forecast");
const [spoken] = found(fan, /^one fan ([\d.]+) ms/m);
const [dates, scored] = found(fan, /^(\d+) dates ([\d.]+) ms/m);
rows.push(["one fan, 144 months, 12 ahead", spoken], [`its voices at ${dates} earlier dates`, scored]);

// The first panel of the list is the one of the tests: four experts, ten seed questions, two targets.
const panel = example("judgement").split(/^(?=\S)/m)[0];
for (const line of panel.split("\n").slice(1)) {
  const match = line.match(/^\s+(.+?)\s+([\d.]+) ms$/);
  if (match) rows.push([`panel: ${match[1]}`, Number(match[2])]);
}

console.log("what                                           measured");
for (const [what, ms] of rows) {
  console.log(`${what.padEnd(45)}${ms.toFixed(ms < 10 ? 3 : 1).padStart(9)} ms`);
}
