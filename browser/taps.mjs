// How many taps and fields a walk takes is a figure of the product. It stands in the book, and may only fall.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./support.mjs";

const page = join(root, "docs/book/src/taps.md");
/** What is walked, as the book names it. */
const walks = {
  all: "the whole main job, from results to a shared lesson and the next cycle",
  step: "one step: from home to a written entry",
  five: "a meeting of five, 45 minutes: a protocol, one text by all, a decision in the second round, another one, three promises, minutes",
  deciding: "a point held by a protocol and a proposal agreed in the second round, two people",
  survey: "a survey of five statements and an open question answered, from home",
  workshop: "a slip written in silence at a workshop, from home",
  meeting: "a meeting of two, from home to minutes, with two notes, a decision and a promise",
};

const text = (figures) => `# How many taps

Counted by the browser tests as people walk through the product: every click, every choice from a list (two taps), every field typed
into. The tests fail when more are needed. To write new figures: \`PERENNIAL_WRITE_TAPS=1 npm test\` in \`browser/\`.

| what | taps and fields |
|---|---|
${Object.entries(walks).map(([name, what]) => `| ${what} | ${figures[name] ?? "?"} |`).join("\n")}
`;

/** Fails when a walk took more than the book says. `now` has figures by the names of the walks. */
export function keep(now) {
  const book = existsSync(page) ? readFileSync(page, "utf8") : "";
  const figures = {};
  for (const [name, what] of Object.entries(walks)) {
    const line = book.split("\n").find((l) => l.startsWith(`| ${what} |`));
    if (line) figures[name] = Number(line.split("|")[2]);
  }
  if (process.env.PERENNIAL_WRITE_TAPS) return writeFileSync(page, text({ ...figures, ...now }));
  for (const [name, taps] of Object.entries(now)) {
    if (!(name in figures)) throw new Error(`the book has no figure for ${name}; PERENNIAL_WRITE_TAPS=1 writes it`);
    if (!(taps <= figures[name])) throw new Error(`${walks[name]} takes ${taps} taps and fields; the book says ${figures[name]}`);
  }
}
