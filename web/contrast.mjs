// Checks every pair of text and ground (4.5 : 1) and of mark and ground (3 : 1) in both themes, by the
// formula of WCAG 2.2 (relative luminance), and that the two copies of the dark set are alike.
import { readFileSync } from "node:fs";
const css = readFileSync(new URL("./styles/tokens.css", import.meta.url), "utf8");
const blocks = [...css.matchAll(/(:root[^{]*)\{([^}]*)\}/g)].map(([, selector, body]) =>
  [selector.trim(), Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, k, v]) => [k, v]))]);
const light = blocks.find(([s]) => s === ":root")?.[1];
const asked = blocks.find(([s]) => s.includes(":not("))?.[1];
const chosen = blocks.find(([s]) => s.includes("[data-theme=\"dark\"]"))?.[1];
if (!light || !asked || !chosen) throw new Error("tokens.css no longer has its three sets");

const faults = [];
if (JSON.stringify(asked) !== JSON.stringify(chosen)) faults.push("the two dark sets differ");

const channel = (v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const luminance = (hex) => [1, 3, 5].map((i) => channel(parseInt(hex.slice(i, i + 2), 16)))
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const ratio = (a, b) => {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
};

const grounds = ["paper", "sheet", "well", "leaf-wash", "clay-wash", "sun-wash", "sky-wash"];
const pairs = [
  ...["ink", "soft"].flatMap((t) => grounds.map((g) => [t, g, 4.5])),
  ...["leaf", "leaf-deep"].flatMap((t) => ["paper", "sheet", "well", "leaf-wash"].map((g) => [t, g, 4.5])),
  ...["clay", "clay-deep"].flatMap((t) => ["paper", "sheet", "clay-wash"].map((g) => [t, g, 4.5])),
  ...["paper", "sheet", "sun-wash", "leaf-wash"].map((g) => ["sun-ink", g, 4.5]),
  ...["paper", "sheet", "sky-wash"].map((g) => ["sky", g, 4.5]),
  ["on-leaf", "leaf", 4.5], ["on-leaf", "leaf-deep", 4.5], ["on-clay", "clay", 4.5], ["on-clay", "clay-deep", 4.5],
  ["paper", "sky", 4.5], ["paper", "ink", 4.5],
  // borders of controls, chart lines, the focus ring
  ...["edge", "leaf", "clay", "sky", "leaf-mid"].flatMap((t) => ["paper", "sheet"].map((g) => [t, g, 3])),
  ...["paper", "sheet", "leaf-wash"].map((g) => ["sky", g, 3]),
];
for (const [theme, set] of [["light", light], ["dark", { ...light, ...asked }]]) {
  let least = [Infinity, ""];
  for (const [text, ground, bound] of pairs) {
    if (!set[text] || !set[ground]) { faults.push(`${theme}: no colour ${text} or ${ground}`); continue; }
    const r = ratio(set[text], set[ground]);
    if (r / bound < least[0]) least = [r / bound, `${text} on ${ground}: ${r.toFixed(2)} (bound ${bound})`];
    if (r < bound) faults.push(`${theme}: ${text} on ${ground} is ${r.toFixed(2)}, below ${bound}`);
  }
  console.log(`${theme}: ${pairs.length} pairs, tightest ${least[1]}`);
}
for (const fault of faults) console.error(fault);
process.exit(faults.length ? 1 : 0);
