// A meeting as a team holds it: from home into it, notes from two at once, a decision, who does what, the minutes. One has a phone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, browser, demo, effort } from "./support.mjs";
import { keep } from "./taps.mjs";

let chrome, server;
before(async () => { [chrome, server] = await Promise.all([browser(), demo()]); });
after(async () => { await chrome?.close(); await server?.stop(); });

test("a team holds its meeting from home to minutes, and nobody fills in a second form", async (t) => {
  const priya = await (await Person.at(chrome, server.address)).as("facilitator");
  const ana = await (await Person.at(chrome, server.address, { width: 390 })).as("teacher");
  await priya.tap(priya.the("todays-meeting").getByRole("button"));
  await priya.the("on").waitFor();
  const meeting = new URL(priya.page.url()).pathname;
  await ana.page.reload();
  await ana.tap("join-meeting");
  await ana.tap("here");
  await priya.says("present", "Ana Ruiz");
  await ana.page.evaluate(() => { globalThis.never_reloaded = true; });

  // While Ana writes, the meeting goes on: the clock is the next point's, her words stay.
  const draft = ana.page.locator("main [name=note]");
  await draft.fill("Pairs of very different readers");
  const first = await ana.the("on").textContent();
  await priya.tap("next-item");
  await ana.page.waitForFunction((was) => document.querySelector("[data-testid=on]")?.textContent !== was, first, { timeout: 5000 });
  assert.ok(await ana.page.evaluate(() => globalThis.never_reloaded));
  assert.equal(await draft.inputValue(), "Pairs of very different readers");
  assert.match(await ana.page.locator(".clock").textContent(), /^1[78]:\d\d$/);
  await ana.type(draft, "Pairs of very different readers stall.");
  await ana.tap("add-note");
  await priya.type(priya.page.locator("main [name=note]"), "Twice the stronger one read for both.");
  await priya.tap("add-note");
  await priya.says("notes", "Twice the stronger one read for both.");

  await priya.tap(priya.the("decide").locator("summary"));
  await priya.type(priya.page.locator("[name=decision]"), "We swap the texts of two pairs");
  await priya.tap(priya.the("decide").getByRole("button"));
  await ana.page.locator("#decided").filter({ hasText: "We swap the texts" }).waitFor({ timeout: 5000 });
  await ana.tap(ana.the("commit").locator("summary"));
  await ana.type(ana.page.locator("[name=todo]"), "Bring recordings of two pairs");
  await ana.tap(ana.the("commit").locator("form button"));
  await priya.page.locator("#committed").filter({ hasText: "Bring recordings of two pairs" }).waitFor({ timeout: 5000 });
  await priya.tap("next-item");
  await priya.tap("carry-item");
  await priya.tap("end-meeting");
  await priya.says("minutes", "Twice the stronger one read for both.");
  await priya.says("minutes", "Pairs of very different readers stall.");
  assert.equal(new URL(priya.page.url()).pathname, meeting);
  await ana.go("/commitments");
  await ana.says("my-commitments", "Bring recordings of two pairs");
  await ana.go("/decisions?find=swap");
  await ana.says("decisions", "We swap the texts of two pairs");

  const may = await (await Person.at(chrome, server.address)).as("principal");
  may.allow(/404/);
  const answer = await may.page.goto(meeting);
  assert.equal(answer.status(), 404, "the minutes go to nobody else");
  const counted = effort(priya, ana);
  t.diagnostic(`${counted} taps and fields for two people`);
  keep({ meeting: counted });
  for (const person of [priya, ana, may]) await person.close();
});
