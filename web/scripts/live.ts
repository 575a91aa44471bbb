// Live updates. One connection a page: <body data-live="/live?…">. The server says what changed, never the content:
//   data: {"thing": "cycle", "id": "…", "verb": "…"}
// and every part that asked for it is taken anew from its page, through the same rules as any page:
//   <section id="tries" data-live-on="cycle:ID goal:ID2 home" data-live-get="/cycles/ID/tries" data-live-say="A try was added.">
// `thing` alone listens to every thing of the kind. Parts of one page come with one request.
// A part that comes back with data-live-over says that the page has become another one: it is loaded anew.
// event "gone" (no longer allowed, or removed): the page is loaded anew.
// <p class="linkstate" data-live-state data-offline="…" data-gone="…" role="status"></p> says honestly how it stands.
import { unsent } from "./dirty";
import { keep } from "./keep";
import { speak } from "./say";

interface Change { thing?: string; id?: string; verb?: string }

const selector = "[id][data-live-on][data-live-get]";
/** The ids of the parts that are old. An id outlives the element that bears it: the answer to older news, or to an upload, may put
 *  another one in its place before this news is fetched. */
const due = new Set<string>();
/** The pages that are being fetched. What is older than news that came meanwhile is fetched once more when they are here. */
const coming = new Set<string>();
/** Whether the reader is on the way to another page. */
let leaving = false;
let timer: number | undefined;
let later: number | undefined;

function busy(element: Element): boolean {
  const at = document.activeElement;
  const writing = at !== null && element.contains(at) && at.matches("input, textarea, select, [contenteditable]");
  // A tap on what is put away between finger down and finger up is lost.
  const tapping = element.matches(":active");
  return writing || tapping || unsent(element, true) || element.querySelector("dialog[open], details.menu[open]") !== null;
}

function fetchDue(): void {
  timer = undefined;
  const free: HTMLElement[] = [];
  for (const id of due) {
    const element = document.getElementById(id);
    if (!element) due.delete(id);
    else if (!busy(element)) free.push(element); // the others stay due until the writing is done
  }
  const pages = new Map<string, string[]>();
  for (const element of free) {
    // One inside another that is fetched anyway comes with it.
    const whole = free.find((other) => other !== element && other.contains(element));
    const url = element.dataset["liveGet"] ?? "";
    if (coming.has(url) || coming.has(whole?.dataset["liveGet"] ?? "")) continue;
    due.delete(element.id);
    if (!whole) pages.set(url, [...pages.get(url) ?? [], element.id]);
  }
  for (const [url, parts] of pages) void renew(url, parts);
}

/** Fetches a page and puts these parts of it in the place of those that stand here. */
async function renew(url: string, parts: string[]): Promise<void> {
  coming.add(url);
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), 20_000);
  const page = await fetch(url, { signal: stop.signal })
    .then(async (answer) => answer.status >= 500 ? undefined : answer.ok && !answer.redirected ? answer.text() : null)
    .catch(() => undefined);
  clearTimeout(late);
  coming.delete(url);
  // Not now: once more in a while, a little apart from each other. Not any more: the connection says so itself.
  if (page === undefined) {
    for (const id of parts) due.add(id);
    later ??= setTimeout(() => { later = undefined; soon(); }, 4000 + Math.random() * 4000) as unknown as number;
    return;
  }
  if (page !== null) show(new DOMParser().parseFromString(page, "text/html"), parts);
  if (due.size > 0) soon();
}

function show(page: Document, parts: string[]): void {
  const said = new Set<string>();
  let over = false;
  for (const id of parts) {
    const old = document.getElementById(id);
    if (!old) continue;
    // Somebody began to write there while it was under way: it is fetched again when the writing is done.
    if (busy(old)) { due.add(id); continue; }
    const now = page.getElementById(id);
    if (now && old.isEqualNode(now)) continue;
    const words = old.dataset["liveSay"];
    if (words) said.add(words);
    const back = keep(old);
    if (!now) { old.remove(); continue; }
    old.replaceWith(document.adoptNode(now));
    back(now);
    now.dispatchEvent(new Event("renewed", { bubbles: true }));
    over ||= "liveOver" in now.dataset;
  }
  if (said.size > 0) speak([...said].join(" "));
  // What the page is about has ended: the page is another one now, unless somebody still writes on it or leaves it.
  if (over && !leaving && !unsent(document, true)) location.reload();
}

function soon(): void { timer ??= setTimeout(fetchDue, 150) as unknown as number; }

function changed({ thing, id }: Change): void {
  if (!thing) return;
  for (const element of document.querySelectorAll<HTMLElement>(selector)) {
    const names = (element.dataset["liveOn"] ?? "").split(/\s+/);
    if (names.includes(thing) || (id !== undefined && names.includes(`${thing}:${id}`))) due.add(element.id);
  }
  if (due.size > 0) soon();
}

/** When this page was asked for, as the page's own clock goes. */
function askedAt(): number {
  const [way] = performance.getEntriesByType("navigation");
  return way instanceof PerformanceNavigationTiming ? way.requestStart : 0;
}

export function live(): void {
  const url = document.body.dataset["live"];
  if (!url || !("EventSource" in window)) return;
  let source: EventSource | undefined;
  let again: number | undefined;
  let warn: number | undefined;
  let sleep: number | undefined;
  let tries = 0;
  let missed = false;

  const state = (name: "offline" | "gone" | undefined): void => {
    for (const shown of document.querySelectorAll<HTMLElement>("[data-live-state]")) {
      const text = name ? shown.dataset[name] ?? "" : "";
      if (shown.textContent !== text) shown.textContent = text;
    }
  };
  const close = (): void => {
    source?.close();
    source = undefined;
    clearTimeout(again);
    missed = true;
  };
  const open = (): void => {
    if (source) return;
    clearTimeout(again);
    // The first time it says how long ago the page was asked for: what others did since is not on it.
    source = new EventSource(missed ? url : `${url}&ago=${Math.ceil(performance.now() - askedAt())}`);
    source.onopen = () => {
      tries = 0;
      clearTimeout(warn);
      warn = undefined;
      state(undefined);
      if (!missed) return;
      missed = false;
      for (const element of document.querySelectorAll(selector)) due.add(element.id);
      soon();
    };
    source.onmessage = (event: MessageEvent<string>) => {
      try { changed(JSON.parse(event.data) as Change); } catch { /* not ours: a newer server may say more than we know */ }
    };
    source.addEventListener("gone", () => {
      if (leaving) return;
      if (!unsent(document, true)) return location.reload();
      close();
      state("gone");
    });
    source.onerror = () => {
      close();
      warn ??= setTimeout(() => state("offline"), 5000) as unknown as number;
      // One second, two, four … half a minute; a little apart from each other, so that a district does not knock at once.
      const wait = Math.min(30_000, 1000 * 2 ** tries++) * (0.75 + Math.random() / 2);
      again = setTimeout(open, wait) as unknown as number;
    };
  };

  open();
  addEventListener("online", () => { tries = 0; open(); });
  addEventListener("pagehide", close);
  // Loading the page anew would call off the way to another one. Who was asked and stays is back after three seconds.
  addEventListener("beforeunload", () => { leaving = true; setTimeout(() => { leaving = false; }, 3000); });
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  // A page nobody looks at for a minute gives its connection back and catches up when it is looked at again.
  document.addEventListener("visibilitychange", () => {
    clearTimeout(sleep);
    if (document.hidden) sleep = setTimeout(() => { clearTimeout(warn); warn = undefined; close(); }, 60_000) as unknown as number;
    else open();
  });
  // What waited for somebody to stop writing, or for a finger to be lifted.
  for (const done of ["focusout", "pointerup", "pointercancel"]) document.addEventListener(done, () => { if (due.size > 0) soon(); });
}
