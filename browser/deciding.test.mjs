// A team decides: three phones, a protocol step by step, fingers that nobody sees before all are in, somebody who is heard, a second
// round with other words, and the decision in the log.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, browser, demo, effort } from "./support.mjs";
import { keep } from "./taps.mjs";

let chrome, server;
before(async () => { [chrome, server] = await Promise.all([browser(), demo()]); });
after(async () => { await chrome?.close(); await server?.stop(); });

test("a team holds a point by a protocol and agrees in the second round", async (t) => {
  const priya = await (await Person.at(chrome, server.address)).as("facilitator");
  const ana = await (await Person.at(chrome, server.address, { width: 390 })).as("teacher");

  // Before the meeting: the first point is held by a protocol, and the page says what that costs.
  await priya.page.goto(`${server.address}/`);
  const meeting = await priya.the("todays-meeting").locator("h2 a").getAttribute("href");
  await priya.go(meeting);
  await priya.tap(priya.page.locator("#agenda a").first());
  await priya.page.locator("[name=protocol]").selectOption("tuning");
  await priya.page.locator("[name=presenter]").selectOption({ label: "Ana Ruiz" });
  await priya.page.locator("[name=time][value=fit]").check();
  await priya.tap("choose-protocol");
  await priya.says("fit", "78 minutes");
  await priya.go(meeting);
  await priya.tap("begin-meeting");
  await priya.says("step", "step 1 of 7");
  await ana.go(meeting);
  await ana.tap("here");
  await ana.page.evaluate(() => { globalThis.never_reloaded = true; });

  // Somebody goes on: every phone stands at the same step, and knows who speaks.
  await priya.tap("next-step");
  await ana.says("step", "step 2 of 7");
  await ana.says("speaks", "Ana Ruiz speaks.");
  assert.match(await ana.page.locator(".clock").textContent(), /^(20:00|19:\d\d)$/);
  for (const n of [3, 4, 5]) { await priya.tap("next-step"); await priya.says("step", `step ${n} of 7`); }
  await priya.type(priya.page.locator("main [name=note]"), "The goal stands on page two.");
  await priya.tap(priya.the("add-note").filter({ hasText: "Cool feedback" }));
  await ana.says("notes", "The goal stands on page two.");

  // A proposal appears by itself on every phone; the vote needs one tap.
  assert.ok(await ana.page.evaluate(() => globalThis.never_reloaded));
  await priya.tap(priya.the("propose").locator("summary"));
  await priya.type(priya.page.locator("[name=proposal]"), "We swap all texts this week");
  await priya.tap(priya.the("propose").getByRole("button"));
  await ana.says("proposal", "We swap all texts this week");
  await ana.type(ana.page.locator("[name=line]"), "Also in the first row?");
  await ana.tap("ask");
  await priya.says("vote-lines", "Also in the first row?");
  await priya.tap("open-vote");
  await ana.the("ballot").waitFor({ timeout: 8000 });
  await ana.tap("fingers-2");
  await priya.says("waiting", "1 of 2 have voted.");
  const before = await priya.page.content();
  assert.equal(await priya.page.locator("[aria-pressed=true][name=fingers]").count(), 0);
  await ana.tap("fingers-0");
  await ana.page.locator("[data-testid=fingers-0][aria-pressed=true]").waitFor();
  await priya.page.reload();
  assert.equal(await priya.page.locator("[aria-pressed=true][name=fingers]").count(), 0, "a changed hand shows nobody else anything");
  assert.ok(before.includes("1 of 2 have voted."));
  await priya.tap("fingers-5");
  await priya.says("hear-first", "Ana Ruiz");
  await ana.says("hear-first", "Ana Ruiz");
  await ana.type(ana.page.locator("textarea[name^=concern-]"), "Two of my pairs read gladly.");
  await ana.tap("heard");
  await priya.says("all-heard", "Everyone was heard.");
  await priya.type(priya.page.locator("[name=wording]"), "We swap the texts of pairs that stall");
  await priya.tap("vote-again");
  await ana.says("proposal", "pairs that stall");
  await ana.tap("fingers-4");
  await priya.says("waiting", "1 of 2 have voted.");
  await priya.tap("fingers-5");
  await ana.says("agreed", "We agree");
  await priya.tap("keep-decision");
  await ana.page.locator("#decided").filter({ hasText: "pairs that stall" }).waitFor({ timeout: 8000 });
  await ana.go("/decisions?find=stall");
  await ana.says("decisions", "Round 1: 1 showed 5, 1 showed 0.");
  await priya.tap("end-meeting");
  await priya.says("minutes", "Warm and cool feedback");
  const counted = effort(priya, ana);
  t.diagnostic(`${counted} taps and fields for two people`);
  keep({ deciding: counted });
  for (const person of [priya, ana]) await person.close();
});
