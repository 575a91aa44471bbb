// The core of the main job without a mouse: begin a cycle, write, go on, close. Every stop of the focus can be seen, nothing traps it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, browser, demo } from "./support.mjs";

let chrome, server;
before(async () => { [chrome, server] = await Promise.all([browser(), demo()]); });
after(async () => { await chrome?.close(); await server?.stop(); });

/** Where the focus is, and whether a person would see it there. */
const focus = (page) => page.evaluate(() => {
  const e = document.activeElement;
  if (!e || e === document.body) return { where: "nowhere" };
  const where = e.outerHTML.slice(0, 120);
  // The ring may be drawn on the thing itself, on what it stands in, or on a part of a picture: something must differ with the focus.
  const near = [e, ...e.children];
  for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) near.push(p);
  if (e.nextElementSibling) near.push(e.nextElementSibling);
  const drawn = () => near.map((d) => { const s = getComputedStyle(d); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.stroke, s.strokeWidth].join(); }).join(";");
  const withFocus = drawn();
  e.blur();
  const without = drawn();
  e.focus();
  const seen = withFocus !== without;
  const box = e.getBoundingClientRect();
  const at = document.elementFromPoint(Math.min(Math.max(box.x + Math.min(box.width / 2, 40), 1), innerWidth - 1), box.y + Math.min(box.height / 2, 20));
  const inWindow = box.bottom > 0 && box.top < innerHeight;
  const covered = !at || !(e.contains(at) || at.contains(e) || at.closest("label")?.contains(e));
  return { where, seen, inWindow, covered };
});

/** Tabs until `target` has the focus; every stop on the way must be seen. */
async function reach(person, target, most = 120) {
  const { page } = person;
  const stops = new Set();
  for (let n = 0; n < most; n++) {
    if (await target.first().evaluate((e) => e === document.activeElement)) return;
    await page.keyboard.press("Tab");
    // A date has stops inside: looking takes the focus off and gives it back, at the first of them, so each thing is looked at once.
    const where = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120));
    if (stops.has(where)) continue;
    const at = await focus(page);
    if (at.where === "nowhere") continue;
    assert.ok(at.seen, `the focus can't be seen at ${at.where}`);
    assert.ok(at.inWindow, `the focus is out of the window at ${at.where}`);
    assert.ok(!at.covered, `something covers the focus at ${at.where}`);
    stops.add(at.where);
  }
  throw new Error(`${most} tabs on ${page.url()}, and not there:\n${[...stops].join("\n")}`);
}

async function press(person, target, key = "Enter") {
  await reach(person, target);
  await person.page.keyboard.press(key);
}

async function type(person, name, text) {
  await reach(person, person.page.locator(`main [name="${name}"]`));
  await person.page.keyboard.type(text);
}

for (const width of [1280, 390]) {
  test(`a cycle begins, is written at, goes on and ends by keyboard alone, ${width} wide`, async () => {
    const priya = await (await Person.at(chrome, server.address, { width })).as("facilitator");
    const { page } = priya;
    const main = (q) => page.locator(`main ${q}`);
    // Past the frame by the skip link.
    await page.keyboard.press("Tab");
    assert.match((await focus(page)).where, /class="skip"/);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    await press(priya, page.locator(width > 800 ? "nav.rooms a[href='/communities']" : "nav.thumb a[href='/communities']"));
    await page.waitForURL(/\/communities$/);
    await press(priya, priya.the("my-communities").getByRole("link", { name: "Grade 3 Readers" }));
    await page.waitForURL(/\/communities\/.+/);
    await press(priya, main("a[href$='/cycles/new']"));
    await type(priya, "title", `By keyboard at ${width}`);
    // Another kind by arrow, and back.
    await reach(priya, main("[name=shape]:checked"));
    const kind = () => main("[name=shape]:checked").inputValue();
    assert.equal(await kind(), "six-actions");
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await kind(), "six-actions");
    await page.keyboard.press("ArrowUp");
    assert.equal(await kind(), "six-actions");
    await press(priya, main("form[action$='/cycles'] button"));
    await page.waitForURL(/\/cycles\/[0-9a-f]{8}-/);

    await type(priya, "w-looked-at", "They stop at every third word.");
    await press(priya, priya.the("add-entry"));
    await priya.the("entry").filter({ hasText: "every third word" }).waitFor();
    await press(priya, priya.the("move-on"));
    await page.locator("#step-goals[aria-current=step]").waitFor();

    // What isn't needed often is folded away; a key opens it.
    const more = main("li[aria-current=step] details:has(a[href$='/close']) > summary");
    await press(priya, more, "Space");
    await press(priya, main("li[aria-current=step] a[href$='/close']"));
    await page.waitForURL(/\/close$/);
    await reach(priya, main("[name=outcome]"));
    await page.keyboard.press("Space");
    assert.equal(await main("[name=outcome]:checked").inputValue(), "abandon");
    await type(priya, "why", "We found a better question.");
    await press(priya, priya.the("close-cycle"));
    await page.waitForURL(/\/lessons\/[0-9a-f]{8}-/);
    await priya.close();
  });
}

test("a form with something missing sends the reader to what is missing", async () => {
  const priya = await (await Person.at(chrome, server.address)).as("facilitator");
  const { page } = priya;
  await priya.go("/communities/new");
  await page.evaluate(() => { for (const form of document.forms) form.noValidate = true; });
  await page.locator("main [name=name]").focus();
  priya.allow(/422/);
  await page.keyboard.press("Enter");
  await priya.the("problems").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), "problems");
  await press(priya, priya.the("problems").locator("a"));
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("name")), "name");
  assert.equal(await page.locator("main [name=name]").getAttribute("aria-invalid"), "true");
  await priya.close();
});
