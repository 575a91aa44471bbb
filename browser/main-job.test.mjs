// The main job, walked by the people who do it: from results to a shared lesson and the cycle that grows out of it, with goals that
// lead from a team to its district. In English and in Spanish, on SQLite and on PostgreSQL, each on a new server with real results.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { after, before, test } from "node:test";
import { browser, effort, root } from "./support.mjs";
import { district, emptyPostgres } from "./fresh.mjs";
import { keep } from "./taps.mjs";

let chrome;
before(async () => { chrome = await browser(); });
after(async () => { await chrome?.close(); });

/** The results of Project STAR as they come: 11,598 real students. */
const results = join(root, "sample/star/AER__STAR.csv.gz");
const mapping = readFileSync(join(root, "sample/star/results.toml"), "utf8");
/** The schools in it by their numbers, the one the walk is at first. */
const schools = (() => {
  const [head, ...rows] = gunzipSync(readFileSync(results)).toString().trim().split("\n").map((line) => line.split(","));
  const at = head.flatMap((name, n) => (name.startsWith("schoolid") ? [n] : []));
  const ids = new Set(rows.flatMap((row) => at.map((n) => row[n])).filter(Boolean).map(Number));
  const here = 63;
  return [[String(here), "Cedar Street School"], ...[...ids].filter((id) => id !== here).sort((a, b) => a - b).map((id) => [String(id), `School ${id}`])];
})();

const said = {
  en: {
    community: "Grade 3 Readers",
    districtGoal: "Every child in Riverbend reads at grade level by the end of grade 3.",
    schoolGoal: "By June nine of ten third graders at Cedar Street read 100 words a minute and understand them.",
    need: "Our third graders read word by word and lose the thread of a longer text.",
    ownNeed: "How to model reading aloud so that children hear where a sentence breathes.",
    looked: "The spring reading results of our four classes, and ten recordings.",
    title: "Reading that flows",
    goal: "By spring every child in our classes reads a page aloud with the right pauses.",
    ownGoal: "Each of us can model and coach repeated reading by December.",
    measure: "Words read right in a minute", unit: "words",
    learned: "Repeated reading of a short text with feedback helps most when somebody models it first.",
    strategy: "Repeated reading in pairs", what: "Two children read the same short text to each other three times; after each time one thing is praised and one thing is tried.",
    prediction: "Two of three children read ten words more in a minute after four weeks.",
    tried: "Pairs read the same page three times; I modelled the first sentence.",
    result: "Seventeen of 22 children read at least ten words more.", lesson: "Model the first sentence, every time.",
    why: "It helped in every class, and it costs ten minutes.", next: "Pairs who read with expression",
  },
  es: {
    community: "Lectura de tercero",
    districtGoal: "Cada niña y niño de Riverbend lee al nivel de su grado al terminar tercero.",
    schoolGoal: "En junio nueve de cada diez estudiantes de tercero leen 100 palabras por minuto y las comprenden.",
    need: "Nuestro alumnado de tercero lee palabra por palabra y pierde el hilo de un texto largo.",
    ownNeed: "Cómo modelar la lectura en voz alta para que se oiga dónde respira una frase.",
    looked: "Los resultados de lectura de primavera de nuestros cuatro grupos y diez grabaciones.",
    title: "Una lectura que fluye",
    goal: "En primavera cada estudiante de nuestros grupos lee una página en voz alta con sus pausas.",
    ownGoal: "Cada quien sabe modelar y acompañar la lectura repetida antes de diciembre.",
    measure: "Palabras correctas por minuto", unit: "palabras",
    learned: "La lectura repetida de un texto corto ayuda más cuando alguien la modela primero.",
    strategy: "Lectura repetida en parejas", what: "Dos estudiantes se leen el mismo texto corto tres veces; cada vez se celebra una cosa y se prueba otra.",
    prediction: "Dos de cada tres leen diez palabras más por minuto después de cuatro semanas.",
    tried: "Las parejas leyeron la misma página tres veces; modelé la primera frase.",
    result: "Diecisiete de 22 leyeron al menos diez palabras más.", lesson: "Modelar la primera frase, siempre.",
    why: "Ayudó en todos los grupos y cuesta diez minutos.", next: "Parejas que leen con expresión",
  },
};

const field = (person, name) => person.page.locator(`main [name="${name}"]`);
const at = (person, path) => new URL(path, person.address).href;
/** The id in the address a person is at. */
const here = (person) => person.page.url().match(/[0-9a-f]{8}-[0-9a-f-]{27}/g)?.at(-1);
/** The button that sends the form going to `action`. */
const send = (person, action) => person.page.locator(`main form[action="${action}"] button.button:not(.quiet)`).first();

/** What stands before the job begins: a district's and a school's goal, a team of two, a strategy in the library. */
async function before_the_job({ facilitator, teacher, principal, district }, t) {
  const set = async (person, text, level) => {
    await person.go(`/goals/new?level=${level}`);
    await field(person, "text").fill(text);
    await send(person, "/goals/new").click();
    await person.page.waitForURL(/\/goals\/[0-9a-f]{8}-/);
    return here(person);
  };
  const districtGoal = await set(district, t.districtGoal, "district");
  const schoolGoal = await set(principal, t.schoolGoal, "school");

  await facilitator.go("/communities/new");
  await field(facilitator, "name").fill(t.community);
  await send(facilitator, "/communities/new").click();
  await facilitator.page.waitForURL(/\/communities\/[0-9a-f]{8}-/);
  const community = here(facilitator);
  await facilitator.go(`/communities/${community}/members?find=Ana`);
  await facilitator.the("candidates").locator("button").first().click();
  await teacher.go(`/communities/${community}`);
  await teacher.the("invitation").locator("button[value=yes]").click();
  await teacher.page.waitForURL(at(teacher, `/communities/${community}`));

  await facilitator.go("/library/strategies/new");
  await field(facilitator, "name").fill(t.strategy);
  await field(facilitator, "what").fill(t.what);
  await facilitator.page.locator("main [name=evidence]").first().check();
  await send(facilitator, "/library/strategies").click();
  await facilitator.page.waitForURL(/\/library\/strategies\/[0-9a-f]{8}-/);
  return { community, districtGoal, schoolGoal, strategy: here(facilitator) };
}

/** Writes the entry of the step a cycle's page is at, and waits until it stands there. */
async function write(person, texts) {
  for (const [name, text] of Object.entries(texts)) await person.type(field(person, name), text);
  // The page it is sent from learns of the entry too, and may be first: what follows waits for the next page.
  const before = person.page.url();
  await person.tap("add-entry");
  await person.page.waitForURL((url) => url.hash.startsWith("#e-") && url.href !== before);
  await person.the("entry").filter({ hasText: Object.values(texts)[0] }).first().waitFor();
}

/** Opens what a field is folded away in, from the outside in. */
async function unfold(person, target) {
  const folds = target.locator("xpath=ancestor::details");
  for (const fold of await folds.all()) if (!(await fold.evaluate((d) => d.open))) await person.tap(fold.locator(":scope > summary"));
}

async function goOn(person) {
  const step = await person.page.locator("main li[aria-current=step]").getAttribute("id");
  await person.tap("move-on");
  await person.page.locator(`main li[aria-current=step]:not(#${step})`).waitFor();
}

async function walk({ language, database, t }) {
  const began = Date.now();
  const { server, people } = await district(chrome, { database, schools, language });
  try {
    const { facilitator, teacher, principal, district: leader } = people;
    const words = said[language];
    const ground = await before_the_job(people, words);
    const team = [facilitator, teacher, principal, leader];
    const zero = () => team.forEach((p) => { p.taps = 0; p.fields = 0; });
    zero();
    const ready = Date.now();

    // The district leader keeps home open from here to the end; nothing below reloads it.
    await leader.go("/");
    const sitting = await leader.page.evaluate(() => (globalThis.never_reloaded = Math.random()));
    const led = () => leader.the("led").locator("dl dd").allTextContents();
    const ledBefore = await led();

    // Results come in: the file as it is, looked at before anything is written.
    const importing = await leader.context.newPage();
    const atDesk = Object.assign(Object.create(Object.getPrototypeOf(leader)), leader, { page: importing, taps: 0, fields: 0 });
    await importing.goto("/");
    await atDesk.tap(importing.locator("nav.rooms a[href='/data']"));
    await atDesk.tap(importing.locator("main a[href='/data/import']"));
    atDesk.taps += 2; // to open the device's list of files, and to choose one
    await importing.locator("main input[type=file]").setInputFiles(results);
    await atDesk.tap(send(atDesk, "/data/import"));
    await importing.waitForURL(/\/data\/import\/[0-9a-f]{8}-/);
    await unfold(atDesk, field(atDesk, "toml"));
    await atDesk.type(field(atDesk, "toml"), mapping);
    await atDesk.tap(importing.locator("main form:has([name=toml]) button"));
    const counts = () => importing.getByTestId("counts").locator("tbody tr").first().locator("td").allTextContents();
    await atDesk.the("apply").waitFor();
    const [found, changed, , refused] = await counts();
    assert.deepEqual([changed, refused], ["0", "0"]);
    assert.ok(Number(found.replace(/\D/g, "")) > 40_000, `only ${found} results were found`);
    await atDesk.tap("apply");
    await atDesk.the("apply").waitFor({ state: "detached" });
    assert.equal((await counts())[0], found);
    await importing.close();

    // A finding, said in a sentence with how sure it is; in one click it is a need of the students.
    await facilitator.go("/");
    await facilitator.tap(facilitator.page.locator("nav.rooms a[href='/data']"));
    const finding = await facilitator.page.locator("h1").innerText();
    assert.match(finding, /Cedar Street School.*\d/);
    await facilitator.tap(facilitator.the("make-need"));
    assert.equal(await field(facilitator, "text").inputValue(), finding, "the need opens with the words of the finding");
    await facilitator.tap(facilitator.page.locator("main form[action$='/need'] button.button").first());
    await facilitator.page.waitForURL(/\/needs\/[0-9a-f]{8}-/);
    const need = here(facilitator);
    assert.match(await facilitator.the("finding").innerText(), /\d/, "the data it rests on are kept with it");
    await facilitator.tap(facilitator.page.locator(`main a[href$="/needs/new?kind=educator&need=${need}"]`));
    await facilitator.type(field(facilitator, "text"), words.ownNeed);
    await facilitator.tap(facilitator.page.locator("main form[action$='/needs'] button.button").first());
    await facilitator.page.waitForURL((url) => /\/needs\/[0-9a-f]{8}-/.test(url.pathname) && !url.pathname.endsWith(need));
    const ownNeed = here(facilitator);

    // A cycle begins; its first step takes both needs.
    await facilitator.tap(facilitator.page.locator(`main a[href="/communities/${ground.community}"]`));
    await facilitator.tap(facilitator.page.locator(`main a[href="/communities/${ground.community}/cycles/new"]`));
    await facilitator.type(field(facilitator, "title"), words.title);
    await facilitator.tap(send(facilitator, `/communities/${ground.community}/cycles`));
    await facilitator.page.waitForURL(/\/cycles\/[0-9a-f]{8}-/);
    const cycle = here(facilitator);
    await facilitator.choose(field(facilitator, "pick-student-need"), need);
    await facilitator.choose(field(facilitator, "pick-educator-need"), ownNeed);
    await write(facilitator, { "w-looked-at": words.looked });
    await facilitator.the("entry").filter({ hasText: finding }).first().waitFor();
    await goOn(facilitator);

    // Goals: one for students, one for us that serves it.
    await write(facilitator, { "w-student-goal": words.goal, "w-educator-goal": words.ownGoal, "w-measure": words.measure });
    const studentGoal = (await facilitator.page.locator("main section.pair a[href^='/goals/']").first().getAttribute("href")).split("/").pop();
    await goOn(facilitator);
    await facilitator.tap(facilitator.page.locator(`main section.pair a[href="/goals/${studentGoal}"]`));
    await facilitator.page.waitForURL(at(facilitator, `/goals/${studentGoal}`));
    assert.match(await facilitator.page.locator("main").innerText(), new RegExp(words.ownGoal.slice(0, 30)));

    // A measure to watch, with where we begin.
    await facilitator.tap(facilitator.page.locator(`main a[href="/goals/${studentGoal}/measures/new"]`));
    await facilitator.type(field(facilitator, "name"), words.measure);
    await facilitator.type(field(facilitator, "unit"), words.unit);
    await facilitator.type(field(facilitator, "baseline"), "62");
    await facilitator.tap(send(facilitator, `/goals/${studentGoal}/measures/new`));
    await facilitator.page.waitForURL((url) => !url.pathname.endsWith("/new"));

    // The goal is offered to the school's; the principal accepts; theirs goes to the district's in the same way.
    await facilitator.tap(facilitator.page.locator(`main a[href="/goals/${studentGoal}"]`));
    await facilitator.tap("align");
    await facilitator.tap(facilitator.page.locator(`main button[name=above][value="${ground.schoolGoal}"]`));
    await facilitator.page.waitForURL(at(facilitator, `/goals/${studentGoal}`));
    await principal.go("/");
    await principal.tap(principal.the("todo").locator(`a[href="/goals/${ground.schoolGoal}"]`));
    await principal.tap("accept");
    await principal.the("accept").waitFor({ state: "detached" });
    assert.equal(principal.page.url(), at(principal, `/goals/${ground.schoolGoal}`));
    await principal.tap("align");
    await principal.tap(principal.page.locator(`main button[name=above][value="${ground.districtGoal}"]`));
    await principal.page.waitForURL(at(principal, `/goals/${ground.schoolGoal}`));
    const leaderToo = await leader.context.newPage();
    await leaderToo.goto("/");
    leader.taps += 2;
    await leaderToo.getByTestId("todo").locator(`a[href="/goals/${ground.districtGoal}"]`).click();
    await leaderToo.getByTestId("accept").first().click();
    await leaderToo.getByTestId("accept").waitFor({ state: "detached" });
    await leaderToo.close();
    // The facilitator's page of the goal stood open: the answers arrive there.
    await facilitator.page.waitForFunction((end) => {
      const way = document.querySelector("[data-testid=way-up]");
      return way?.textContent.includes(end) && !way.querySelector("li.offered");
    }, words.districtGoal);
    const way = await facilitator.the("way-up").innerText();
    assert.match(way, new RegExp(words.schoolGoal.slice(0, 30)));
    assert.match(way, new RegExp(words.districtGoal.slice(0, 30)));
    assert.equal(await facilitator.the("way-up").locator("li.offered").count(), 0, "every link of the way is accepted");

    // Knowledge, then a strategy with what we expect of it.
    await facilitator.tap(facilitator.page.locator("nav.rooms a[href='/cycles']"));
    await facilitator.tap(facilitator.page.locator(`main a[href="/cycles/${cycle}"]`));
    await write(facilitator, { "w-learned": words.learned });
    await goOn(facilitator);
    await facilitator.choose(field(facilitator, "pick-strategy"), ground.strategy);
    await write(facilitator, { "w-prediction": words.prediction });
    await goOn(facilitator);

    // A colleague tries it: the common single step. The facilitator's page stands open and gets it without a reload.
    await facilitator.page.evaluate(() => { globalThis.never_reloaded = true; });
    const single = { taps: teacher.taps, fields: teacher.fields };
    await teacher.go("/");
    await teacher.tap(teacher.the("todo").locator(`a[href^="/cycles/${cycle}"]`).or(teacher.the("my-cycles").locator(`a[href="/cycles/${cycle}"]`)));
    await teacher.page.waitForURL(new RegExp(`/cycles/${cycle}`));
    await write(teacher, { "w-tried": words.tried });
    const step = teacher.taps - single.taps + teacher.fields - single.fields;
    await facilitator.page.getByText(words.tried).first().waitFor({ timeout: 5000 });
    assert.ok(await facilitator.page.evaluate(() => globalThis.never_reloaded), "the facilitator's page was not reloaded");
    await goOn(facilitator);

    // Evidence: numbers on the run chart, beside what was expected.
    assert.match(await facilitator.the("expected").innerText(), new RegExp(words.prediction.slice(0, 20)));
    for (const [n, value] of ["66", "71", "74"].entries()) {
      await unfold(facilitator, field(facilitator, "value"));
      await facilitator.type(field(facilitator, "value"), value);
      await facilitator.choose(field(facilitator, "measure"), { index: 1 });
      const day = new Date(Date.now() - (3 - n) * 7 * 86_400_000).toISOString().slice(0, 10);
      await facilitator.type(field(facilitator, "on"), day);
      await write(facilitator, n === 0 ? { "w-result": words.result, "w-lesson": words.lesson } : { "w-result": `${value} ${words.unit}` });
    }
    const chart = facilitator.page.locator("#moves figure");
    await chart.locator("svg").first().waitFor();
    assert.match(await chart.first().textContent(), /74/);

    // The cycle closes; a lesson is drafted and shared; the next cycle grows out of it.
    await facilitator.tap("close-link");
    await facilitator.tap(facilitator.page.locator("main [name=outcome][value=adopt]"));
    await facilitator.type(field(facilitator, "why"), words.why);
    await facilitator.type(field(facilitator, "next"), words.next);
    await facilitator.tap("close-cycle");
    await facilitator.page.waitForURL(/\/lessons\/[0-9a-f]{8}-/);
    const draft = await facilitator.page.locator("main").innerText();
    for (const part of [words.tried, words.prediction, words.result, words.lesson]) assert.match(draft, new RegExp(part.slice(0, 30)));
    const lesson = here(facilitator);
    await facilitator.tap("share-district");
    await facilitator.page.waitForURL(at(facilitator, `/lessons/${lesson}`));
    await facilitator.tap("next-cycle");
    assert.equal(await field(facilitator, "title").inputValue(), words.next);
    await facilitator.tap(send(facilitator, `/communities/${ground.community}/cycles`));
    await facilitator.page.waitForURL(/\/cycles\/[0-9a-f]{8}-/);
    assert.notEqual(here(facilitator), cycle);

    // All of it grew on the leader's open page: a try, a cycle that closed, a lesson.
    await leader.page.waitForFunction((before) => {
      const now = [...document.querySelectorAll("[data-testid=led] dl dd")].map((d) => d.textContent);
      return now.length === before.length && now[2] !== before[2] && now[3] !== before[3] && now[4] !== before[4];
    }, ledBefore, { timeout: 8000 });
    assert.equal(await leader.page.evaluate(() => globalThis.never_reloaded), sitting, "the leader's page was not reloaded");
    await leader.go(`/lessons/${lesson}`);
    assert.match(await leader.page.locator("main").innerText(), new RegExp(words.lesson.slice(0, 20)));

    for (const person of Object.values(people)) await person.close();
    t.diagnostic(`set up in ${ready - began} ms, walked in ${Date.now() - ready} ms, ${effort(...team, atDesk)} taps and fields in all, ${step} for one entry`);
    return { all: effort(...team, atDesk), step };
  } finally {
    await server.stop();
  }
}

for (const language of ["en", "es"]) {
  test(`the main job, ${language}, SQLite`, async (t) => { keep(await walk({ language, t })); });
  test(`the main job, ${language}, PostgreSQL`, async (t) => {
    const database = await emptyPostgres();
    if (!database) return t.skip("PERENNIAL_TEST_POSTGRES names no server");
    try { keep(await walk({ language, database: database.url, t })); } finally { await database.drop(); }
  });
}
