// Without script: read and write, from a need to a shared lesson.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, browser, demo } from "./support.mjs";
import { begin, write } from "./cycle.mjs";

let chrome, server;
before(async () => { [chrome, server] = await Promise.all([browser(), demo()]); });
after(async () => { await chrome?.close(); await server?.stop(); });

test("a cycle is begun, written at, moved, closed and shared without script", async () => {
  const priya = await (await Person.at(chrome, server.address, { javaScriptEnabled: false, width: 390 })).as("facilitator");
  const { page } = priya;
  await begin(priya, "Without script");
  await write(priya, "They guess the ends of words.");
  await priya.the("move-on").first().click();
  await page.locator("#step-goals[aria-current=step]").waitFor();
  // One's own words stand folded below the goals there are; unfolding needs no script.
  const folded = page.locator("main details:not([open]):has([name=w-student-goal]) > summary");
  if (await folded.count()) await folded.click();
  await page.locator("main [name=w-student-goal]").fill("They read the ends of words.");
  await priya.the("add-entry").click();
  await priya.the("entry").filter({ hasText: "read the ends" }).first().waitFor();
  // A file goes with it too.
  await page.goto(`${new URL(page.url()).pathname}?at=needs`);
  const beside = page.locator("main details:has([name=file])").first();
  if (!(await beside.evaluate((d) => d.open))) await beside.locator("summary").first().click();
  await page.locator("main [name=file]").first().setInputFiles({ name: "recording notes.txt", mimeType: "text/plain", buffer: Buffer.from("Ben: wen-t, hop-ping\n") });
  await page.locator("main [name=w-looked-at]").fill("Notes of one recording.");
  await priya.the("add-entry").first().click();
  await priya.the("evidence").filter({ hasText: "recording notes.txt" }).first().waitFor();

  await page.locator("main a[href$='/close']").first().evaluate((a) => a.closest("details")?.setAttribute("open", ""));
  await page.locator("main a[href$='/close']").first().click();
  await page.locator("main [name=outcome][value=abandon]").check();
  await page.locator("main [name=why]").fill("Too early in the year.");
  await priya.the("close-cycle").click();
  await page.waitForURL(/\/lessons\/[0-9a-f]{8}-/);
  await priya.the("share-district").click();
  await page.locator("main .audience").first().waitFor();
  const lesson = new URL(page.url()).pathname;
  const sam = await (await Person.at(chrome, server.address, { javaScriptEnabled: false })).as("coach");
  await sam.go(lesson);
  assert.match(await sam.page.locator("main").innerText(), /Too early in the year/);
  await sam.close();
  await priya.close();
});

test("a refused form says what is missing, and keeps what was written", async () => {
  const priya = await (await Person.at(chrome, server.address, { javaScriptEnabled: false })).as("facilitator");
  const { page } = priya;
  priya.allow(/422/);
  await priya.go("/goals/new");
  await page.locator("main form[action='/goals/new']").evaluate((f) => { f.noValidate = true; });
  await page.locator("main [name=kind][value=educator]").check();
  await page.locator("main [name=text]").fill("We learn to model reading aloud.");
  await page.locator("main form[action='/goals/new'] button").first().click();
  await priya.the("problems").waitFor();
  assert.equal(await page.locator("main [name=text]").inputValue(), "We learn to model reading aloud.");
  await priya.close();
});
