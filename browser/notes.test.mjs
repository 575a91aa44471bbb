// A text that several write at once (T26): ten writers with cuts, dead wires, a killed server and a tab left open for two days end with
// one text that has every keystroke; what can't be saved is said; when the meeting ends nothing is lost and nothing past changes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Person, browser, demo } from "./support.mjs";
import { Wire } from "./wire.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const lostWire = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INTERNET_DISCONNECTED|ERR_SOCKET_NOT_CONNECTED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_NETWORK|WebSocket connection to/;

let chrome, server;
before(async () => { chrome = await browser(); server = await demo(); });
after(async () => { await chrome?.close(); await server?.stop(); });

const wait = (ms) => new Promise((on) => setTimeout(on, ms));
const state = (person, name, timeout = 20_000) => person.page.waitForFunction((n) => document.querySelector("[data-notes]")?.dataset.state === n, name, { timeout, polling: 100 });
const editor = (person) => person.the("shared-editor");
/** The text, without the cursors of others. */
const text = (person) => editor(person).evaluate((e) => { const c = e.cloneNode(true); for (const x of c.querySelectorAll(".notes-cursor")) x.remove(); return [...c.querySelectorAll("p, h3")].map((p) => p.textContent.replaceAll("\u2060", "")); });
const at = (person) => text(person).then((lines) => lines.join("\n"));

/** Somebody at a text, over a wire of their own if wanted. */
async function writer(persona, meeting, { wire, ...options } = {}) {
  const person = await (await Person.at(chrome, wire?.address ?? server.address, options)).as(persona);
  await open(person, meeting);
  return person;
}

async function open(person, meeting) {
  await person.go(`${meeting}/text`);
  await editor(person).waitFor();
  await state(person, "saved");
}

/** A line of one's own at the end, and the focus there. */
async function line(person) {
  await editor(person).click();
  await person.page.keyboard.press("Control+End");
  await person.page.keyboard.press("Enter");
}

/** A meeting of its own that runs. */
async function meeting(person) {
  await person.go("/");
  const community = (await person.page.locator("main a[href^='/communities/']").first().getAttribute("href")).split("/").slice(0, 3).join("/");
  await person.go(`${community}/meetings/new`);
  await person.page.locator("main form").filter({ has: person.page.locator("[name=title]") }).evaluate((form) => {
    form.querySelector("[name=title]").value = "A meeting with one text";
    form.requestSubmit();
  });
  await person.the("begin-meeting").waitFor();
  await person.tap("begin-meeting");
  await person.the("end-meeting").waitFor();
  return { meeting: new URL(person.page.url()).pathname, community };
}

test("ten writers with cuts, dead wires, a killed server and an old tab end with one text and every keystroke", { timeout: 240_000 }, async (t) => {
  const priya = (await (await Person.at(chrome, server.address)).as("facilitator")).allow(lostWire);
  const { meeting: where } = await meeting(priya);
  const wires = await Promise.all(Array.from({ length: 6 }, () => new Wire(server.address).start()));
  const writers = [];
  for (let n = 0; n < 10; n++) writers.push(await writer(n % 2 ? "teacher" : "facilitator", where, n >= 4 ? { wire: wires[n - 4] } : {}));
  for (const one of writers) one.allow(lostWire);
  const words = (n) => Array.from({ length: 14 }, (_, k) => `w${n}x${k}`).join(" ");
  // Each on a line of their own; the lines are made one after the other, what stands on them is written at once.
  for (const [n, one] of writers.entries()) {
    await line(one);
    await one.page.keyboard.type(`${n}: `);
    await state(one, "saved");
  }
  const typing = writers.map(async (one, n) => {
    for (const word of words(n).split(" ")) { await one.page.keyboard.type(`${word} `, { delay: 15 }); await wait(250 + 37 * n); }
  });
  await wait(1200);
  await Promise.all([0, 1].map((n) => writers[n].context.setOffline(true)));
  wires[0].cut(); wires[1].cut();
  wires[2].die(); wires[3].die();
  await wait(2500);
  await state(writers[4], "offline");
  assert.match(await writers[4].the("shared-state").textContent(), /No connection\. What you write is kept on this device/);
  // The server loses its power while all of them write, and comes back.
  await server.stop("SIGKILL");
  await wait(1500);
  await server.start();
  await Promise.all([0, 1].map((n) => writers[n].context.setOffline(false)));
  for (const wire of wires) wire.mend();
  await Promise.all(typing);
  for (const one of writers) await state(one, "saved", 60_000);
  const wanted = writers.map((_, n) => `${n}: ${words(n)}`);
  let shown = [];
  for (let n = 0; n < 100; n++) {
    shown = await Promise.all(writers.map(at));
    if (new Set(shown).size === 1) break;
    await wait(100);
  }
  assert.equal(new Set(shown).size, 1, `all have the same text:\n${shown.slice(0, 3).join("\n---\n")}`);
  for (const wish of wanted) assert.ok(shown[0].includes(wish), `missing: ${wish}\n${shown[0]}`);
  // What was acknowledged is what the server has, for whoever comes without script.
  const plain = await (await Person.at(chrome, server.address, { javaScriptEnabled: false })).as("teacher");
  await plain.go(`${where}/text`);
  const read = await plain.the("shared-body").textContent();
  for (const wish of wanted) assert.ok(read.includes(wish), `not stored: ${wish}`);
  t.diagnostic(`${shown[0].length} characters by ten writers`);
  await plain.close();
  await priya.close();
  for (const one of writers) await one.close();
  await Promise.all(wires.map((wire) => wire.stop()));
});

test("a tab left open for two days, cut off the whole time, brings what was written there", { timeout: 90_000 }, async () => {
  const priya = await (await Person.at(chrome, server.address)).as("facilitator");
  const { meeting: where } = await meeting(priya);
  await open(priya, where);
  const wire = await new Wire(server.address).start();
  const ana = await (await Person.at(chrome, wire.address)).as("teacher");
  ana.allow(lostWire);
  await ana.page.clock.install();
  await open(ana, where);
  await line(ana);
  await ana.page.keyboard.type("before the weekend");
  await state(ana, "saved");
  wire.die();
  await ana.page.keyboard.type(" and on the train");
  await ana.page.clock.fastForward("48:00:00");
  await priya.page.bringToFront();
  await line(priya);
  await priya.page.keyboard.type("meanwhile at school");
  await state(priya, "saved");
  wire.mend();
  await ana.page.clock.fastForward("00:30");
  await state(ana, "saved", 40_000);
  await priya.page.waitForFunction(() => document.querySelector("[data-testid=shared-editor]").textContent.includes("and on the train"), undefined, { timeout: 20_000 });
  assert.equal(await at(ana), await at(priya));
  assert.match(await at(ana), /before the weekend and on the train/);
  assert.match(await at(ana), /meanwhile at school/);
  await ana.close();
  await priya.close();
  await wire.stop();
});

test("what was written without a connection outlives the tab", async () => {
  const priya = await (await Person.at(chrome, server.address)).as("facilitator");
  const { meeting: where } = await meeting(priya);
  const wire = await new Wire(server.address).start();
  const ana = await writer("teacher", where, { wire });
  ana.allow(lostWire);
  wire.cut();
  await state(ana, "offline");
  await line(ana);
  await ana.page.keyboard.type("written in the basement");
  await wait(200);
  await ana.page.close();
  wire.mend();
  ana.page = await ana.context.newPage();
  await open(ana, where);
  assert.match(await at(ana), /written in the basement/);
  await open(priya, where);
  assert.match(await at(priya), /written in the basement/);
  // Once it is stored nothing of it stays on the device.
  const left = await ana.page.evaluate(() => new Promise((on, failed) => {
    const asked = indexedDB.open("perennial-notes", 1);
    asked.onerror = failed;
    asked.onsuccess = () => { const all = asked.result.transaction("unsaved").objectStore("unsaved").count(); all.onsuccess = () => on(all.result); all.onerror = failed; };
  }));
  assert.equal(left, 0);
  await ana.close();
  await priya.close();
  await wire.stop();
});

test("the end makes it minutes; what comes late is its author's to add, and the minutes stay", async () => {
  const priya = await (await Person.at(chrome, server.address)).as("facilitator");
  const { meeting: where } = await meeting(priya);
  const wire = await new Wire(server.address).start();
  const ana = await writer("teacher", where, { wire });
  ana.allow(lostWire);
  await line(ana);
  await ana.page.keyboard.type("said in time");
  await state(ana, "saved");
  const other = await writer("teacher", where);
  wire.cut();
  await line(ana);
  await ana.page.keyboard.type("said too late");
  await state(ana, "offline");
  await priya.page.reload();
  await priya.tap("end-meeting");
  await priya.the("shared-minutes").filter({ hasText: "said in time" }).waitFor();
  // An open page says at once that it is over, and can't be typed into.
  await state(other, "ended");
  assert.match(await other.the("shared-state").textContent(), /Read only: the meeting has ended/);
  assert.equal(await editor(other).getAttribute("contenteditable"), "false");
  wire.mend();
  const late = ana.the("shared-late");
  await late.filter({ hasText: "said too late" }).waitFor({ timeout: 30_000 });
  assert.doesNotMatch(await late.textContent(), /said in time/);
  await priya.go(where);
  assert.doesNotMatch(await priya.page.content(), /said too late/);
  await ana.tap("late-add");
  await ana.the("shared-addition").filter({ hasText: "said too late" }).waitFor();
  await priya.go(where);
  await priya.the("shared-addition").filter({ hasText: "Added afterwards by Ana Ruiz" }).waitFor();
  const minutes = await priya.the("shared-minutes").locator(".shared").first().textContent();
  assert.match(minutes, /said in time/);
  assert.doesNotMatch(minutes, /said too late/);
  for (const person of [ana, other, priya]) await person.close();
  await wire.stop();
});

test("who is taken off sees why nothing can be written, and keeps what stands there", async () => {
  const priya = await (await Person.at(chrome, server.address)).as("facilitator");
  const { meeting: where, community } = await meeting(priya);
  const ana = await writer("teacher", where);
  await line(ana);
  await ana.page.keyboard.type("my last words");
  await state(ana, "saved");
  ana.allow(/404/);
  await priya.go(`${community}/members`);
  await priya.the("members").locator("li", { hasText: "Ana Ruiz" }).locator("button[value=none]").click();
  await priya.the("members").locator("li", { hasText: "Ana Ruiz" }).waitFor({ state: "detached" });
  await state(ana, "gone", 5000);
  assert.match(await ana.the("shared-state").textContent(), /no longer in this community/);
  assert.equal(await editor(ana).getAttribute("contenteditable"), "false");
  assert.match(await at(ana), /my last words/);
  await open(priya, where);
  await line(priya);
  await priya.page.keyboard.type("among ourselves");
  await state(priya, "saved");
  await wait(800);
  assert.doesNotMatch(await at(ana), /among ourselves/);
  // Back in, for the tests that follow.
  await priya.go(`${community}/members`);
  await ana.close();
  await priya.close();
});

test("the editor by keyboard, to ears and to axe, in both themes and both languages", async () => {
  const priya = await (await Person.at(chrome, server.address)).as("facilitator");
  const { meeting: where } = await meeting(priya);
  for (const look of [{ theme: "light", width: 390, language: "es" }, { theme: "dark", width: 1280 }]) {
    const one = await writer("facilitator", where, look);
    const { page } = one;
    if (look.language === "es") { await one.go(`${where}/text?lang=es`); await editor(one).waitFor(); await state(one, "saved"); }
    await line(one);
    await page.keyboard.type("# Heading\nplain ");
    await page.keyboard.press("Control+b");
    await page.keyboard.type("bold");
    await page.keyboard.press("Control+b");
    assert.equal(await editor(one).locator("strong").first().textContent(), "bold");
    assert.ok(await editor(one).locator("h3").count() >= 1);
    // Tab leaves the editor; the toolbar is one stop with arrows within.
    await page.keyboard.press("Shift+Tab");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.tool), "strong");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.tool), "em");
    await page.keyboard.press("End");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.tool), "redo");
    await page.keyboard.press("Home");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "textbox");
    await page.keyboard.press("Tab");
    assert.notEqual(await page.evaluate(() => document.activeElement.getAttribute("role")), "textbox", "Tab is the way out");
    await page.evaluate(axe);
    const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`)));
    assert.deepEqual(found, []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the window");
    await one.close();
  }
  await priya.close();
});

test("without script the text is read and a paragraph is added", async () => {
  const priya = await (await Person.at(chrome, server.address)).as("facilitator");
  const { meeting: where } = await meeting(priya);
  await open(priya, where);
  const plain = await (await Person.at(chrome, server.address, { javaScriptEnabled: false })).as("facilitator");
  await plain.go(`${where}/text`);
  await plain.type(plain.page.locator("main [name=text]"), "From a browser without script");
  await plain.tap("shared-append");
  await plain.the("shared-body").filter({ hasText: "From a browser without script" }).waitFor();
  await priya.page.waitForFunction(() => document.querySelector("[data-testid=shared-editor]").textContent.includes("From a browser without script"), undefined, { timeout: 5000 });
  await priya.close();
  await plain.close();
});
