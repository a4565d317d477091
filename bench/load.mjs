// What the server bears: requests per second and waiting times on 64 connections, its memory over many requests, and whether
// it still answers beside 10,000 idle connections, slow clients and malformed requests. Builds the example `load` of the
// crate `listen` in release as the client; client and server share the machine. Printed, never a gate.
// LANDLOCKED_BIN names the program; without it the release build of this folder is taken.
//
//   node bench/load.mjs [--requests 200000] [--connections 64] [--idle 10000] [--slow 300] [--only mix,idle,slow,tricks]
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const program = process.env.LANDLOCKED_BIN ?? path.join(root, "target/release/landlocked");
const { values: asked } = parseArgs({
  options: {
    requests: { type: "string", default: "200000" },
    connections: { type: "string", default: "64" },
    idle: { type: "string", default: "10000" },
    slow: { type: "string", default: "300" },
    only: { type: "string", default: "mix,idle,slow,tricks" },
  },
});
const wanted = new Set(asked.only.split(","));
const budget = 15;

function build() {
  const parameters = ["build", "--release", "--locked", "-p", "listen", "--example", "load", "--message-format", "json-render-diagnostics"];
  const done = spawnSync("cargo", parameters, { cwd: root, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8", maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(`load could not be built: ${done.status ?? done.error}`);
  const messages = done.stdout.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  return messages.find((message) => message.executable && message.target?.name === "load").executable;
}

const client = build();
const folder = mkdtempSync(path.join(os.tmpdir(), "landlocked-load-"));

// Starts the server; the address is its first line.
async function serve() {
  const server = spawn(program, ["serve", "--bind", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((resolve, reject) => {
    server.stdout.once("data", (line) => resolve(String(line).trim().replace(/\/$/, "")));
    server.once("exit", (code) => reject(new Error(`serve ended with ${code}`)));
  });
  return { server, address, pid: server.pid };
}

// Resident memory in MB; nothing where the system does not tell.
function memory(pid, what = "VmRSS") {
  try {
    return Number(readFileSync(`/proc/${pid}/status`, "utf8").match(new RegExp(`${what}:\\s+(\\d+)`))[1]) / 1024;
  } catch {
    return NaN;
  }
}

// Seconds of processor time so far: of all measures the one that other programs on the machine disturb least.
function processor(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return NaN;
  }
}

// Runs the client; `seen` is called with each line that it prints.
async function run(parameters, seen = () => {}) {
  const child = spawn(client, parameters, { stdio: ["ignore", "pipe", "inherit"] });
  const lines = [];
  for await (const line of readline.createInterface({ input: child.stdout })) {
    const value = JSON.parse(line);
    lines.push(value);
    seen(value);
  }
  const code = await new Promise((resolve) => (child.exitCode === null ? child.once("exit", resolve) : resolve(child.exitCode)));
  if (code !== 0) throw new Error(`load ${parameters[0]} ended with ${code}`);
  return lines;
}

// What readers and machines ask for: pages most, then pictures, then files; nearly all with compression, as browsers do.
async function mix(address) {
  const dossier = await (await fetch(`${address}/dossier.json`)).json();
  const pages = ["/", ...dossier.pages.map((page) => `/${page.id}`)];
  const figures = dossier.figures.map((figure) => `/fig/${figure.id}`);
  const tables = dossier.pages.flatMap((page) => page.sections.flatMap((section) => section.blocks)).map((block) => block.Table?.id ?? block.table?.id);
  const files = tables.filter(Boolean).map((id) => `/table/${id}.csv`);
  const codings = ["br", "br", "br", "gzip", "identity"];
  const all = [];
  const add = (paths, times) => {
    for (let round = 0; round < times; round += 1) for (const one of paths) all.push(one);
  };
  add(pages, 6);
  add(figures, 2);
  add(figures.map((one) => `${one}.svg`), 1);
  add(figures.map((one) => `${one}.csv`), 1);
  add(figures.map((one) => `${one}.json`), 1);
  add(files, 1);
  add(["/feed.xml", "/healthz", "/favicon.svg"], 2);
  // Always the same order, and not by kind.
  let state = 20230320;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [all[at], all[other]] = [all[other], all[at]];
  }
  const found = [];
  for (const [at, one] of all.entries()) {
    const answer = await fetch(`${address}${one}`, { headers: { "accept-encoding": codings[at % codings.length] } });
    await answer.arrayBuffer();
    // Figures without a file of some kind, and pages that a case does not have.
    if (answer.status === 200) found.push(`${one} ${codings[at % codings.length]}`);
  }
  return found;
}

const ms = (value) => `${value.toFixed(2)} ms`;
const mb = (value) => `${value.toFixed(1)} MB`;
const row = (what, value) => console.log(`${what.padEnd(46)}${value}`);
const times = (found) => `p50 ${ms(found.p50)}, p95 ${ms(found.p95)} (${(found.p95 / budget).toFixed(2)} of ${budget} ms), p99 ${ms(found.p99)}, longest ${ms(found.max)}`;

async function load(started, list, requests) {
  // Each answer once and more, so that what is kept is kept.
  await run(["mix", started.host, list, "8", "4000"]);
  const samples = [memory(started.pid)];
  const before = processor(started.pid);
  const found = (await run(["mix", started.host, list, asked.connections, asked.requests], () => samples.push(memory(started.pid)))).at(-1);
  row(`${found.requests} requests, ${asked.connections} connections`, `${found.rate} a second, ${(found.bytes / found.seconds / 1e6).toFixed(0)} MB/s, ${found.failed} failed`);
  row("  waiting", times(found));
  row("  processor time of the server", `${(((processor(started.pid) - before) / found.requests) * 1e6).toFixed(0)} µs a request`);
  const middle = samples[Math.floor(samples.length / 2)];
  const end = samples.at(-1);
  row("  memory: begin, middle, end", `${mb(samples[0])}, ${mb(middle)}, ${mb(end)}; second half ${(end - middle).toFixed(1)} MB more; peak ${mb(memory(started.pid, "VmHWM"))}`);
  row("  different requests", String(requests));
}

async function idle(started, list, kind, what) {
  const before = memory(started.pid);
  let open = NaN;
  const lines = await run(["idle", started.host, list, kind, asked.idle], (line) => {
    if (line.quiet) open = memory(started.pid);
  });
  const found = lines.at(-1);
  row(`${asked.idle} connections, ${what}`, `opened in ${lines[0].seconds} s, ${found.left} left after the rest, ${(((open - before) * 1024) / Number(asked.idle)).toFixed(2)} kB each`);
  row("  others meanwhile", `${times(found)}, ${found.failed} failed`);
}

async function slow(started, list) {
  const before = memory(started.pid);
  let during = NaN;
  const lines = await run(["slow", started.host, list, asked.slow], (line) => {
    if (line.quiet) during = memory(started.pid);
  });
  const [others, cut] = lines.slice(-2);
  row(`${asked.slow} slow clients`, `${(during - before).toFixed(1)} MB more`);
  row("  others meanwhile", `${times(others)}, ${others.failed} failed`);
  const kinds = ["heads", "bodies", "readers"].map((kind) => `${cut[kind]} ${kind} (last after ${cut[`${kind}_seconds`]} s)`);
  row("  cut within 90 s", `${kinds.join(", ")}; ${cut.left} never`);
}

async function tricks(started) {
  const found = await run(["tricks", started.host]);
  for (const { trick, status } of found) row(`  ${trick}`, status);
}

const started = await serve();
started.host = started.address.replace("http://", "");
try {
  const requests = await mix(started.address);
  const list = path.join(folder, "mix");
  writeFileSync(list, `${requests.join("\n")}\n`);
  if (wanted.has("mix")) await load(started, list, requests.length);
  if (wanted.has("idle")) {
    await idle(started, list, "kept", "idle after one request");
    await idle(started, list, "silent", "silent from the beginning");
  }
  if (wanted.has("slow")) await slow(started, list);
  if (wanted.has("tricks")) await tricks(started);
  const alive = await fetch(`${started.address}/healthz`);
  row("sign of life at the end", `${alive.status}, memory ${mb(memory(started.pid))}, peak ${mb(memory(started.pid, "VmHWM"))}`);
} finally {
  started.server.kill();
  rmSync(folder, { recursive: true, force: true });
}
