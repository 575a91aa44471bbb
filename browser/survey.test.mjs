// A survey, as the people who are asked answer it: five browsers seal their ballots themselves and send answers as nobody; one loses the
// connection just when the seal comes back. Then the report is there for all.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Person, browser, demo, effort } from "./support.mjs";
import { keep } from "./taps.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let chrome, server;
before(async () => { [chrome, server] = await Promise.all([browser(), demo()]); });
after(async () => { await chrome?.close(); await server?.stop(); });

const items = ["vision", "definition", "leaders", "every-day", "communities"];
/** Chooses the nth answer to every statement. */
async function choose(person, nth) {
  for (const item of items) await person.tap(person.page.locator(`label:has([name="a.${item}"])`).nth(nth));
}
const said = (person, name) => person.page.locator(`[data-survey-said][data-said="${name}"]`).waitFor({ timeout: 60_000 });

async function barriers(person, what) {
  await person.page.evaluate(axe);
  const found = await person.page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`)));
  assert.deepEqual(found, [], what);
}

test("a district is asked, each browser seals its own ballot, and all read the same report", async (t) => {
  const denise = await (await Person.at(chrome, server.address)).as("district");
  await denise.go("/surveys");
  await denise.tap("new-survey");
  await denise.tap(denise.page.locator("[name=instrument]").first());
  await denise.choose(denise.page.locator("[name=org]"), { label: "Riverbend School District" });
  await denise.tap(denise.page.locator("main form button.button:not(.quiet)").last());
  await denise.page.waitForURL(/\/surveys\/[0-9a-f]{8}-/);
  const wave = new URL(denise.page.url()).pathname;

  // Ana finds it at home, on her phone; what she chose outlives a reload.
  const ana = await (await Person.at(chrome, server.address, { width: 390 })).as("teacher");
  await ana.tap(ana.the("todo").locator(`a[href="${wave}"]`));
  await ana.the("ballot").waitFor();
  await barriers(ana, "the ballot on a phone");
  await choose(ana, 0);
  await ana.type(ana.page.locator('[name="a.first-change"]'), "Time to visit each other");
  await ana.page.reload();
  assert.ok(await ana.page.locator('[name="a.vision"]').first().isChecked());
  // The answers go without a cookie, and with nothing that says who she is.
  const sent = ana.page.waitForRequest((r) => r.url().endsWith("/answers"));
  await ana.tap("send-ballot");
  const request = await sent;
  assert.equal((await request.allHeaders()).cookie, undefined);
  assert.ok(!/person|ana|ruiz/i.test(request.postData() ?? ""));
  await said(ana, "kept");
  const one = effort(ana);

  // Priya answers in Spanish and in the dark; another browser of hers gets no second ballot.
  const priya = await (await Person.at(chrome, server.address, { language: "es", theme: "dark" })).as("facilitator");
  await priya.go(`${wave}?lang=es`);
  await priya.the("ballot").waitFor();
  await barriers(priya, "the ballot in the dark");
  await choose(priya, 1);
  await priya.tap("send-ballot");
  await said(priya, "kept");
  const elsewhere = await (await Person.at(chrome, server.address)).as("facilitator");
  await elsewhere.go(wave);
  await said(elsewhere, "taken");
  assert.ok(await elsewhere.the("ballot").isHidden(), "nobody fills in what can't be sent");

  // Sam's connection breaks when the seal comes back: the server has given the ballot out, and he gets it all the same.
  const sam = await (await Person.at(chrome, server.address)).as("coach");
  sam.allow(/ERR_FAILED|Failed to load resource/);
  await sam.go(wave);
  await choose(sam, 1);
  let cut = true;
  await sam.page.route("**/ballot", async (route) => {
    if (!cut || !(route.request().postData() ?? "").includes("blinded")) return route.continue();
    cut = false;
    await route.fetch();
    return route.abort();
  });
  // He wants an answer to what he writes: his browser makes the key, and sends a hash for what he wrote and nothing for what he didn't.
  await sam.type(sam.page.locator('[name="a.example"]'), "The agenda was full before we came");
  await sam.page.locator("[name=reply]").check();
  await sam.tap("send-ballot");
  await said(sam, "later");
  await sam.page.reload();
  assert.ok(await sam.page.locator("[name=reply]").isChecked());
  const wished = sam.page.waitForRequest((r) => r.url().endsWith("/answers"));
  await sam.tap("send-ballot");
  const fields = new URLSearchParams((await wished).postData() ?? "");
  await said(sam, "kept");
  const key = (await sam.the("reply-key").textContent()).trim();
  assert.match(key, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  assert.equal(fields.get("r.example"), createHash("sha256").update(`survey reply 0 ${key}`).digest("hex"));
  assert.equal(fields.get("r.first-change"), null);
  assert.ok(!fields.toString().includes(key.slice(0, 4)) && fields.get("reply") === null, "the key itself stays here");
  await barriers(sam, "the key");
  // It stays on the device when he says so, without his name; the server reads it by the same rule, and the survey is still open.
  await sam.tap(sam.page.locator("[data-reply-keep]"));
  const kept = await sam.page.evaluate(() => Object.entries(localStorage).filter(([, value]) => value.includes("-")).map(([name, value]) => `${name} ${value}`).join("\n"));
  assert.ok(kept.includes(`perennial reply ["${key}"]`), kept);
  sam.allow(/404/);
  await sam.go("/answer/reply");
  await barriers(sam, "the page for a key");
  await sam.tap(sam.page.getByRole("button", { name: key.slice(0, 4) }));
  await sam.page.getByText("This key opens nothing now").waitFor();
  await sam.go("/answer/reply");
  await sam.tap(sam.page.locator("[data-reply-forget]"));
  assert.equal(await sam.page.evaluate(() => localStorage.getItem("perennial reply")), null);

  const ruth = await (await Person.at(chrome, server.address)).as("principal");
  for (const [person, nth] of [[ruth, 2], [denise, 0]]) {
    await person.go(wave);
    await choose(person, nth);
    await person.tap("send-ballot");
    await said(person, "kept");
  }
  await denise.page.reload();
  await denise.says("taken", "5 of ");

  // It ends: the report comes to Ana's open page by itself.
  await denise.tap("end-survey");
  await denise.the("report").waitFor();
  assert.match(await denise.page.locator("main").innerText(), /5 of [\d,]+ answered/);
  await ana.the("report").waitFor({ timeout: 15_000 });
  const bars = await ana.the("report").locator("tr").first().innerText();
  assert.match(bars, /Everybody\s+80 %/);
  const page = await ana.page.locator("main").innerText();
  assert.ok(!page.includes("Cedar Street School, "), "four of a school are too few to stand alone");
  assert.ok(!page.includes("Time to visit each other"), "one voice is not shown");
  await barriers(ana, "the report on a phone");
  const mia = await (await Person.at(chrome, server.address, { theme: "dark" })).as("family");
  mia.allow(/404/);
  assert.equal((await mia.page.goto(wave)).status(), 404, "the report is for those who were asked");
  t.diagnostic(`${one} taps and fields for one person who answers five statements and says what should change`);
  keep({ survey: one });
  for (const person of [denise, ana, priya, elsewhere, sam, ruth, mia]) await person.close();
});
