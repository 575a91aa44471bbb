// Reads the licence of every crate and every npm package that goes into the program, and refuses what isn't on the list.
// Uses only what the build needs anyway: cargo metadata and the lock file.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

// Licences that let a MIT OR Apache-2.0 program be passed on as it is.
const fine = new Set([
  "MIT", "MIT-0", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "Zlib", "Unlicense",
  "CC0-1.0", "Unicode-3.0", "Unicode-DFS-2016", "BSL-1.0", "CDLA-Permissive-2.0", "OFL-1.1",
]);

// Whether an SPDX expression can be met with these licences: any side of OR, both sides of AND.
export function met(expression) {
  const words = expression.replaceAll("/", " OR ").replaceAll("(", " ( ").replaceAll(")", " ) ").trim().split(/\s+/);
  let at = 0;
  const either = () => {
    let ok = both();
    while (words[at] === "OR") { at += 1; const next = both(); ok = ok || next; }
    return ok;
  };
  const both = () => {
    let ok = one();
    while (words[at] === "AND") { at += 1; const next = one(); ok = ok && next; }
    return ok;
  };
  const one = () => {
    if (words[at] === "(") { at += 1; const ok = either(); at += 1; return ok; }
    let name = words[at]; at += 1;
    if (words[at] === "WITH") { name += ` WITH ${words[at + 1]}`; at += 2; }
    return fine.has(name);
  };
  return either() && at === words.length;
}

for (const [text, want] of [["MIT OR GPL-3.0", true], ["MIT AND GPL-3.0", false], ["(MIT OR GPL-2.0) AND ISC", true], ["GPL-3.0", false], ["MIT/Apache-2.0", true]]) {
  if (met(text) !== want) throw new Error(`the check itself is wrong about ${text}`);
}

// What only the tests use is not passed on with the program; there a file-level licence is fine too.
const fineInTests = (expression) => met(expression) || expression === "MPL-2.0";

const metadata = JSON.parse(execFileSync("cargo", ["metadata", "--format-version", "1", "--locked"], { maxBuffer: 1 << 28 }));
const own = new Set(metadata.workspace_members);
// What goes into the program: everything reached from our crates without a step that is for tests alone.
const nodes = new Map(metadata.resolve.nodes.map((n) => [n.id, n]));
const shipped = new Set();
const follow = (id) => {
  if (shipped.has(id)) return;
  shipped.add(id);
  for (const d of nodes.get(id).deps) if (d.dep_kinds.some((k) => k.kind !== "dev")) follow(d.pkg);
};
for (const id of own) follow(id);
const wrong = [];
let count = 0;
for (const p of metadata.packages.filter((p) => !own.has(p.id))) {
  count += 1;
  const ok = shipped.has(p.id) ? met : fineInTests;
  if (!p.license || !ok(p.license)) wrong.push(`${p.name} ${p.version}: ${p.license ?? "no licence named"}`);
}
const lock = JSON.parse(readFileSync("web/package-lock.json", "utf8"));
for (const [path, p] of Object.entries(lock.packages).filter(([path]) => path !== "")) {
  count += 1;
  if (!p.license || !met(p.license)) wrong.push(`${path}: ${p.license ?? "no licence named"}`);
}
for (const line of wrong) console.error(line);
console.log(`${count} packages looked at, ${wrong.length} refused`);
process.exit(wrong.length === 0 ? 0 : 1);
