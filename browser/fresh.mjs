// A district of its own on an empty database: set up by the first page and the command line, as an operator would.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { Person, Server, command, folder } from "./support.mjs";

/** An empty database of the throw-away PostgreSQL, and how to drop it; nothing without such a server. */
export async function emptyPostgres() {
  const at = process.env.PERENNIAL_TEST_POSTGRES;
  if (!at) return undefined;
  const name = `browser_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  const url = new URL(at);
  const base = url.pathname.length > 1 ? at : new URL("/postgres", url).href;
  const sql = postgres(base, { max: 1, onnotice: () => {} });
  await sql.unsafe(`create database ${name}`);
  const of = new URL(`/${name}`, url);
  return {
    url: of.href,
    drop: async () => {
      await sql.unsafe(`drop database if exists ${name} with (force)`);
      await sql.end();
    },
  };
}

export const password = "a sentence is a good password";
const staff = {
  facilitator: ["Priya Nair", "teacher", "school"],
  teacher: ["Ana Ruiz", "teacher", "school"],
  principal: ["Ruth Okafor", "principal", "school"],
  district: ["Denise Caldwell", "districtAdministrator", "district"],
};

/** The schools of Project STAR by their numbers there, as a OneRoster set. */
function roster(schools) {
  const at = join(folder("roster"), "set");
  mkdirSync(at);
  const rows = schools.map(([id, name]) => `${id},,,${name},school,${id},d1`);
  writeFileSync(join(at, "manifest.csv"), "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.orgs,bulk\n");
  writeFileSync(join(at, "orgs.csv"), ["sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId", "d1,,,Riverbend School District,district,d1,", ...rows].join("\n") + "\n");
  return at;
}

/** A server on an empty database with a district, its schools, and a facilitator, a teacher, a principal and a leader. */
export async function district(chrome, { database, schools, language = "en" }) {
  const data = folder("fresh");
  const url = database ?? `sqlite:${join(data, "perennial.db")}`;
  const where = ["--data", data, "--database", url];
  const server = await new Server(["serve", ...where]).start();

  const admin = await Person.at(chrome, server.address, { language });
  await admin.go("/welcome");
  const { page } = admin;
  await page.locator("[name=given]").fill("Ines");
  await page.locator("[name=family]").fill("Park");
  await page.locator("[name=email]").fill("ines@riverbend.example");
  await page.locator("[name=password]").fill(password);
  await page.locator("[name=start][value=empty]").check();
  await page.locator("[name=name]").fill("Riverbend School District");
  await page.locator("main form[action='/welcome'] button").click();
  await page.waitForURL(`${server.address}/`);

  command(["import", "oneroster", roster(schools), ...where]);
  await admin.go("/communities/new");
  const places = await page.locator("select[name=org] option").evaluateAll((all) => all.map((o) => [o.textContent.trim(), o.value]));
  const org = { district: places.find(([name]) => name.startsWith("Riverbend"))?.[1], school: places.find(([name]) => name.startsWith(schools[0][1]))?.[1] };
  const people = { admin };
  for (const [key, [name, role, where_]] of Object.entries(staff)) {
    const email = `${key}@riverbend.example`;
    command(["person", "add", email, "--name", name, "--organization", org[where_], "--role", role, "--password-stdin", ...where], { input: password });
    const person = await Person.at(chrome, server.address, { language });
    await signIn(person, email);
    people[key] = person;
  }
  return { server, people, data, url, where };
}

/** Signs in with the password, by the page. */
export async function signIn(person, email) {
  await person.go("/sign-in");
  await person.page.locator("[name=email]").fill(email);
  await person.page.locator("[name=password]").fill(password);
  await person.page.locator("main form button:not([formaction])").click();
  await person.page.waitForURL(`${person.address}/`);
}
