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
  const slips = await paul.the("slips").locator("li").allTextContents();
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
  let key = "", heard = "";
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
    if (at === 3) {
      // She wants an answer to what she wrote: a key is shown, once, in no address.
      await page.locator("[name=reply]").check();
      await page.getByTestId("send-code-ballot").click();
      key = (await page.getByTestId("reply-key").textContent()).trim();
      assert.ok(!page.url().includes(key.slice(0, 4)));
      continue;
    }
    await page.getByTestId("send-code-ballot").click();
    await page.waitForURL(/\/answer\/thanks\?at=/);
    heard = new URL(await page.getByTestId("will-stand").locator("b").textContent()).pathname;
  }
  assert.ok(slips.every((slip) => slip.includes(heard)), "every slip says where it will stand");
  assert.equal((await page.goto(heard)).status(), 404, "nothing is told yet");
  await page.goto("/answer");
  await page.locator("[name=code]").fill("ABCD");
  await page.getByTestId("open-code").click();
  assert.match(await page.getByTestId("problems").textContent(), /Compare cada signo/);

  await paul.go(wave);
  await paul.tap("end-survey");
  await paul.the("report").waitFor({ timeout: 60_000 });
  assert.match(await paul.page.locator("header.page").textContent(), /12 of 24 answered/);
  // All that was said is one tap away.
  await paul.tap(paul.page.getByTestId(/^words-/).first());
  await paul.page.getByText("Gracias 3").waitFor();

  // He answers her without learning who she is; she reads it with her key and writes back.
  await page.goto("/answer/reply");
  await page.locator("[name=key]").fill(key.toLowerCase().replaceAll("-", " "));
  await page.getByTestId("open-reply").click();
  assert.match(await page.locator("h1").textContent(), /Nadie ha respondido todavía/);
  await paul.tap("to-answer");
  await barriers(paul.page, "answering somebody without a name");
  await paul.type(paul.page.locator("main textarea"), "¿Qué le ayudaría en casa?");
  await paul.tap("answer-words");
  await paul.page.getByText("¿Qué le ayudaría en casa?").waitFor();
  await page.goto("/answer/reply");
  await page.locator("[name=key]").fill(key);
  await page.getByTestId("open-reply").click();
  await page.getByText("¿Qué le ayudaría en casa?").waitFor();
  await page.getByText("Gracias 3").waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390));
  await page.locator("main textarea").fill("Una página sobre la lectura");
  await page.getByTestId("write-back").click();
  await page.waitForURL(/\/answer\/reply\/sent$/);
  await paul.page.reload();
  assert.equal(await paul.page.getByText("Una página sobre la lectura").count(), 0, "it comes when the day is over");

  // What came of it is told to families too, in their language, on a page that needs no account; and taken back.
  await paul.go(`${wave}/tell`);
  await barriers(paul.page, "telling families");
  await paul.type(paul.page.locator("[name=text]"), "You want to know how to help at home.");
  await paul.page.locator("[name=families]").check();
  await paul.type(paul.page.locator("[name='t.es']"), "Ustedes quieren saber cómo ayudar en casa.");
  await paul.tap(paul.page.locator("main form button.button:not(.quiet)").last());
  await paul.the("told-page").waitFor();
  assert.equal((await page.goto(heard)).status(), 200);
  await page.getByText("Ustedes quieren saber cómo ayudar en casa.").waitFor();
  const told = await page.locator("main").innerText();
  assert.ok(/12 de 24/.test(told) && !/Gracias \d/.test(told), told);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390));
  for (const [theme, width] of [["light", 390], ["dark", 1280]]) {
    const anybody = await chrome.newContext({ viewport: { width, height: 844 }, colorScheme: theme, baseURL: server.address });
    const open = await anybody.newPage();
    for (const path of [heard, "/heard", "/answer/reply", "/answer/reply/sent", "/answer/thanks"]) {
      await open.goto(path);
      await barriers(open, `${path}, ${theme}`);
    }
    await anybody.close();
  }
  await paul.tap(paul.the("came").getByRole("button", { name: /Take it back from families/ }));
  await paul.the("told-page").waitFor({ state: "detached" });
  assert.equal((await page.goto(heard)).status(), 404);
  await phone.close();
});
