// What reaches people outside the pages, taken by a real mail server and read by programs that are not ours: the letters by one
// that reads mail, the calendars by one that calendar programs use. No browser is needed; it is told beside the browser's tests
// because its tools come from the same place.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import ICAL from "ical.js";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { emptyPostgres, password } from "./fresh.mjs";
import { Server, folder } from "./support.mjs";

/** A mail server that keeps what it is given. */
async function postOffice() {
  const letters = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      const parts = [];
      stream.on("data", (part) => parts.push(part));
      stream.on("end", () => { letters.push(Buffer.concat(parts)); done(); });
    },
  });
  await new Promise((on) => server.listen(0, "127.0.0.1", on));
  return {
    port: server.server.address().port,
    close: () => new Promise((on) => server.close(on)),
    /** The next letter, within ten seconds, read as a mail program reads it; its calendar by ical.js. */
    async next() {
      for (let n = 0; n < 200 && letters.length === 0; n++) await new Promise((on) => setTimeout(on, 50));
      assert.ok(letters.length > 0, "no letter came");
      const raw = letters.shift();
      const letter = await PostalMime.parse(raw);
      const part = letter.attachments.find((a) => a.mimeType === "text/calendar");
      const head = /^Content-Type: text\/calendar[^]*?(?=\r\n[^ \t])/m.exec(raw.toString("latin1"))?.[0] ?? "";
      const calendar = part && new ICAL.Component(ICAL.parse(new TextDecoder().decode(part.content)));
      return { letter, calendar, method: /method="?([A-Z]+)/.exec(head)?.[1], alternative: /multipart\/alternative/.test(raw.toString("latin1")) };
    },
    get waiting() { return letters.length; },
  };
}

/** Somebody without a browser: a cookie, forms, and where they lead. */
class Client {
  #cookie = "";
  constructor(address) { this.address = address; }

  async get(path, headers = {}) { return fetch(this.address + path, { redirect: "manual", headers: { cookie: this.#cookie, ...headers } }); }

  async post(path, fields) {
    const answer = await fetch(this.address + path, { method: "POST", redirect: "manual", headers: { cookie: this.#cookie }, body: new URLSearchParams(fields) });
    const cookies = answer.headers.getSetCookie().map((c) => c.split(";")[0]);
    const session = cookies.find((c) => c.startsWith("perennial="));
    if (session) this.#cookie = session;
    assert.equal(answer.status, 303, `${path}: ${(await answer.text()).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").slice(0, 600)}`);
    return { to: answer.headers.get("location"), cookies };
  }
}

/** "2027-03-16 15:15" of a moment in a zone, by the zone data of this program and not of ours. */
function local(date, zone) {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" }).formatToParts(date);
  const of = (type) => parts.find((p) => p.type === type).value;
  return `${of("year")}-${of("month")}-${of("day")} ${of("hour")}:${of("minute")}`;
}

/** How far a zone is from UTC at a moment, in minutes. */
const offset = (date, zone) => Math.round((Date.parse(`${local(date, zone).replace(" ", "T")}Z`) - date.getTime()) / 60_000);

/** Every moment at which a calendar says something takes place: rules unrolled, with the zone as the calendar itself gives it. */
function moments(calendar) {
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone), zone.getFirstPropertyValue("tzid"));
  const events = calendar.getAllSubcomponents("vevent").map((e) => new ICAL.Event(e)).filter((e) => e.component.getFirstPropertyValue("status") !== "CANCELLED");
  const found = [];
  for (const event of events.filter((e) => !e.isRecurrenceException())) {
    for (const other of events) if (other.isRecurrenceException() && other.uid === event.uid) event.relateException(other);
    if (!event.isRecurring()) { found.push(event.startDate.toJSDate()); continue; }
    const turns = event.iterator();
    for (let next = turns.next(); next; next = turns.next()) found.push(event.getOccurrenceDetails(next).startDate.toJSDate());
  }
  return found.sort((a, b) => a - b);
}

const open = [];
after(async () => { for (const close of open.reverse()) await close(); });

/** A server of one district in a zone, with one person who wants to be told everything at once. */
async function district(zone, database) {
  const office = await postOffice();
  open.push(office.close);
  const data = folder("telling");
  const config = join(data, "perennial.toml");
  writeFileSync(config, `mail_host = "127.0.0.1"\nmail_port = ${office.port}\nmail_security = "none"\nmail_from = "Perennial <perennial@riverbend.example>"\n`);
  const server = new Server(["serve", "--data", data, "--config", config, "--database", database ?? `sqlite:${join(data, "perennial.db")}`]);
  await server.start();
  open.push(() => server.stop());
  const ines = new Client(server.address);
  await ines.post("/welcome", { given: "Ines", family: "Park", email: "ines@riverbend.example", password, start: "empty", name: "Riverbend", zone, lang: "en" });
  const page = await (await ines.get("/communities/new")).text();
  const org = /<option value="([0-9a-f-]{36})"/.exec(page)[1];
  const { to } = await ines.post("/communities/new", { name: "Readers, “grade 3”; mornings", purpose: "", basis: "students", composition: "horizontal", mode: "face-to-face", grades: "3", subjects: "", org });
  await ines.post("/telling", [["digest", "none"], ["hour", "7"], ["quiet_from", "0"], ["quiet_to", "0"], ["weekends", "yes"], ["at_once", "planned"], ["at_once", "changed"], ["at_once", "cancelled"]]);
  const { cookies } = await ines.post("/telling/feed", {});
  const feed = `/calendar/${cookies.find((c) => c.startsWith("perennial-feed=")).split("=")[1]}.ics`;
  return { office, server, ines, community: to.replace(/\/members$/, ""), feed };
}

const iso = (date) => date.toISOString().slice(0, 10);
const later = (day, days) => iso(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000));

async function story(zone, changes, database) {
  const { office, server, ines, community, feed } = await district(zone, database);
  const nobody = new Client(server.address);
  const shown = async () => {
    const answer = await nobody.get(feed);
    assert.equal(answer.status, 200);
    const text = await answer.text();
    assert.ok(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75), "a line is longer than 75 octets");
    return moments(new ICAL.Component(ICAL.parse(text)));
  };
  // Every other week for more than a year: through all of a zone's changes of clocks.
  const first = later(iso(new Date()), 9);
  const days = Array.from({ length: 29 }, (_, n) => later(first, 14 * n));
  const when = { title: "Team meeting", on: first, at: "15:15", length: "45", place: "Room 12; left, “upstairs”" };
  await ines.post(`${community}/meetings/new`, { ...when, every: "2", until: days.at(-1), agenda: "empty" });
  const planned = await office.next();
  assert.match(planned.letter.subject, /^29 meetings were planned/);
  assert.equal(planned.method, "REQUEST");
  assert.ok(planned.alternative);
  assert.equal(planned.calendar.getFirstPropertyValue("method"), "REQUEST");
  const event = planned.calendar.getFirstSubcomponent("vevent");
  assert.equal(event.getFirstPropertyValue("summary"), "Readers, “grade 3”; mornings: Team meeting");
  assert.equal(event.getFirstPropertyValue("location"), "Room 12; left, “upstairs”");
  assert.equal(event.getFirstPropertyValue("organizer"), "mailto:perennial@riverbend.example");
  const guest = event.getFirstProperty("attendee");
  assert.deepEqual([guest.getFirstValue(), guest.getParameter("rsvp"), guest.getParameter("partstat")], ["mailto:ines@riverbend.example", "TRUE", "NEEDS-ACTION"]);
  const expected = days.map((day) => `${day} 15:15`);
  for (const found of [moments(planned.calendar), await shown()]) {
    assert.deepEqual(found.map((at) => local(at, zone)), expected);
    assert.equal(new Set(found.map((at) => offset(at, zone))).size, changes, "both sides of the change are there");
  }
  assert.equal((planned.letter.text.match(/3:15 PM/g) ?? []).length, 12);

  // One is moved, one is called off, then the rest moves to mornings: letter by letter the calendar that took them over is the feed.
  const list = await (await ines.get(feed)).text();
  const ids = new ICAL.Component(ICAL.parse(list)).getAllSubcomponents("vevent").map((e) => e.getFirstPropertyValue("url").split("/").at(-1));
  await ines.post(`/meetings/${ids[3]}/edit`, { ...when, on: later(days[3], 1), at: "09:05", which: "one", _rev: "1" });
  const moved = await office.next();
  assert.equal(moved.method, "REQUEST");
  assert.ok(Number(moved.calendar.getFirstSubcomponent("vevent").getFirstPropertyValue("sequence")) > Number(event.getFirstPropertyValue("sequence")));
  expected[3] = `${later(days[3], 1)} 09:05`;
  assert.deepEqual(moments(moved.calendar).map((at) => local(at, zone)), expected);
  assert.deepEqual((await shown()).map((at) => local(at, zone)), expected);

  await ines.post(`/meetings/${ids[5]}/cancel`, { which: "one" });
  const off = await office.next();
  assert.equal(off.method, "CANCEL");
  const gone = off.calendar.getAllSubcomponents("vevent");
  assert.equal(gone.length, 1);
  assert.equal(gone[0].getFirstPropertyValue("status"), "CANCELLED");
  assert.equal(gone[0].getFirstPropertyValue("uid"), event.getFirstPropertyValue("uid"));
  assert.equal(String(gone[0].getFirstPropertyValue("recurrence-id")), `${days[5]}T15:15:00`);
  assert.match(gone[0].getFirstProperty("recurrence-id").getParameter("tzid"), new RegExp(zone));

  await ines.post(`/meetings/${ids[8]}/edit`, { ...when, on: later(days[8], 2), at: "08:00", which: "following", _rev: "1" });
  const rest = await office.next();
  const now = expected.map((at, n) => (n < 8 ? at : `${later(days[n], 2)} 08:00`)).filter((_, n) => n !== 5);
  assert.deepEqual(moments(rest.calendar).map((at) => local(at, zone)), now);
  assert.deepEqual((await shown()).map((at) => local(at, zone)), now);

  // The whole of what is left is called off: one letter.
  await ines.post(`/meetings/${ids[0]}/cancel`, { which: "following" });
  const end = await office.next();
  assert.equal(end.method, "CANCEL");
  assert.deepEqual(moments(end.calendar), []);
  assert.deepEqual(await shown(), []);

  // The letters end by the one request a mail program sends, from whoever has the letter, without a session.
  const header = (name) => end.letter.headers.find((h) => h.key === name)?.value;
  assert.equal(header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
  const stop = header("list-unsubscribe").replace(/^<|>$/g, "");
  assert.equal((await fetch(stop)).status, 200);
  assert.match(await (await ines.get("/telling")).text(), /Only mail about your meetings/);
  const ended = await fetch(stop, { method: "POST", redirect: "manual", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "List-Unsubscribe=One-Click" });
  assert.equal(ended.status, 200);
  assert.match(await (await ines.get("/telling")).text(), /No mail comes to you/);
  // The address in a log opens nothing: it isn't there.
  assert.ok(!server.log.includes(feed.slice(10, 74)) && !server.log.includes(stop.split("/").at(-1)));
  assert.equal(office.waiting, 0);
}

// Side by side: each waits for letters most of its time.
describe("outside the pages", { concurrency: 5 }, () => {
for (const [zone, changes] of [["America/Chicago", 2], ["Europe/Berlin", 2], ["Australia/Sydney", 2], ["America/Phoenix", 1]]) {
  test(`T30: letters and feed of a row at 15:15 in ${zone}, as a calendar program reads them`, () => story(zone, changes));
}

test("T30: the same on PostgreSQL", async (t) => {
  const database = await emptyPostgres();
  if (!database) return t.skip("no PostgreSQL");
  open.push(database.drop);
  await story("America/Denver", 2, database.url);
});
});
