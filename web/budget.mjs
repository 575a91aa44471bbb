// Holds the weight of what a browser loads. Figures are gzip at level 9; fonts are compressed already.
import { gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
const dist = new URL("./dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", dist), "utf8"));
const bounds = { "app.css": 15_000, "app.js": 8_000 };
const firstPage = ["app.css", "app.js", "sans.woff2", "serif.woff2", "favicon.svg"];
let total = 0, broken = false;
for (const name of firstPage) {
  const raw = readFileSync(new URL(manifest[name].path, dist));
  const wire = name.endsWith(".woff2") ? raw.length : gzipSync(raw, { level: 9 }).length;
  total += wire;
  const over = bounds[name] && wire > bounds[name];
  broken ||= Boolean(over);
  console.log(`${name.padEnd(14)} ${String(raw.length).padStart(7)} bytes ${String(wire).padStart(7)} on the wire${bounds[name] ? ` (bound ${bounds[name]})` : ""}${over ? "  TOO HEAVY" : ""}`);
}
// Loaded on the page of a shared text alone, or of a survey, and only once: the editor with what merges; what seals a ballot.
const own = { "notes.js": 110_000, "notes.css": 2_000, "survey.js": 18_000, "reply.js": 1_000 };
for (const [name, most] of Object.entries(own)) {
  const raw = readFileSync(new URL(manifest[name].path, dist));
  const wire = gzipSync(raw, { level: 9 }).length;
  broken ||= wire > most;
  console.log(`${name.padEnd(14)} ${String(raw.length).padStart(7)} bytes ${String(wire).padStart(7)} on the wire (bound ${most}, its page alone)${wire > most ? "  TOO HEAVY" : ""}`);
}
// 200 KB for a first page, of which the page itself may take 20.
const bound = 180_000;
console.log(`${"together".padEnd(14)} ${"".padStart(7)}       ${String(total).padStart(7)} on the wire (bound ${bound})`);
if (broken || total > bound) process.exit(1);
