// What every browser test stands on: the real binary on a port of its own, one browser, and people with a window each.
// A console error, an error in a script, a refused resource or a request to another host fails the test that caused it.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const here = dirname(fileURLToPath(import.meta.url));
export const root = dirname(here);

/** The program under test: `PERENNIAL_BIN`, or the newer of the two builds of this checkout. */
export function binary() {
  const named = process.env.PERENNIAL_BIN;
  if (named) return named;
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  const built = ["debug", "release"].map((p) => join(target, p, "perennial")).filter((p) => existsSync(p));
  built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (built.length === 0) throw new Error("No program to test: run `cargo build` first, or name one in PERENNIAL_BIN.");
  return built[0];
}

function chromiumPath() {
  const named = process.env.PERENNIAL_CHROMIUM;
  const found = named ? [named] : ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const path = found.find((p) => existsSync(p));
  if (!path) throw new Error("No browser: install Debian's package chromium, or name one in PERENNIAL_CHROMIUM.");
  return path;
}

// What must not outlive this process, however it ends.
const servers = new Set();
const folders = new Set();
process.once("exit", () => {
  for (const child of servers) child.kill("SIGKILL");
  for (const at of folders) rmSync(at, { recursive: true, force: true });
});

/** A folder that is removed when the test's process ends. */
export function folder(name) {
  const made = mkdtempSync(join(tmpdir(), `perennial-${name}-`));
  folders.add(made);
  return made;
}

/** The environment without settings of ours, so that a server has none but those a test gives it. */
const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PERENNIAL_")));

/** Runs a command of the program to its end; gives what it printed. */
export function command(args, { input, env } = {}) {
  const done = spawnSync(binary(), args, { input, encoding: "utf8", env: { ...plain, ...env } });
  if (done.status !== 0) throw new Error(`perennial ${args.join(" ")} ended with ${done.status}\n${done.stdout}\n${done.stderr}`);
  return done.stdout;
}

/** A running server: our child, told to stop by its own handle and nothing else. */
export class Server {
  #child;
  #log = "";
  #words;

  constructor(words) { this.#words = words; }

  /** Starts it; the first time on a port that is free, later on the same one. */
  async start() {
    const listen = this.address ? new URL(this.address).host : "127.0.0.1:0";
    const child = spawn(binary(), [...this.#words, "--listen", listen], { stdio: ["ignore", "pipe", "pipe"], env: { ...plain, NO_COLOR: "1" } });
    this.#child = child;
    servers.add(child);
    child.once("exit", () => servers.delete(child));
    this.address = await new Promise((found, failed) => {
      const late = setTimeout(() => failed(new Error(`the server didn't say where it listens:\n${this.#log}`)), 120_000);
      const read = (text) => {
        this.#log += text;
        const at = /(?:runs at|listening on) (http:\/\/[^\s]+)/.exec(this.#log);
        if (at) { clearTimeout(late); found(at[1]); }
      };
      child.stdout.setEncoding("utf8").on("data", read);
      child.stderr.setEncoding("utf8").on("data", read);
      child.once("exit", (code) => { clearTimeout(late); failed(new Error(`the server ended with ${code}:\n${this.#log}`)); });
    });
    for (let n = 0; n < 200; n++) {
      const answer = await fetch(`${this.address}/health/ready`).catch(() => undefined);
      if (answer?.ok) return this;
      await new Promise((on) => setTimeout(on, 50));
    }
    throw new Error(`the server isn't ready:\n${this.#log}`);
  }

  /** What it wrote since it was first started. */
  get log() { return this.#log; }

  /** Stops it and waits for its end: `SIGTERM` as an operator would, `SIGKILL` as a power cut would. */
  async stop(signal = "SIGTERM") {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((on) => child.once("exit", on));
    child.kill(signal);
    // A connection that stays open may hold a server for the five seconds that it grants.
    const late = setTimeout(() => child.kill("SIGKILL"), 8000);
    await ended;
    clearTimeout(late);
  }
}

/** Where the sample district that all tests copy is kept. */
export const sampleFolder = join(here, "results", "sample");

/** A server on a copy of the sample district, with more words for the command if wanted. */
export async function demo(...words) {
  if (!existsSync(join(sampleFolder, "sample.json"))) throw new Error("No sample district: run `node sample.mjs` (npm test does).");
  const data = folder("demo");
  cpSync(sampleFolder, data, { recursive: true });
  return new Server(["demo", "--data", data, ...words]).start();
}

/** Starts the one browser of a test file. */
export function browser() {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
}

/** Somebody at a window of their own. Counts what they tap and type. */
export class Person {
  /** Taps so far: every click, choice, key that acts. */
  taps = 0;
  /** Fields typed into so far. */
  fields = 0;
  #wrong = [];
  #allowed = [];

  /** `options` are those of a browser context; `language` is that of the device. */
  static async at(chrome, address, { language = "en", theme = "light", width = 1280, height = 900, ...options } = {}) {
    const context = await chrome.newContext({
      baseURL: address,
      locale: language === "es" ? "es-US" : "en-US",
      colorScheme: theme,
      reducedMotion: "reduce",
      viewport: { width, height },
      ...options,
    });
    context.setDefaultTimeout(10_000);
    const person = new Person();
    person.context = context;
    person.address = address;
    person.page = await context.newPage();
    person.#watch(person.page);
    return person;
  }

  #watch(page) {
    const note = (what) => {
      if (!this.#allowed.some((fine) => fine.test(what))) this.#wrong.push(`${what} (on ${page.url()})`);
    };
    page.on("console", (m) => { if (m.type() === "error" || /Content.Security.Policy|CSP/.test(m.text())) note(`console: ${m.text()}`); });
    page.on("pageerror", (e) => note(`script: ${e.message}`));
    page.on("request", (r) => {
      const to = r.url();
      if (!to.startsWith(this.address) && !to.startsWith("data:") && !to.startsWith("blob:")) note(`request to elsewhere: ${to}`);
    });
    page.on("response", (r) => { if (r.status() >= 500) note(`the server answered ${r.status()} to ${r.request().method()} ${r.url()}`); });
  }

  /** What would fail a test but is meant here, as an expression over the complaint. */
  allow(expression) { this.#allowed.push(expression); return this; }

  /** Fails when anything went wrong at this window so far. */
  check() {
    const wrong = this.#wrong.splice(0);
    if (wrong.length > 0) throw new Error(`the browser complained:\n  ${wrong.join("\n  ")}`);
  }

  /** Signs in as a persona of the sample district. */
  async as(persona) {
    await this.go(`/demo/as/${persona}`);
    return this;
  }

  /** Opens an address as from a bookmark: not a tap. */
  async go(path) {
    const answer = await this.page.goto(path);
    if (answer && answer.status() >= 400) throw new Error(`${path} answered ${answer.status()}`);
  }

  /** Something on the page, by its `data-testid`. */
  the(id) { return this.page.getByTestId(id); }

  /** Waits until something on the page, by its `data-testid`, holds a text; says what stood there instead if it never did. */
  async says(id, text) {
    const found = this.the(id).filter({ hasText: text }).first();
    await found.waitFor({ timeout: 15_000 }).catch(async (late) => {
      const shown = await this.page.locator("main").innerText().catch(() => "no page");
      throw new Error(`${this.page.url()} says no "${text}" in ${id}, but:\n${shown.slice(0, 2000)}`, { cause: late });
    });
  }

  /** One tap. */
  async tap(what) {
    const target = typeof what === "string" ? this.the(what) : what;
    this.taps += 1;
    await target.first().click();
  }

  /** One field typed into. */
  async type(what, text) {
    const target = typeof what === "string" ? this.the(what) : what;
    this.fields += 1;
    await target.first().fill(String(text));
  }

  /** One choice from a list: a tap to open it and one to choose. */
  async choose(what, choice) {
    const target = typeof what === "string" ? this.the(what) : what;
    this.taps += 2;
    await target.first().selectOption(choice);
  }

  async close() {
    await this.context.close();
    this.check();
  }
}

/** Taps as people count them: every click and every field typed into. */
export function effort(...people) {
  return people.reduce((sum, p) => sum + p.taps + p.fields, 0);
}

/** Fails with every complaint on a line of its own. */
export function none(wrong) {
  const once = [...new Set(wrong)];
  if (once.length > 0) throw new Error(`${once.length} complaints\n  ${once.join("\n  ")}`);
}
