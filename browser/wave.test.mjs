// A large survey, as a district holds it: central office and two schools about each other, 400 people asked, 240 of them answering at the
// same time. Each seals a ballot on a device of their own. Then the two sides stand face to face, beside what was said last year; the leader
// tells what came of it, and a teacher takes a finding up. In English and in Spanish, on SQLite and on PostgreSQL.
import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { RSABSSA } from "@cloudflare/blindrsa-ts";
import { Person, Server, browser, command, folder, sampleFolder } from "./support.mjs";
import { emptyPostgres, password, signIn } from "./fresh.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const suite = RSABSSA.SHA384.PSS.Randomized();
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const unhex = (text) => new Uint8Array(Buffer.from(text, "hex"));

/** Who is added, and how many of them answer: the office and two schools. */
const ADDED = [[34, 24], [160, 108], [160, 108]];
const ANSWERS = 240;

let chrome;
before(async () => { chrome = await browser(); });
after(async () => { await chrome?.close(); });

async function barriers(person, what) {
  await person.page.evaluate(axe);
  const found = await person.page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`)));
  assert.deepEqual(found, [], what);
}

/** Somebody's device: signs in by the link of an invitation, seals a ballot, answers as nobody. */
class Device {
  static async by(address, link) {
    const device = new Device();
    device.address = address;
    const answer = await fetch(address + new URL(link.trim()).pathname, { method: "POST", redirect: "manual", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "password=" });
    assert.equal(answer.status, 303, "the invitation lets them in");
    device.cookie = answer.headers.getSetCookie().map((c) => c.split(";")[0]).find((c) => c.startsWith("perennial="));
    return device;
  }

  async #asked(wave, fields) {
    const answer = await fetch(`${this.address}${wave}/ballot`, { method: "POST", headers: { cookie: this.cookie }, body: new URLSearchParams(fields) });
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
  }

  async answer(wave, says) {
    let known = await this.#asked(wave, {});
    while (known.wait) {
      await new Promise((on) => setTimeout(on, 500));
      known = await this.#asked(wave, {});
    }
    const key = await crypto.subtle.importKey("spki", unhex(known.public), { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);
    const token = suite.prepare(crypto.getRandomValues(new Uint8Array(32)));
    const { blindedMsg, inv } = await suite.blind(key, token);
    const { seal } = await this.#asked(wave, { blinded: hex(blindedMsg) });
    const sealed = await suite.finalize(key, token, unhex(seal), inv);
    const body = new URLSearchParams([["group", known.group], ["token", hex(token)], ["seal", hex(sealed)], ...says]);
    const answer = await fetch(`${this.address}${wave}/answers`, { method: "POST", body });
    return { status: answer.status, ...(await answer.json()) };
  }
}

/** A server with the sample district, and its leader at a window. */
async function place(database) {
  const data = folder("wave");
  if (!database) {
    cpSync(sampleFolder, data, { recursive: true });
    const server = await new Server(["demo", "--data", data]).start();
    const leader = await (await Person.at(chrome, server.address)).as("district");
    return { server, leader, where: ["--data", data] };
  }
  const where = ["--data", data, "--database", database.url];
  const server = await new Server(["serve", ...where]).start();
  const admin = await Person.at(chrome, server.address);
  admin.page.setDefaultTimeout(240_000);
  await admin.go("/welcome");
  for (const [name, value] of [["given", "Ines"], ["family", "Park"], ["email", "ines@riverbend.example"], ["password", password]]) await admin.page.locator(`[name=${name}]`).fill(value);
  await admin.page.locator("[name=start][value=sample]").check();
  await admin.page.locator("main form[action='/welcome'] button").click();
  await admin.page.waitForURL(`${server.address}/`, { timeout: 240_000 });
  await admin.go("/communities/new");
  const org = await admin.page.locator("select[name=org] option", { hasText: "Riverbend School District" }).first().getAttribute("value");
  command(["person", "add", "denise@riverbend.test", "--name", "Denise Caldwell", "--organization", org, "--role", "districtAdministrator", "--password-stdin", ...where], { input: password });
  await admin.close();
  const leader = await Person.at(chrome, server.address);
  await signIn(leader, "denise@riverbend.test");
  return { server, leader, where };
}

async function story(t, database) {
  const { server, leader, where } = await place(database);
  t.after(() => server.stop());
  await leader.go("/surveys/new");
  const { page } = leader;
  await page.locator("[name=instrument][value=two-sides]").check();
  await leader.choose(page.locator("[name=org]"), { label: "Riverbend School District" });
  await leader.tap(leader.the("only").locator("summary"));
  const box = async (name) => {
    const found = page.locator("#f-only label", { hasText: name }).locator("input");
    await found.check();
    return found.getAttribute("value");
  };
  await box("the central office");
  const orgs = [await box("Office of Teaching and Learning"), await box("Cedar Street School"), await box("Oak Hill School")];
  await page.locator("[name=wide][value=all]").check();

  const people = [];
  for (const [at, [added, answer]] of ADDED.entries()) {
    for (let n = 0; n < added; n++) {
      const link = command(["person", "add", `p${at}-${n}@riverbend.test`, "--name", `Person ${at} ${n}`, "--organization", orgs[at], "--role", at === 0 ? "coach" : "teacher", ...where]);
      if (n < answer) people.push({ at, n, link });
    }
  }
  assert.equal(people.length, ANSWERS);
  await leader.tap(page.locator("main form button.button:not(.quiet)").last());
  await page.waitForURL(/\/surveys\/[0-9a-f]{8}-/);
  const wave = new URL(page.url()).pathname;

  // The office sees the first statements better than the schools; most of the rest is seen alike.
  const items = ["bad-news", "promises", "judgment", "quick-answer", "fitting-help", "partners", "ask-first", "room", "one-voice", "learn-together", "come-and-see", "listen-and-change"];
  const devices = await Promise.all(people.map(async (person) => ({ ...person, device: await Device.by(server.address, person.link) })));
  const before = performance.now();
  const answered = await Promise.all(devices.map(({ at, n, device }) => {
    const says = items.map((item, i) => [`a.${item}`, String(i < 2 ? (at === 0 ? 4 - (n % 2) : 1 + (n % 2)) : 2 + (n % 2))]);
    if (n % 9 === 0) says.push(["a.one-change", at === 0 ? "More time in schools" : "Come and see us on a Tuesday"]);
    return device.answer(wave, says);
  }));
  assert.deepEqual(answered.filter((a) => a.status !== 200 || a.said !== "kept"), [], "every answer is taken");
  const took = (performance.now() - before) / 1000;
  t.diagnostic(`${ANSWERS} people sealed their ballots and answered at once in ${took.toFixed(1)} s`);

  await page.reload();
  const far = await leader.the("taken").innerText();
  const [, taken, asked] = /(\d+) of (\d+) have taken/.exec(far);
  assert.equal(Number(taken), ANSWERS);
  assert.ok(Number(asked) >= 400, `${asked} were asked`);
  await leader.tap("end-survey");
  await leader.the("report").waitFor({ timeout: 60_000 });
  const report = await page.locator("main").innerText();
  assert.match(report, new RegExp(`${ANSWERS} of ${asked} answered`));
  assert.match(report, /Central office see this higher, by 2 steps of the scale/);
  assert.match(report, /(Lower|Higher) than on|No change since/, "beside last year's wave");
  await leader.the("waves").waitFor();
  assert.ok(!/Person \d/.test(report), "nobody is named");
  await barriers(leader, "the report");

  // What came of it.
  await leader.tap("tell");
  await leader.type(page.locator("main textarea"), "You want us to come and see.");
  await leader.tap(page.locator("main form button.button:not(.quiet)").last());
  await leader.says("came", "You want us to come and see.");
  await leader.close();

  // A teacher who was asked reads it in Spanish, on a phone, and at home.
  const { device } = devices.find((d) => d.at === 1);
  const phone = await Person.at(chrome, server.address, { language: "es", width: 390, theme: "dark" });
  const [name, value] = device.cookie.split("=");
  await phone.context.addCookies([{ name, value, url: server.address }]);
  await phone.go("/?lang=es");
  await phone.tap(phone.the("todo").locator(`a[href="${wave}"]`));
  await phone.says("came", "You want us to come and see.");
  const es = await phone.page.locator("main").innerText();
  assert.match(es, new RegExp(`${ANSWERS} de ${asked}`));
  assert.match(es, /lo ven más alto/);
  await barriers(phone, "the report on a phone, in Spanish");
  // The answers of the schools in their own words can be searched; those of the office too, as enough wrote.
  await phone.go(`${wave}/words/one-change?q=tuesday`);
  await phone.says("found", "24");
  const csv = await phone.page.request.get(`${server.address}${wave}/report.csv`);
  assert.equal(csv.status(), 200);
  assert.match(await csv.text(), /Oficina central,24,3\.5000/);
  await phone.close();
}

test("400 are asked and 240 answer at once, SQLite", (t) => story(t));

test("400 are asked and 240 answer at once, PostgreSQL", async (t) => {
  const database = await emptyPostgres();
  if (!database) return t.skip("PERENNIAL_TEST_POSTGRES names no server");
  t.after(database.drop);
  await story(t, database);
});
