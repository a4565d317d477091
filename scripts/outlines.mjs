// Makes crates/figure/assets/outlines.bin, the borders and coasts of the map: node scripts/outlines.mjs
//
// Needs node, npm and tar, and the npm registry once. The same input gives the same bytes; the format is
// described in crates/figure/assets/README.md and read by crates/figure/src/geo/outlines.rs.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PACKAGE = "world-atlas@2.0.2";
const FILE = "countries-50m.json";
const SHA256 = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394";
const TARGET = new URL("../crates/figure/assets/outlines.bin", import.meta.url);

/** Steps in a degree: 1/400 degree is 280 m, a third of what the source resolves. */
const STEPS = 400;
/** Islands and lakes that reach less far than this, in degrees, are left out: no map of the program shows them. */
const SMALLEST = 0.06;

function fetched() {
  const folder = mkdtempSync(join(tmpdir(), "outlines-"));
  try {
    const packed = execFileSync("npm", ["pack", "--silent", PACKAGE], { cwd: folder, encoding: "utf8" }).trim();
    execFileSync("tar", ["xzf", packed, `package/${FILE}`], { cwd: folder });
    return readFileSync(join(folder, "package", FILE));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The arcs of a TopoJSON topology as [longitude, latitude] in steps, without points that fall together. */
function quantised(topology) {
  const { scale, translate } = topology.transform;
  return topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    const points = [];
    for (const [dx, dy] of arc) {
      x += dx;
      y += dy;
      const point = [
        Math.round((x * scale[0] + translate[0]) * STEPS),
        Math.round((y * scale[1] + translate[1]) * STEPS),
      ];
      const last = points.at(-1);
      if (!last || last[0] !== point[0] || last[1] !== point[1]) points.push(point);
    }
    return points;
  });
}

/** All rings of a geometry: lists of arc numbers, those below zero reversed. */
function rings(geometry) {
  switch (geometry.type) {
    case "Polygon":
      return geometry.arcs;
    case "MultiPolygon":
      return geometry.arcs.flat();
    case "GeometryCollection":
      return geometry.geometries.flatMap(rings);
    default:
      return [];
  }
}

function reach(points) {
  const [xs, ys] = [0, 1].map((i) => points.map((point) => point[i]));
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) / STEPS;
}

class Bytes {
  out = [];

  whole(value) {
    let rest = value;
    while (rest >= 128) {
      this.out.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.out.push(rest);
  }

  signed(value) {
    this.whole(value < 0 ? -2 * value - 1 : 2 * value);
  }
}

const json = fetched();
const sum = createHash("sha256").update(json).digest("hex");
if (sum !== SHA256) throw new Error(`${FILE} of ${PACKAGE} has the SHA-256 ${sum}, not ${SHA256}`);
const topology = JSON.parse(json);
const arcs = quantised(topology);

// An arc between two countries is a border, an arc of one country alone a coast.
const users = arcs.map(() => new Set());
topology.objects.countries.geometries.forEach((country, place) => {
  for (const arc of rings(country).flat()) users[arc < 0 ? ~arc : arc].add(place);
});
const land = rings(topology.objects.land).filter((ring) => {
  return ring.length > 1 || reach(arcs[ring[0] < 0 ? ~ring[0] : ring[0]]) >= SMALLEST;
});
const ofLand = new Set(land.flat().map((arc) => (arc < 0 ? ~arc : arc)));
const kept = arcs.map((points, place) => place).filter((place) => {
  if (users[place].size > 1) return arcs[place].length > 1;
  return ofLand.has(place);
});
const number = new Map(kept.map((place, index) => [place, index]));

const bytes = new Bytes();
for (const char of "OUT1") bytes.out.push(char.charCodeAt(0));
bytes.whole(STEPS);
bytes.whole(kept.length);
let start = [0, 0];
for (const place of kept) {
  const points = arcs[place];
  bytes.whole(points.length * 2 + (users[place].size > 1 ? 1 : 0));
  let [x, y] = start;
  for (const point of points) {
    bytes.signed(point[0] - x);
    bytes.signed(point[1] - y);
    [x, y] = point;
  }
  start = points[0];
}
bytes.whole(land.length);
for (const ring of land) {
  bytes.whole(ring.length);
  for (const arc of ring) bytes.whole(arc < 0 ? number.get(~arc) * 2 + 1 : number.get(arc) * 2);
}
writeFileSync(TARGET, Buffer.from(bytes.out));

const borders = kept.filter((place) => users[place].size > 1).length;
const points = kept.reduce((total, place) => total + arcs[place].length, 0);
console.log(
  `${bytes.out.length} bytes: ${kept.length} arcs (${borders} borders), ${points} points, ${land.length} rings of land`,
);
