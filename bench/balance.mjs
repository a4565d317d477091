// How long the reference instance CVB1 takes, how much memory, and how that compares with others who solve the same
// instance as one programme. Builds the example `cvb1` of the crate `balance` in release and runs it, each size in a
// process of its own; then the scripts of the others on the same machine, one after another. Printed, never a gate.
//
//   node bench/balance.mjs [--quick] [--large] [--scripts FOLDER] [--python PROGRAM]
//
// --quick leaves out what takes minutes: 1,000 scenarios, and the others at 100. --large adds 10,000 scenarios. The
// scripts are looked for in ../shared/reference/scripts beside this folder; they need a Python with highspy and linopy.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const { values: asked } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    large: { type: "boolean", default: false },
    scripts: { type: "string", default: path.join(root, "../shared/reference/scripts") },
    python: { type: "string", default: "python3" },
  },
});

// Optima that other solvers found, as points or brackets, in thousand USD.
const KNOWN = {
  "10 0.5": [-4915511.528145, -4915511.528145],
  "100 0": [-5273675.995467, -5273675.995467],
  "100 0.5": [-4740836.8918, -4740836.8918],
  "1000 0": [-5342019.2, -5342016.83],
  "1000 0.5": [-4657588.664, -4657588.489],
};
// Printed digits of the optima above.
const ROUNDED = 0.005;

const jsonLines = (text) =>
  text
    .trim()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
const sum = (values) => values.reduce((total, value) => total + value, 0);
const digits = (value, decimals = 1) =>
  value === null || value === undefined ? "-" : value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

function timed(program, parameters, options) {
  const start = process.hrtime.bigint();
  const done = spawnSync(program, parameters, { stdio: ["ignore", "pipe", "pipe"], encoding: "utf8", maxBuffer: 1 << 24, ...options });
  return { ...done, wall: Number(process.hrtime.bigint() - start) / 1e9 };
}

// Builds the example and keeps a copy for the whole run, so that a build in between changes nothing.
function build() {
  const parameters = ["build", "--release", "--locked", "-p", "balance", "--example", "cvb1", "--message-format", "json-render-diagnostics"];
  const done = spawnSync("cargo", parameters, { cwd: root, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8", maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(`cvb1 could not be built: ${done.status ?? done.error}`);
  const made = jsonLines(done.stdout).find((message) => message.executable && message.target?.name === "cvb1");
  const folder = mkdtempSync(path.join(os.tmpdir(), "balance-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]]) process.on(signal, () => process.exit(code));
  const program = path.join(folder, path.basename(made.executable));
  copyFileSync(made.executable, program);
  return program;
}

const program = build();

function ours(scenarios, weights) {
  process.stderr.write(`cvb1: ${scenarios} scenarios, lambda ${weights.join(", ")}\n`);
  const done = timed(program, ["--scenarios", String(scenarios), "--lambda", weights.join(","), "--json"]);
  if (done.status !== 0) throw new Error(`cvb1 ended with ${done.status ?? done.error}: ${done.stderr}`);
  const points = jsonLines(done.stdout);
  const last = points[points.length - 1];
  return {
    scenarios,
    weights,
    points,
    cpu: last.cpu_seconds_so_far,
    wall: done.wall,
    memory: last.peak_memory_mb,
    rounds: sum(points.map((point) => point.iterations)),
    verdict: verdict(points),
  };
}

// Whether each bracket is closed and agrees with the optimum known, where one is.
function verdict(points) {
  if (!points.every((point) => point.closed)) return "NOT CLOSED";
  const known = points.map((point) => [point, KNOWN[`${point.scenarios} ${point.lambda}`]]).filter(([, optimum]) => optimum);
  const inside = known.filter(([point, [low, high]]) => point.lower <= high + ROUNDED && low <= point.upper + ROUNDED);
  if (inside.length < known.length) return "OPTIMUM OUTSIDE";
  return known.length ? `closed; optimum inside (${known.length} of ${points.length} known)` : "closed";
}

function print(title, heads, rows) {
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at].length)));
  const line = (cells) => cells.map((cell, at) => (at === 0 || at === cells.length - 1 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join("  ");
  console.log(`\n${title}\n${line(heads).trimEnd()}`);
  for (const row of rows) console.log(line(row).trimEnd());
}

const runs = { ten: ours(10, [0.5]), half: ours(100, [0.5]), mean: ours(100, [0]) };
const bars = [
  [runs.half, { cpu: 8 }],
  [runs.mean, { cpu: 8 }],
];
const growth = [200, 400, 800].map((scenarios) => ours(scenarios, [0.5]));
if (!asked.quick) {
  runs.frontier = ours(1000, [0, 0.25, 0.5, 0.75, 1]);
  bars.push([runs.frontier, { cpu: 150, memory: 600 }]);
}
if (asked.large) bars.push([ours(10000, [0.5]), { wall: 720 }]);

print(
  "CVB1 by decomposition, whole process",
  ["scenarios, lambda", "CPU s", "wall s", "peak MB", "rounds", "bar", "ratio", "check"],
  [[runs.ten, {}], ...bars].map(([run, bar]) => [
    `${digits(run.scenarios, 0)}, ${run.weights.join(" ")}`,
    digits(run.cpu),
    digits(run.wall),
    digits(run.memory, 0),
    String(run.rounds),
    Object.entries(bar).map(([what, most]) => `${most} ${{ cpu: "CPU s", wall: "wall s", memory: "MB" }[what]}`).join(", "),
    Object.entries(bar).map(([what, most]) => digits(run[what] / most, 2)).join(", "),
    run.verdict,
  ]),
);
const exponent = (from, to) => Math.log(to.cpu / from.cpu) / Math.log(to.scenarios / from.scenarios);
print(
  "Growth with the scenarios, lambda 0.5 (1 is linear)",
  ["scenarios", "CPU s", "CPU ms each", "wall s", "peak MB", "rounds", "exponent", "check"],
  growth.map((run, at) => [
    digits(run.scenarios, 0),
    digits(run.cpu),
    digits((run.cpu / run.scenarios) * 1e3),
    digits(run.wall),
    digits(run.memory, 0),
    String(run.rounds),
    at === 0 ? "-" : digits(exponent(growth[at - 1], run), 2),
    run.verdict,
  ]),
);

// The others write nothing beside their scripts.
const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };

function has(module) {
  return spawnSync(asked.python, ["-c", `import ${module}`], { env: environment, stdio: "ignore" }).status === 0;
}

function rival(what, script, parameters, against, more = {}) {
  process.stderr.write(`${what}\n`);
  const done = timed(asked.python, [script, ...parameters.map(String)], { cwd: asked.scripts, env: { ...environment, ...more } });
  const found = jsonLines(done.stdout ?? "")[0];
  if (done.status !== 0 || !found) return [what, "-", "-", "-", "-", "-", "-", `failed: ${(done.stderr ?? "").trim().split("\n").pop()}`];
  const optimum = KNOWN[`${found.S} ${found.lam}`];
  let check = "built only";
  if (found.solver !== undefined) {
    const off = optimum && found.obj !== null ? Math.max(optimum[0] - found.obj, found.obj - optimum[1], 0) / Math.abs(optimum[0]) : null;
    check = `${found.status}${off === null ? "" : `; off the optimum by ${off.toExponential(0)}`}`;
  }
  return [
    what,
    digits(found.cpu_s),
    digits(done.wall),
    digits(found.rss_mb, 0),
    digits(against.cpu / found.cpu_s, 3),
    digits(against.wall / done.wall, 3),
    digits(against.memory / found.rss_mb, 3),
    check,
  ];
}

if (!existsSync(path.join(asked.scripts, "ef_highspy.py"))) {
  console.log(`\nThe others are left out: no ef_highspy.py in ${asked.scripts}; --scripts FOLDER says where.`);
} else if (!has("highspy, numpy, scipy")) {
  console.log(`\nThe others are left out: ${asked.python} has no highspy; --python PROGRAM names one that has.`);
} else {
  const linopy = has("linopy");
  if (!linopy) console.log(`\nlinopy is left out: ${asked.python} has none.`);
  const rows = [rival("highspy, 10, 0.5, interior point", "ef_highspy.py", [10, 0.5, "ipm", 580, 2], runs.ten)];
  if (linopy) rows.push(rival("linopy, 10, 0.5, interior point", "ef_linopy.py", [10, 0.5, "ipm"], runs.ten));
  if (!asked.quick) {
    if (linopy) rows.push(rival("linopy, 1,000, 0.5, built only", "ef_linopy.py", [1000, 0.5, "ipm", "build"], runs.frontier));
    rows.push(rival("highspy, 100, 0, interior point", "ef_highspy.py", [100, 0, "ipm", 1800, 2], runs.mean));
    const without = { HOPT: "run_crossover=off" };
    rows.push(rival("highspy, 100, 0.5, no crossover", "ef_highspy.py", [100, 0.5, "ipm", 1800, 2], runs.half, without));
  }
  print(
    "Others, the same instance as one programme; ratios are ours divided by theirs",
    ["who, scenarios, lambda", "CPU s", "wall s", "peak MB", "CPU ratio", "wall ratio", "MB ratio", "check"],
    rows,
  );
  if (linopy && !asked.quick) console.log("\nWhat was built only is set against our whole solve of five points.");
}
