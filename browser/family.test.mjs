// A family answers on a phone, in Spanish, with script off: with a code from a sheet that the principal printed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Person, browser, demo } from "./support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let chrome, server;
before(async () => { [chrome, server] = await Promise.all([browser(), demo()]); });
after(async () => { await chrome?.close(); await server?.stop(); });

async function barriers(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`)));
  assert.deepEqual(found, [], what);
}

test("a family answers on a phone in Spanish with script off", async () => {
  const paul = await (await Person.at(chrome, server.address)).as("principal");
  await paul.go("/surveys");
  await paul.tap("ask-families");
  await barriers(paul.page, "asking families");
  await paul.page.locator("[name=instrument]").first().check();
  await paul.page.locator("[name^='n.']").first().fill("24");
  await paul.tap("ask-families-go");
  await paul.page.waitForURL(/\/surveys\/[0-9a-f]{8}-/);
  const wave = new URL(paul.page.url()).pathname;
  // The keys are made within seconds.
  for (let tries = 0; tries < 60; tries++) {
    await paul.go(`${wave}/codes`);
    if (await paul.the("make-codes").count()) break;
    await paul.page.waitForTimeout(500);
  }
  await barriers(paul.page, "the page for codes");
  await paul.page.locator("[name=count]").fill("12");
  await paul.tap("make-codes");
  await paul.page.waitForURL(/\/codes\/sheet$/);
  await barriers(paul.page, "the sheet");
  const codes = await paul.the("slip-code").allTextContents();
  assert.equal(new Set(codes).size, 12);
  // On paper the slips stand alone, and none is cut by the edge of a page.
  await paul.page.emulateMedia({ media: "print" });
  assert.ok(await paul.page.locator("nav.rooms").first().isHidden());
  assert.ok(await paul.page.locator(".screen-only").first().isHidden());
  await paul.page.emulateMedia({ media: "screen" });
  // Another browser of the same person has no sheet.
  const elsewhere = await (await Person.at(chrome, server.address)).as("principal");
  await elsewhere.go(`${wave}/codes/sheet`);
  assert.equal(await elsewhere.the("slip-code").count(), 0);

  const phone = await chrome.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 }, locale: "es-MX", baseURL: server.address });
  const page = await phone.newPage();
  for (const [at, code] of codes.entries()) {
    await page.goto("/answer");
    assert.equal(await page.locator("html").getAttribute("lang"), "es");
    // As people type: small letters, blanks, O for the digit.
    await page.locator("[name=code]").fill(code.trim().toLowerCase().replaceAll("-", " ").replaceAll("0", "o"));
    await page.getByTestId("open-code").click();
    await page.getByTestId("code-ballot").waitFor();
    if (at === 0) {
      assert.match(await page.locator("h1").textContent(), /familia/);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390), "nothing is wider than the phone");
      // Sent empty it says what is missing; the other language keeps what was chosen.
      await page.getByTestId("send-code-ballot").click();
      await page.getByTestId("problems").waitFor();
      await page.locator("fieldset.scale label").first().click();
      await page.getByRole("button", { name: "English" }).click();
      assert.equal(await page.locator("html").getAttribute("lang"), "en");
      assert.ok(await page.locator("fieldset.scale input").first().isChecked());
      await page.getByRole("button", { name: "Español" }).click();
    }
    for (const item of await page.locator("fieldset.scale").all()) await item.locator("label").nth(at % 2).click();
    if (at < 11) await page.locator("textarea").first().fill(`Gracias ${at}`);
    await page.getByTestId("send-code-ballot").click();
    await page.waitForURL(/\/answer\/thanks$/);
  }
  await page.goto("/answer");
  await page.locator("[name=code]").fill("ABCD");
  await page.getByTestId("open-code").click();
  assert.match(await page.getByTestId("problems").textContent(), /Compare cada signo/);
  await phone.close();

  await paul.go(wave);
  await paul.tap("end-survey");
  await paul.the("report").waitFor({ timeout: 60_000 });
  assert.match(await paul.page.locator("header.page").textContent(), /12 of 24 answered/);
  // All that was said is one tap away.
  await paul.tap(paul.page.getByTestId(/^words-/).first());
  await paul.page.getByText("Gracias 3").waitFor();
});
