// Live updates. One connection a page: <body data-live="/live?…">. The server says what changed, never the content:
//   data: {"thing": "cycle", "id": "…", "verb": "…"}
// and every element that asked for it fetches itself again, through the same rules as any page:
//   <section id="tries" data-live-on="cycle:ID goal:ID2 home" data-live-get="/cycles/ID/tries" data-live-say="A try was added.">
// or, with htmx's own words: hx-get="…" hx-trigger="live". `thing` alone listens to every thing of the kind.
// An element that comes back with data-live-over says that the page has become another one: it is loaded anew.
// event "gone" (no longer allowed, or removed): the page is loaded anew.
// <p class="linkstate" data-live-state data-offline="…" data-gone="…" role="status"></p> says honestly how it stands.
import htmx from "htmx.org/dist/htmx.esm.js";
import { unsent } from "./dirty";
import { keep } from "./keep";
import { speak } from "./say";

interface Change { thing?: string; id?: string; verb?: string }

const selector = "[data-live-on]";
const due = new Set<Element>();
/** What is being fetched, and what puts back what a reader unfolded there, noted at the moment it is replaced: somebody may begin
 *  to write or unfold something before the answer comes. */
const coming = new Map<Element, (now: Element | null) => void>();
/** Whether the reader is on the way to another page. */
let leaving = false;
let timer: number | undefined;

function busy(element: Element): boolean {
  const at = document.activeElement;
  const writing = at !== null && element.contains(at) && at.matches("input, textarea, select, [contenteditable]");
  return writing || unsent(element, true) || element.querySelector("dialog[open], details.menu[open]") !== null;
}

function fetchDue(): void {
  timer = undefined;
  const said = new Set<string>();
  for (const element of due) if (!element.isConnected) due.delete(element);
  const ready = [...due].filter((element) => !busy(element)); // the others stay due until the writing is done
  for (const element of ready) {
    due.delete(element);
    // One inside another that is fetched anyway comes with it.
    if (ready.some((other) => other !== element && other.contains(element))) continue;
    const url = element.getAttribute("data-live-get");
    if (url) {
      const swap = element.getAttribute("data-live-swap") ?? "outerHTML";
      const there = element.id ? { select: `#${CSS.escape(element.id)}` } : {};
      coming.set(element, keep(element));
      void htmx.ajax("GET", url, { source: element, target: element, swap, ...there }).then(() => {
        const back = coming.get(element);
        coming.delete(element);
        if (element.isConnected && due.has(element)) return;
        const shown = element.id ? document.getElementById(element.id) : null;
        back?.(shown);
        // What the page is about has ended: the page is another one now, unless somebody still writes on it or leaves it.
        if (!leaving && shown?.hasAttribute("data-live-over") && !unsent(document, true)) location.reload();
      });
    }
    else htmx.trigger(element, "live");
    const words = element.getAttribute("data-live-say");
    if (words) said.add(words);
  }
  if (said.size > 0) speak([...said].join(" "));
}

function soon(): void { timer ??= setTimeout(fetchDue, 150) as unknown as number; }

function changed({ thing, id }: Change): void {
  if (!thing) return;
  for (const element of document.querySelectorAll(selector)) {
    const names = (element.getAttribute("data-live-on") ?? "").split(/\s+/);
    if (names.includes(thing) || (id !== undefined && names.includes(`${thing}:${id}`))) due.add(element);
  }
  if (due.size > 0) soon();
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
    source = new EventSource(url);
    source.onopen = () => {
      tries = 0;
      clearTimeout(warn);
      warn = undefined;
      state(undefined);
      if (!missed) return;
      missed = false;
      for (const element of document.querySelectorAll(selector)) due.add(element);
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
  // Somebody began to write there while it was under way: it is fetched again when the writing is done.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event as CustomEvent<{ target: Element; shouldSwap: boolean }>;
    if (!coming.has(detail.target)) return;
    coming.set(detail.target, keep(detail.target));
    if (!busy(detail.target)) return;
    detail.shouldSwap = false;
    due.add(detail.target);
  });
  // What waited for somebody to stop writing.
  document.addEventListener("focusout", () => { if (due.size > 0) soon(); });
  document.addEventListener("htmx:afterRequest", () => { if (due.size > 0) soon(); });
}
