// Five people hold a meeting of 45 minutes, from its agenda to its minutes: a tuning protocol, one text that all write while two of
// them lose their connection, fingers in two rounds, two decisions, three promises. Then everything that others ask for is there by
// itself: minutes, who was there, hours, the cycle's page, what the principal sees. Time passes thirty times as fast.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, browser, demo, effort } from "./support.mjs";
import { keep } from "./taps.mjs";

const SPEED = 30;
const MINUTES = 45;
let chrome, server;
before(async () => { [chrome, server] = await Promise.all([browser(), demo("--speed", String(SPEED))]); });
after(async () => { await chrome?.close(); await server?.stop(); });

const wait = (ms) => new Promise((on) => setTimeout(on, ms));
const saved = (person) => person.page.waitForFunction(() => document.querySelector("[data-notes]")?.dataset.state === "saved", undefined, { timeout: 30_000, polling: 100 });
const lostWire = /ERR_INTERNET_DISCONNECTED|ERR_SOCKET_NOT_CONNECTED|ERR_NETWORK|ERR_CONNECTION|ERR_INCOMPLETE_CHUNKED_ENCODING|WebSocket connection to/;

/** Signs in as colleagues do who are no persona of the sample: by a link that comes by mail. */
async function byMail(address) {
  const person = await Person.at(chrome, server.address, { width: 390 });
  await person.go("/sign-in");
  await person.page.locator("[name=email]").fill(address);
  await person.page.locator("[formaction='/sign-in/link']").click();
  await person.page.waitForURL(/\/sign-in\/link$/);
  let letter;
  for (let n = 0; n < 50 && !letter; n++) {
    await person.go("/demo/mailbox");
    const text = await person.page.locator("main").innerHTML();
    const at = text.lastIndexOf(address) >= 0 ? text.slice(text.indexOf(address)) : "";
    letter = /\/sign-in\/with\/[0-9a-f]+/.exec(at)?.[0];
    if (!letter) await wait(100);
  }
  assert.ok(letter, `no letter came to ${address}`);
  await person.go(letter);
  await person.page.locator("main form button").first().click();
  await person.page.waitForURL(/\/$/);
  return person;
}

test("five people hold a meeting of 45 minutes, and nobody fills in a second form", { timeout: 300_000 }, async (t) => {
  const priya = await (await Person.at(chrome, server.address)).as("facilitator");
  const ana = await (await Person.at(chrome, server.address, { width: 390 })).as("teacher");
  const others = [];
  for (const name of ["tom.becker", "wen.liang", "luis.ortega"]) others.push(await byMail(`${name}@riverbend.example`));
  const [tom, wen, luis] = others;
  const all = [priya, ana, tom, wen, luis];

  // What the principal and Tom's record say before.
  const may = await (await Person.at(chrome, server.address)).as("principal");
  await priya.go("/");
  const meeting = await priya.the("todays-meeting").locator("h2 a").getAttribute("href");
  await priya.go(meeting);
  const community = await priya.page.locator("main a[href^='/communities/']").first().getAttribute("href");
  await may.go(community);
  const held = async () => Number(/^(\d+) /.exec((await may.the("meeting-status").locator("p").textContent()).trim())[1]);
  const heldBefore = await held();
  await tom.go("/record");
  assert.equal(await tom.page.locator(`main a[href^="${meeting}"]`).count(), 0);

  // The agenda: the second point is held by the tuning protocol, Ana presents.
  await priya.tap(priya.page.locator("#agenda a").first());
  await priya.choose(priya.page.locator("[name=protocol]"), "tuning");
  await priya.choose(priya.page.locator("[name=presenter]"), { label: "Ana Ruiz" });
  await priya.tap("choose-protocol");
  await priya.go(meeting);
  await priya.tap("begin-meeting");
  const began = Date.now();
  await priya.says("step", "step 1 of 7");
  for (const one of [ana, tom, wen, luis]) {
    await one.go("/");
    await one.tap("join-meeting");
    await one.tap("here");
  }
  for (const name of ["Ana Ruiz", "Tom Becker", "Wen Liang", "Luis Ortega", "Priya Nair"]) await priya.says("present", name);
  await priya.tap("next-step");
  await luis.says("step", "step 2 of 7");
  await luis.says("speaks", "Ana Ruiz speaks.");

  // One text by all five; two of them lose their connection in the middle of a word and write on.
  for (const one of all) {
    one.allow(lostWire);
    await one.page.locator(`main a[href="${meeting}/text"]`).first().click();
    one.taps += 1;
    await one.the("shared-editor").waitFor();
    await saved(one);
  }
  for (const [n, one] of all.entries()) {
    one.fields += 1;
    await one.the("shared-editor").click();
    await one.page.keyboard.press("Control+End");
    await one.page.keyboard.press("Enter");
    await one.page.keyboard.type(`${n}:`);
    await saved(one);
  }
  const words = (n) => Array.from({ length: 12 }, (_, k) => `w${n}x${k}`).join(" ");
  const typing = all.map(async (one, n) => {
    for (const word of words(n).split(" ")) { await one.page.keyboard.type(` ${word}`, { delay: 10 }); await wait(120 + 30 * n); }
  });
  await wait(500);
  await Promise.all([tom, wen].map((one) => one.context.setOffline(true)));
  await wait(1500);
  await Promise.all([tom, wen].map((one) => one.context.setOffline(false)));
  await Promise.all(typing);
  for (const one of all) await saved(one);

  // Back at the meeting; the protocol goes on to its end.
  for (const one of all) await one.go(meeting);
  for (const n of [3, 4, 5, 6, 7]) { await priya.tap("next-step"); await priya.says("step", `step ${n} of 7`); }
  await luis.type(luis.page.locator("main [name=note]"), "The goal stands on page two.");
  await luis.tap("add-note");
  await priya.says("notes", "The goal stands on page two.");
  await priya.tap("next-item");

  // A proposal: one is below the line and is heard; with other words all agree.
  await priya.tap(priya.the("propose").locator("summary"));
  await priya.type(priya.page.locator("[name=proposal]"), "We swap all texts this week");
  await priya.tap(priya.the("propose").getByRole("button"));
  for (const one of all) await one.says("proposal", "We swap all texts this week");
  await priya.tap("open-vote");
  for (const [one, fingers] of [[ana, 1], [tom, 4], [wen, 5], [luis, 3]]) {
    await one.the("ballot").waitFor({ timeout: 15_000 });
    await one.tap(`fingers-${fingers}`);
  }
  await priya.says("waiting", "4 of 5 have voted.");
  assert.ok(!(await tom.page.locator("main").textContent()).includes("Ana Ruiz: 1"), "nobody sees a hand before all are in");
  await priya.tap("fingers-5");
  await priya.says("hear-first", "Ana Ruiz");
  await ana.page.locator("textarea[name^=concern-]").waitFor({ timeout: 15_000 });
  await ana.type(ana.page.locator("textarea[name^=concern-]"), "Two of my pairs read gladly.");
  await ana.tap("heard");
  await priya.says("all-heard", "Everyone was heard.");
  await priya.type(priya.page.locator("[name=wording]"), "We swap the texts of pairs that stall");
  await priya.tap("vote-again");
  for (const [one, fingers] of [[ana, 4], [tom, 4], [wen, 5], [luis, 3]]) {
    await one.says("proposal", "pairs that stall");
    await one.tap(`fingers-${fingers}`);
  }
  await priya.says("waiting", "4 of 5 have voted.");
  await priya.tap("fingers-5");
  await priya.says("agreed", "We agree");
  await priya.tap("keep-decision");
  await luis.page.locator("#decided").filter({ hasText: "pairs that stall" }).waitFor({ timeout: 15_000 });

  // A second decision without a vote, and three promises.
  await priya.tap(priya.the("decide").locator("summary"));
  await priya.type(priya.page.locator("[name=decision]"), "Luis writes to the families");
  await priya.tap(priya.the("decide").getByRole("button"));
  await luis.page.locator("#decided").filter({ hasText: "writes to the families" }).waitFor({ timeout: 15_000 });
  for (const [one, what] of [[tom, "Bring recordings of two pairs"], [wen, "Copy the new texts"], [luis, "Write to the families by Friday"]]) {
    await one.tap(one.the("commit").locator("summary"));
    await one.type(one.page.locator("[name=todo]"), what);
    await one.tap(one.the("commit").locator("form button"));
    await priya.page.locator("#committed").filter({ hasText: what }).waitFor({ timeout: 15_000 });
  }

  // Until the bell: the whole time of the meeting passes.
  const left = (MINUTES * 60_000) / SPEED - (Date.now() - began);
  if (left > 0) await wait(left);
  for (const one of [ana, tom, wen, luis]) await one.page.evaluate(() => { globalThis.never_reloaded = true; });
  await priya.tap("end-meeting");
  await priya.says("minutes", "The goal stands on page two.");

  // What nobody had to write down a second time.
  const minutes = await priya.page.locator("main").textContent();
  for (const part of ["We swap the texts of pairs that stall", "Luis writes to the families", "Bring recordings of two pairs", "Copy the new texts",
    "Write to the families by Friday", "Ana Ruiz", "Tom Becker", "Wen Liang", "Luis Ortega", "Priya Nair"]) assert.ok(minutes.includes(part), `the minutes lack: ${part}`);
  for (const n of all.keys()) assert.ok(minutes.includes(`${n}: ${words(n)}`), `the minutes lack what number ${n} wrote`);
  await ana.the("minutes").first().waitFor({ timeout: 15_000 });
  for (const one of all) {
    await one.go("/record");
    assert.equal(await one.page.locator(`main a[href^="${meeting}"]`).count(), 1, "the hours are there");
  }
  await priya.go("/");
  const cycle = await priya.the("my-cycles").locator("a[href^='/cycles/']").first().getAttribute("href");
  await priya.go(cycle);
  await priya.says("cycle-meetings", "We swap the texts of pairs that stall");
  await wen.go("/commitments");
  await wen.says("my-commitments", "Copy the new texts");
  await may.go(community);
  assert.equal(await held(), heldBefore + 1, "the principal sees that they met");
  assert.ok(!(await may.page.locator("main").textContent()).includes("pairs that stall"), "and not what they said");

  const counted = effort(...all);
  t.diagnostic(`${counted} taps and fields for five people, ${priya.taps + priya.fields} of them by who facilitates`);
  keep({ five: counted });
  for (const one of [...all, may]) await one.close();
});
