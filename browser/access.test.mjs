// Every page that can be reached, as every persona: no barrier that axe finds, nothing wider than a phone, the marks that every
// page carries, and Spanish that is Spanish. Rooms' first pages are looked at in both themes at both widths; a page further in
// takes the next of the four; with PERENNIAL_LOOKS=all every page is looked at in all four, which takes three times as long.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Person, browser, demo, none } from "./support.mjs";
import { crawl, pattern } from "./crawl.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const looks = [
  { theme: "light", width: 390 },
  { theme: "dark", width: 1280 },
  { theme: "light", width: 1280 },
  { theme: "dark", width: 390 },
];
const personas = ["teacher", "facilitator", "principal", "coach", "district", "network", "family", "admin"];
/** The pages that most people see most: each in all four looks. */
const all = process.env.PERENNIAL_LOOKS === "all";
const main = all ? /./ : /^\/(sign-in|communities(\/\{id\})?|cycles(\/\{id\})?|goals(\/\{id\})?|data|lessons|library|people|account)?$/;

let chrome, server;
before(async () => { [chrome, server] = await Promise.all([browser(), demo()]); });
after(async () => { await chrome?.close(); await server?.stop(); });

/** What axe finds on the page as it stands. */
async function barriers(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  return page.evaluate(async (rules) => {
    const found = await globalThis.axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
    return found.violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${v.id}: ${n.target.join(" ")} – ${n.failureSummary.split("\n")[1]?.trim()}\n      ${n.html.slice(0, 200)}`));
  }, rules);
}

/** What is wider than the window, by the element that sticks out furthest. */
function overflow(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return null;
    const scrolls = (e) => { for (let p = e.parentElement; p; p = p.parentElement) if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return true; return false; };
    const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > wide + 0.5 && !scrolls(e));
    const worst = out.pop();
    return `${document.documentElement.scrollWidth} wide in ${wide}: ${worst ? worst.outerHTML.slice(0, 160) : "?"}`;
  });
}

/** The marks that every page carries. */
function marks(page) {
  return page.evaluate(() => {
    const wrong = [];
    const h1 = document.querySelectorAll("h1");
    if (h1.length !== 1 || !h1[0].textContent.trim()) wrong.push(`${h1.length} first headings`);
    const audience = document.querySelectorAll("[data-audience]");
    if (audience.length !== 1 || !audience[0].textContent.trim()) wrong.push(`${audience.length} lines of who can see this`);
    if (!/^\S.* – Perennial$/.test(document.title)) wrong.push(`the title is "${document.title}"`);
    const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
    const twice = ids.filter((id, n) => ids.indexOf(id) !== n);
    if (twice.length > 0) wrong.push(`ids given twice: ${[...new Set(twice)].join(", ")}`);
    for (const e of document.querySelectorAll("[style],[onclick]")) wrong.push(`inline style or script: ${e.outerHTML.slice(0, 100)}`);
    return wrong;
  });
}

/** Opens every folded part of the page's content, so that it is looked at too. */
const unfold = (page) => page.evaluate(() => { for (const d of document.querySelectorAll("main details")) d.open = true; });

/** The words of the frame, and the product's own words on the page: those that no person wrote. */
function ownWords(page) {
  return page.evaluate(() => {
    const text = (q) => [...document.querySelectorAll(q)].map((e) => (e.getAttribute("aria-label") ?? e.textContent).trim()).filter(Boolean);
    return {
      lang: document.documentElement.lang,
      title: document.title,
      audience: document.querySelector("[data-audience]")?.textContent.trim(),
      frame: [...text(".skip"), ...text("nav.rooms a[href^='/']:not([data-testid=account]):not(.mark)"), ...text("nav.thumb summary")],
      words: [...text("main button:not([data-own])"), ...text("main label:not([data-own], :has(input[type=checkbox], input[type=radio]))"), ...text("main .field > .hint"), ...text("main .audience")],
    };
  });
}

let next = 0;
/** Looks at one page in its looks; gives what is wrong. */
async function look(person, path, everyLook) {
  const { page } = person;
  const wrong = [];
  await page.setViewportSize({ width: 1280, height: 900 });
  await person.go(path);
  wrong.push(...(await marks(page)));
  await unfold(page);
  for (const { theme, width } of everyLook ? looks : [looks[next++ % looks.length]]) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    wrong.push(...(await barriers(page)).map((b) => `${theme} ${width}: ${b}`));
  }
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    const out = await overflow(page);
    if (out) wrong.push(`at ${width}: ${out}`);
  }
  return wrong.map((w) => `${path}\n    ${w}`);
}

test("what is looked for is found", async () => {
  const person = await Person.at(chrome, server.address);
  await person.as("teacher");
  await person.page.evaluate(() => {
    const bad = document.createElement("div");
    bad.innerHTML = "<h1>Another</h1><img src='/assets/none.png'><input><p id=main>twice</p><p class=wide-and-pale>pale</p>";
    document.querySelector("main").append(bad);
    const rules = new CSSStyleSheet();
    rules.replaceSync(".wide-and-pale { color: #ddd; background: #fff; width: 1000px }");
    document.adoptedStyleSheets = [rules];
    document.querySelector("[data-audience]").remove();
  });
  const found = (await barriers(person.page)).join("\n");
  for (const rule of ["image-alt", "label", "color-contrast"]) assert.match(found, new RegExp(`^${rule}:`, "m"));
  assert.equal((await marks(person.page)).length, 3);
  await person.page.setViewportSize({ width: 390, height: 900 });
  assert.match(await overflow(person.page), /wide-and-pale/);
  person.allow(/404/);
  await person.context.close();
});

const known = new Map();
test("every page, as everybody who can reach it, is open to all", async (t) => {
  let looked = 0;
  const wrong = [];
  const door = await Person.at(chrome, server.address);
  wrong.push(...(await look(door, "/sign-in", true)));
  await door.close();
  for (const persona of personas) {
    const person = await Person.at(chrome, server.address);
    await person.as(persona);
    const { pages, broken } = await crawl(person);
    wrong.push(...broken.map((b) => `${persona}: ${b}`));
    const fresh = [...pages].filter(([key]) => !known.has(key));
    for (const [key, path] of fresh) {
      known.set(key, { persona, path });
      looked += 1;
      const first = all || ![...known.keys()].some((k) => k !== key && k.split(" ")[0] === key.split(" ")[0]);
      wrong.push(...(await look(person, path, first && main.test(pattern(path)))).map((w) => `${persona}: ${w}`));
    }
    await person.close();
  }
  t.diagnostic(`${looked} different pages`);
  assert.ok(looked >= 15, `only ${looked} pages were found`);
  none(wrong);
});

test("in Spanish nothing of the frame or the forms stays English", async (t) => {
  const same = new Set(["Perennial", "English", "Español", "No", "General"]);
  const wrong = [];
  let looked = 0;
  const byPersona = Map.groupBy ? Map.groupBy(known.values(), (k) => k.persona) : group(known.values());
  for (const [persona, list] of byPersona) {
    const english = await Person.at(chrome, server.address);
    const spanish = await Person.at(chrome, server.address, { language: "es" });
    await english.as(persona);
    await spanish.as(persona);
    await spanish.go("/?lang=es");
    const once = new Map(list.map((k) => [pattern(k.path), k.path]));
    for (const path of once.values()) {
      looked += 1;
      await english.go(path);
      await spanish.go(path);
      const [en, es] = [await ownWords(english.page), await ownWords(spanish.page)];
      if (en.lang !== "en" || es.lang !== "es") wrong.push(`${path}: lang is ${en.lang} and ${es.lang}`);
      if (en.audience === es.audience) wrong.push(`${path}: who can see this is the same in both: ${en.audience}`);
      for (const kind of ["frame", "words"]) {
        for (const word of new Set(es[kind])) {
          if (en[kind].includes(word) && !same.has(word) && /[a-z]{3}/i.test(word)) wrong.push(`${path}: "${word}" is the same in both`);
        }
      }
    }
    await english.close();
    await spanish.close();
  }
  t.diagnostic(`${looked} pages`);
  assert.ok(looked >= 10, `only ${looked} pages were compared`);
  none(wrong);
});

function group(values) {
  const map = new Map();
  for (const v of values) map.set(v.persona, [...(map.get(v.persona) ?? []), v]);
  return map;
}
