// What memory the server takes under ordinary use: anonymous memory after a start, after whole crawls in each coding, after the
// papers, the workbook, and questions that are computed for the reader. The limits in deploy/ follow from it. Printed, never a
// gate; memory is read where /proc tells it. LANDLOCKED_BIN names the program; without it the release build of this folder is taken.
//
//   node bench/memory.mjs [--asked 30] [--rounds 2]
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const program = process.env.LANDLOCKED_BIN ?? path.join(root, "target/release/landlocked");
const { values: asked } = parseArgs({ options: { asked: { type: "string", default: "30" }, rounds: { type: "string", default: "2" } } });

const server = spawn(program, ["serve", "--bind", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
const address = await new Promise((resolve, reject) => {
  server.stdout.once("data", (line) => resolve(String(line).trim().replace(/\/$/, "")));
  server.once("exit", (code) => reject(new Error(`serve ended with ${code}`)));
});
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

// The answer as it goes over the wire: `fetch` would ask for codings of its own.
function get(where, coding = "identity") {
  return new Promise((resolve, reject) => {
    const request = http.get(`${address}${where}`, { agent, headers: { "accept-encoding": coding } }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode, kind: response.headers["content-type"] ?? "", bytes: Buffer.concat(parts) }));
    });
    request.on("error", reject);
  });
}

function memory() {
  const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
  const of = (what) => Number(status.match(new RegExp(`${what}:\\s+(\\d+)`))?.[1] ?? NaN) / 1024;
  return { now: of("RssAnon"), most: of("VmHWM") };
}

let before = performance.now();
function tell(what) {
  const { now, most } = memory();
  const seconds = ((performance.now() - before) / 1000).toFixed(1);
  console.log(`${what.padEnd(52)} ${now.toFixed(0).padStart(5)} MB anonymous, at most ${most.toFixed(0).padStart(5)} MB resident, ${seconds} s`);
  before = performance.now();
}

const late = /\.(pdf|xlsx)$/;
// Every address that a page of the site leads to, moments of maps included; four at once.
async function addresses() {
  const seen = new Set(["/"]);
  const waiting = ["/"];
  const one = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { kind, bytes } = await get(next);
      if (!kind.startsWith("text/html")) continue;
      for (const [, link] of bytes.toString().matchAll(/ (?:href|src|data-src|value)="(\/[^"#]*)/g)) {
        const plain = link.replaceAll("&amp;", "&");
        if (!seen.has(plain) && !late.test(plain)) {
          seen.add(plain);
          waiting.push(plain);
        }
      }
    }
  };
  while (waiting.length > 0) await Promise.all([one(), one(), one(), one()]);
  return [...seen].sort();
}

async function crawl(all, coding) {
  const rest = [...all];
  const one = async () => {
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) await get(next, coding);
  };
  await Promise.all([one(), one(), one(), one()]);
}

try {
  tell("after the start");
  const all = await addresses();
  tell(`after ${all.length} addresses without compression`);
  const dossier = JSON.parse((await get("/dossier.json")).bytes.toString());
  const keys = dossier.figures.flatMap(({ id, chart }) => (chart.map?.frames ?? chart.frames ?? []).map(({ key }) => `/fig/${id}.part?on=${key}`));
  const whole = [...all, ...keys];
  for (let round = 1; round <= Number(asked.rounds); round += 1) {
    for (const coding of ["br", "gzip"]) {
      await crawl(whole, coding);
      tell(`round ${round}: after ${whole.length} addresses with ${coding}`);
    }
    for (const paper of ["/brief.pdf", "/dossier.pdf"]) await get(paper);
    tell(`round ${round}: after both papers`);
    await get("/dossier.xlsx");
    tell(`round ${round}: after the workbook`);
    const pages = dossier.pages.map(({ id }) => id).filter((id) => id.startsWith("effect-of-"));
    for (let n = 0; n < Number(asked.asked) && pages.length > 0; n += 1) {
      await get(`/${pages[n % pages.length]}?pre=${2012 + (n % 5)}-${String((n % 12) + 1).padStart(2, "0")}`);
    }
    tell(`round ${round}: after ${asked.asked} effects under other settings`);
    const pictures = dossier.figures.map(({ id }) => `/fig/${id}.png?from=2019-01&to=2020-12`);
    await Promise.all(pictures.map((picture) => get(picture)));
    tell(`round ${round}: after ${pictures.length} pictures of a window, four at once`);
  }
} finally {
  server.kill();
  agent.destroy();
}
