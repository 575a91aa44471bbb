// Compares Cargo.lock with a database of security advisories in RustSec's layout, and npm's lock file with npm's own.
//   ADVISORY_DB=<a checkout or bare repository of github.com/rustsec/advisory-db> node scripts/advisories.mjs
// Without a database it says that the crates were not checked: that is not the same as finding nothing.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A version as numbers, and what stands after a hyphen. */
function parse(text) {
  const [plain, pre = ""] = text.trim().split("+")[0].split(/-(.*)/s);
  const numbers = plain.split(".").map(Number);
  return { numbers: [0, 1, 2].map((n) => numbers[n] ?? 0), given: numbers.length, pre };
}

function order(a, b) {
  for (let n = 0; n < 3; n++) if (a.numbers[n] !== b.numbers[n]) return a.numbers[n] - b.numbers[n];
  return a.pre === b.pre ? 0 : a.pre === "" ? 1 : b.pre === "" ? -1 : a.pre < b.pre ? -1 : 1;
}

/** The first version that Cargo's `^` leaves out. */
function next({ numbers: [major, minor, patch], given }) {
  if (major > 0 || given === 1) return { numbers: [major + 1, 0, 0], pre: "" };
  if (minor > 0 || given === 2) return { numbers: [0, minor + 1, 0], pre: "" };
  return { numbers: [0, 0, patch + 1], pre: "" };
}

/** Whether a version meets a requirement as Cargo writes it: `>= 1.2, < 1.3`, `^0.3.1`, `~1.2`, `1.2.3`. */
export function meets(version, requirement) {
  const v = parse(version);
  return requirement.split(",").every((part) => {
    const [, sign, text] = /^\s*(>=|<=|>|<|=|\^|~)?\s*(.+?)\s*$/.exec(part);
    if (text === "*") return true;
    const r = parse(text);
    const by = order(v, r);
    switch (sign) {
      case ">=": return by >= 0;
      case "<=": return by <= 0;
      case ">": return by > 0;
      case "<": return by < 0;
      case "=": return by === 0;
      case "~": return by >= 0 && order(v, { numbers: r.given === 1 ? [r.numbers[0] + 1, 0, 0] : [r.numbers[0], r.numbers[1] + 1, 0], pre: "" }) < 0;
      default: return by >= 0 && order(v, next(r)) < 0;
    }
  });
}

for (const [v, r, want] of [
  ["1.2.3", ">= 1.2.3", true], ["1.2.3-rc.1", ">= 1.2.3", false], ["0.3.5", "^0.3.1", true], ["0.4.0", "^0.3.1", false],
  ["1.9.0", "1.2.3", true], ["2.0.0", "1.2.3", false], ["1.2.9", "~1.2.3", true], ["1.3.0", "~1.2", false], ["1.2.5", ">=1.2, <1.2.5", false], ["0.0.4", "^0.0.3", false],
]) if (meets(v, r) !== want) throw new Error(`the check itself is wrong about ${v} and ${r}`);

const crates = new Map();
for (const [, name, version] of readFileSync("Cargo.lock", "utf8").matchAll(/\[\[package\]\]\nname = "(.+)"\nversion = "(.+)"\nsource = /g)) {
  crates.set(name, [...(crates.get(name) ?? []), version]);
}

/** Weaknesses that are known here and don't reach what the crate does for us. Each with its reason; an entry whose crate is gone fails. */
const accepted = {
  // Only whoever can time many operations with a key. Here each is blinded by chance, a key lives for one wave of a survey, and what it
  // could forge are ballots: that nobody can link a person and an answer doesn't rest on it. docs/decisions/0016.
  "RUSTSEC-2023-0071": "rsa",
};

const found = [];
const db = process.env.ADVISORY_DB;
if (db) {
  const git = (...words) => execFileSync("git", ["-C", db, ...words], { encoding: "utf8", maxBuffer: 1 << 28 });
  const files = git("ls-tree", "-r", "--name-only", "HEAD").split("\n");
  const ours = files.filter((f) => crates.has(/^crates\/([^/]+)\/RUSTSEC-.*\.md$/.exec(f)?.[1]));
  for (const file of ours) {
    const name = file.split("/")[1];
    const text = git("show", `HEAD:${file}`);
    if (/^withdrawn *=/m.test(text)) continue;
    const versions = text.slice(text.indexOf("[versions]"));
    const list = (key) => [...(new RegExp(`^${key} *= *\\[([^\\]]*)\\]`, "m").exec(versions)?.[1] ?? "").matchAll(/"([^"]+)"/g)].map((m) => m[1]);
    const kind = /^informational *= *"(.+)"/m.exec(text)?.[1];
    for (const version of crates.get(name)) {
      if ([...list("patched"), ...list("unaffected")].some((r) => meets(version, r))) continue;
      const id = /^id *= *"(.+)"/m.exec(text)[1];
      const known = accepted[id] === name ? "accepted" : undefined;
      found.push({ kind: kind ?? known, line: `${name} ${version}: ${id}, ${/^# (.+)$/m.exec(text)?.[1] ?? ""}` });
    }
  }
  console.log(`${crates.size} crates against ${files.filter((f) => f.startsWith("crates/")).length} advisories of ${git("log", "-1", "--format=%cs").trim()}`);
} else {
  console.log(`${crates.size} crates were not compared with advisories: ADVISORY_DB names no database`);
}
for (const { kind, line } of found) console.log(`  ${kind ?? "vulnerable"}: ${line}`);

for (const name of Object.values(accepted)) if (!crates.has(name)) { console.log(`  ${name} is accepted and not used any more: take it out`); process.exitCode = 1; }

const npm = spawnSync("npm", ["audit", "--package-lock-only", "--omit=dev", "--audit-level=moderate"], { cwd: "web", encoding: "utf8" });
// A registry that keeps no advisories answers with an error, not with a finding.
const silent = /ENOAUDIT|audit endpoint|E404|E405|ECONN|not supported|ENOTFOUND/i.test(npm.stderr + npm.stdout);
console.log(silent ? "npm packages were not compared: the registry keeps no advisories" : `npm: ${npm.stdout.trim().split("\n").pop()}`);

const bad = found.filter((f) => !f.kind || f.kind === "unsound");
if (bad.length > 0 || (npm.status !== 0 && !silent)) process.exit(1);
