// How long a reader waits: `report`, and `serve` to the first byte, against their budgets. Printed, never a gate.
// LANDLOCKED_BIN names the program; without it the release build of this folder is taken.
import { spawn, spawnSync } from "node:child_process";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const program = process.env.LANDLOCKED_BIN ?? path.join(root, "target/release/landlocked");
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const now = () => Number(process.hrtime.bigint()) / 1e6;

function report() {
  const start = now();
  const done = spawnSync(program, ["report"], { stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(`report ended with ${done.status}`);
  return now() - start;
}

function get(address) {
  return new Promise((resolve, reject) => {
    http
      .get(address, { headers: { "accept-encoding": "br" } }, (response) => {
        const first = now();
        let bytes = 0;
        response.on("data", (chunk) => (bytes += chunk.length));
        response.on("end", () => resolve({ first, bytes }));
      })
      .on("error", reject);
  });
}

async function firstByte() {
  const start = now();
  const server = spawn(program, ["serve", "--bind", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    const address = await new Promise((resolve, reject) => {
      server.stdout.once("data", (line) => resolve(String(line).trim()));
      server.once("exit", (code) => reject(new Error(`serve ended with ${code}`)));
    });
    const { first, bytes } = await get(address);
    return { wait: first - start, bytes };
  } finally {
    server.kill();
  }
}

for (let i = 0; i < 3; i += 1) report();
const reports = Array.from({ length: 20 }, report);
const starts = [];
for (let i = 0; i < 10; i += 1) starts.push(await firstByte());

const rows = [
  ["report, whole run", median(reports), 150, "ms"],
  ["serve, start to first byte", median(starts.map((s) => s.wait)), 300, "ms"],
  ["front page on the wire (br)", starts[0].bytes / 1000, 60, "kB"],
];
console.log("what                          measured    budget    ratio");
for (const [what, value, budget, unit] of rows) {
  console.log(
    `${what.padEnd(28)}${value.toFixed(1).padStart(8)} ${unit}${String(budget).padStart(7)} ${unit}${(value / budget).toFixed(2).padStart(9)}`,
  );
}
