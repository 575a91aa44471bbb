// Open pages: what others do arrives; a lost connection is said and comes back; who is no longer in hears nothing more.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, browser, demo } from "./support.mjs";
import { begin, write } from "./cycle.mjs";

let chrome, server;
before(async () => { [chrome, server] = await Promise.all([browser(), demo()]); });
after(async () => { await chrome?.close(); await server?.stop(); });

const state = (person) => person.page.locator("[data-live-state]");
const shows = (person, text, timeout = 5000) => person.the("entry").filter({ hasText: text }).first().waitFor({ timeout });

async function two() {
  const priya = await (await Person.at(chrome, server.address)).as("facilitator");
  const ana = await (await Person.at(chrome, server.address)).as("teacher");
  return { priya, ana };
}

test("an entry arrives on an open page, and what is being written there stays", async () => {
  const { priya, ana } = await two();
  const { cycle } = await begin(priya, "A cycle that two look at");
  await ana.go(cycle);
  await ana.page.evaluate(() => { globalThis.never_reloaded = true; });
  const draft = ana.page.locator("main [name=w-looked-at]");
  await draft.fill("I am still writing");
  await write(priya, "They read word by word.");
  await shows(ana, "They read word by word.");
  assert.ok(await ana.page.evaluate(() => globalThis.never_reloaded));
  assert.equal(await draft.inputValue(), "I am still writing");
  await draft.fill("");
  await ana.close();
  await priya.close();
});

test("what a reader unfolded stays unfolded, and the focus stays, when news arrives", async () => {
  const { priya, ana } = await two();
  const { cycle } = await begin(priya, "A cycle that is read by keyboard");
  await ana.go(cycle);
  const folded = ana.page.locator("#where details:has(a[href$='/close'])");
  await folded.locator("summary").click();
  await folded.locator("a[href$='/close']").focus();
  await write(priya, "They skip what is hard.");
  await shows(ana, "They skip what is hard.");
  await ana.page.waitForTimeout(300);
  assert.ok(await folded.evaluate((d) => d.open));
  assert.match(await ana.page.evaluate(() => document.activeElement.getAttribute("href")), /\/close$/);

  // What is unfolded while the news is under way stays unfolded too.
  await folded.locator("summary").click();
  let under, arrive;
  const asked = new Promise((on) => { under = on; });
  const let_go = new Promise((on) => { arrive = on; });
  await ana.page.route(`**${cycle}*`, async (route) => { under(); await let_go; await route.continue(); });
  await write(priya, "They read on without a pause.");
  await asked;
  await folded.locator("summary").click();
  arrive();
  await shows(ana, "They read on without a pause.");
  await ana.page.waitForTimeout(300);
  assert.ok(await folded.evaluate((d) => d.open), "unfolded while the news came");
  await ana.close();
  await priya.close();
});

test("a link under the finger leads on, though news comes before the finger is lifted", async () => {
  const { priya, ana } = await two();
  const { cycle } = await begin(priya, "A cycle that somebody taps");
  await ana.go(cycle);
  const link = ana.page.locator("#where a[href$='/close']");
  await ana.page.locator("#where details:has(a[href$='/close']) summary").click();
  await link.hover();
  await ana.page.mouse.down();
  // Only from now on: what happened while the page was opened may still arrive before.
  await link.evaluate((a) => { a.never_replaced = true; });
  await write(priya, "They guess at long words.");
  await shows(ana, "They guess at long words.");
  await ana.page.waitForTimeout(300);
  assert.ok(await link.evaluate((a) => a.never_replaced), "the link stays while the finger is down");
  await ana.page.mouse.up();
  await ana.page.waitForURL(`**${cycle}/close`);
  await ana.close();
  await priya.close();
});

test("news that comes while older news is under way arrives too, and all parts of a page with one request", async () => {
  const { priya, ana } = await two();
  const { cycle } = await begin(priya, "A cycle of two entries, one right after the other");
  await ana.go(cycle);
  const asked = new Map();
  let read = 0, arrive;
  const let_go = new Promise((on) => { arrive = on; });
  await ana.page.route(`**${cycle}*`, async (route) => {
    const page = route.request().url();
    asked.set(page, (asked.get(page) ?? 0) + 1);
    if (asked.get(page) > 1) return route.continue();
    const answer = await route.fetch();
    read += 1;
    await let_go;
    await route.fulfill({ response: answer });
  });
  await write(priya, "This one was read already.");
  const until = async (ready) => {
    for (let n = 0; n < 100 && !ready(); n++) await ana.page.waitForTimeout(50);
    assert.ok(ready(), JSON.stringify([...asked]));
  };
  await until(() => asked.size > 0 && read === asked.size);
  await write(priya, "This one came after that.");
  await ana.page.waitForTimeout(1500);
  const all = (times) => [...asked.values()].every((n) => n === times);
  assert.ok(all(1), JSON.stringify([...asked]));
  arrive();
  await shows(ana, "This one came after that.");
  await shows(ana, "This one was read already.");
  await until(() => [...asked.values()].every((n) => n > 1));
  await ana.close();
  await priya.close();
});

test("what happens between a page and its connection arrives", async () => {
  const { priya, ana } = await two();
  const { cycle } = await begin(priya, "A cycle that is opened on a slow line");
  let connect;
  const slow = new Promise((on) => { connect = on; });
  await ana.page.route("**/live?*", async (route) => { await slow; await route.continue(); });
  await ana.go(cycle);
  await write(priya, "Written while the page was still connecting.");
  await ana.page.waitForTimeout(1000);
  assert.equal(await ana.the("entry").count(), 0);
  connect();
  await shows(ana, "Written while the page was still connecting.");
  await ana.close();
  await priya.close();
});

test("a server that goes away is said after five seconds, and the page recovers by itself", async () => {
  const { priya, ana } = await two();
  const { cycle } = await begin(priya, "A cycle that outlives a restart");
  await ana.go(cycle);
  await ana.page.evaluate(() => { globalThis.never_reloaded = true; });
  await ana.page.waitForTimeout(300);
  assert.equal(await state(ana).textContent(), "");
  for (const person of [priya, ana]) person.allow(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
  await server.stop("SIGKILL");
  const gone = Date.now();
  await ana.page.waitForFunction(() => document.querySelector("[data-live-state]").textContent !== "", undefined, { timeout: 9000, polling: 100 });
  const waited = Date.now() - gone;
  assert.ok(waited > 4000, `said after ${waited} ms: a hiccup isn't a loss`);
  assert.equal(await state(ana).textContent(), await state(ana).getAttribute("data-offline"));
  await server.start();
  await priya.go(cycle);
  await write(priya, "Written while nobody could hear.");
  await shows(ana, "Written while nobody could hear.", 40_000);
  assert.equal(await state(ana).textContent(), "");
  assert.ok(await ana.page.evaluate(() => globalThis.never_reloaded));
  await ana.close();
  await priya.close();
});

test("who was taken off hears nothing more and is not let in again", async () => {
  const { priya, ana } = await two();
  const { cycle, community } = await begin(priya, "A cycle that one leaves");
  await ana.go(cycle);
  await ana.page.waitForTimeout(300);
  await priya.go(`${community}/members`);
  await priya.the("members").locator("li", { hasText: "Ana Ruiz" }).locator("button[value=none]").click();
  await priya.the("members").locator("li", { hasText: "Ana Ruiz" }).waitFor({ state: "detached" });
  ana.allow(/404/);
  await priya.go(cycle);
  await write(priya, "Said after Ana had left.");
  await ana.page.waitForTimeout(2000);
  assert.doesNotMatch(await ana.page.content(), /Said after Ana had left/);
  const answer = await ana.page.goto(cycle);
  assert.equal(answer.status(), 404);
  await ana.close();
  await priya.close();
});
