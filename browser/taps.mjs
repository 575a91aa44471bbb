// How many taps and fields the main job takes is a figure of the product. It stands in the book, and may only fall.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./support.mjs";

const page = join(root, "docs/book/src/taps.md");

function text({ all, step }) {
  return `# How many taps

Counted by the browser tests as the main job is walked by four people: every click, every choice from a list (two taps), every
field typed into. The tests fail when more are needed. To write new figures: \`PERENNIAL_WRITE_TAPS=1 npm test\` in \`browser/\`.

| what | taps and fields |
|---|---|
| the whole main job, from results to a shared lesson and the next cycle | ${all} |
| one step: from home to a written entry | ${step} |
`;
}

/** Fails when a walk took more than the book says. */
export function keep(now) {
  if (process.env.PERENNIAL_WRITE_TAPS) return writeFileSync(page, text(now));
  if (!existsSync(page)) throw new Error(`${page} isn't there; PERENNIAL_WRITE_TAPS=1 writes it`);
  const [all, step] = [...readFileSync(page, "utf8").matchAll(/\| (\d+) \|$/gm)].map((m) => Number(m[1]));
  if (now.all > all || now.step > step) {
    throw new Error(`the main job takes ${now.all} taps and fields and one entry ${now.step}; the book says ${all} and ${step}`);
  }
}
