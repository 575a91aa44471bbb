// A text that several people write at once. Loaded on its own page only; without it the text is read as the server drew it and a
// plain form adds to it.
//   <div data-notes data-way="/meetings/ID/text/socket" data-place="PERSON:MEETING" [data-open] data-saved="…" data-saving="…" …>
//     <p data-notes-state>  <div data-notes-tools hidden>  <div data-notes-body>the text</div>  <p data-notes-with>
//   <div data-notes-plain>the plain form: hidden once the editor is there</div>
// What is written is put into this browser's own database first, sent, and taken out when the server says that it is stored. The line
// above the text says which of it holds; when nothing can be kept or saved, the text can only be read, and it says why.
import * as Y from "yjs";
import { edit, type Editor } from "./notes/editor";
import { Kept } from "./notes/kept";
import { Presence } from "./notes/presence";
import { Way, type Word } from "./notes/wire";
import { speak } from "./say";

interface Unsaved { number: number; key: Promise<number | undefined>; bytes: Uint8Array }

/** So long may a connection be lost before it is said: a hiccup isn't a loss. */
const hiccup = 1500;

async function notes(root: HTMLElement): Promise<void> {
  const part = (name: string): HTMLElement | null => root.querySelector(`[data-notes-${name}]`);
  const body = part("body");
  const shown = part("state");
  if (!body || !shown || !root.dataset["way"]) return;
  const words = (name: string): string => root.dataset[name.replace(/-(\w)/g, (_, c: string) => c.toUpperCase())] ?? "";
  const kept = await Kept.at(root.dataset["place"] ?? "");
  const lying = await kept?.all().catch(() => []) ?? [];
  const ended = root.dataset["open"] === undefined;
  if (ended && lying.length === 0) return;

  const text = new Y.Doc();
  const theirs = {};
  const presence = new Presence();
  let unsaved: Unsaved[] = [];
  let number = 0;
  let why: string | null = null;
  let synced = false;
  let lostAt: number | undefined = Date.now();
  let editor: Editor | undefined;
  let spoken = "";

  const keeps = (): boolean => kept?.works ?? false;
  const writable = (): boolean => why === null && !ended && editor !== undefined && (synced || keeps());

  const state = (): string => {
    if (why !== null) return why;
    if (lostAt !== undefined && Date.now() - lostAt > hiccup) return keeps() ? "offline" : "nowhere";
    if (editor === undefined) return "joining";
    return unsaved.length > 0 || lostAt !== undefined ? "saving" : "saved";
  };
  const show = (): void => {
    const name = state();
    if (root.dataset["state"] !== name) {
      root.dataset["state"] = name;
      shown.textContent = words(name);
      // Saving and saved by turns is not for the ears; a loss, a return, and why nothing can be written are.
      const heard = name === "saving" || name === "joining" ? spoken : name;
      if (heard !== spoken && (spoken !== "" || heard !== "saved")) speak(words(heard));
      spoken = heard;
    }
    const can = String(writable());
    if (root.dataset["writable"] !== can) {
      root.dataset["writable"] = can;
      editor?.view.setProps({ editable: writable });
      for (const tool of root.querySelectorAll<HTMLButtonElement>("[data-tool]")) tool.disabled = !writable();
    }
  };
  const tools = (): void => {
    for (const tool of root.querySelectorAll<HTMLButtonElement>("[data-tool]")) {
      const name = tool.dataset["tool"] ?? "";
      if (name !== "undo" && name !== "redo") tool.setAttribute("aria-pressed", String(editor?.on(name) ?? false));
    }
  };
  const company = (): void => {
    const where = part("with");
    if (where) where.textContent = lostAt === undefined && editor ? (presence.names.length > 0 ? `${words("with")} ${presence.names.join(", ")}` : words("alone")) : "";
  };
  presence.changed = company;

  text.on("update", (bytes: Uint8Array, origin: unknown) => {
    if (origin === theirs) return;
    const one: Unsaved = { number: 0, key: kept?.put(bytes) ?? Promise.resolve(undefined), bytes };
    unsaved.push(one);
    if (synced) { one.number = ++number; way.update(one.number, bytes); }
    void one.key.then(show);
    show();
  });

  const mount = (): void => {
    if (editor || ended) return;
    body.textContent = "";
    body.classList.remove("prose", "shared");
    editor = edit(body, text.getXmlFragment("text"), presence, words("label"), words("ask-link"), writable, tools);
    const bar = part("tools");
    if (bar) { bar.hidden = false; toolbar(bar, editor); }
    for (const plain of document.querySelectorAll<HTMLElement>("[data-notes-plain]")) plain.hidden = true;
    tools();
  };

  const way = new Way(root.dataset["way"], {
    opened() { way.hello(Y.encodeStateVector(text)); presence.tell(); },
    lost() {
      synced = false;
      lostAt ??= Date.now();
      for (const one of unsaved) one.number = 0;
      presence.forget();
      show();
      setTimeout(show, hiccup + 50);
    },
    sync(vector, lacks) {
      Y.applyUpdate(text, lacks, theirs);
      for (const { key, bytes } of lying.splice(0)) {
        Y.applyUpdate(text, bytes, theirs);
        unsaved.push({ number: 0, key: Promise.resolve(key), bytes });
      }
      synced = true;
      lostAt = undefined;
      if (unsaved.length > 0) {
        // One update says everything that the server lacks, whatever of ours did or didn't arrive before.
        number += 1;
        for (const one of unsaved) one.number = number;
        way.update(number, Y.encodeStateAsUpdate(text, vector));
      }
      mount();
      company();
      show();
    },
    update(bytes) { Y.applyUpdate(text, bytes, theirs); },
    saved(upTo, late) {
      const stored = unsaved.filter((one) => one.number > 0 && one.number <= upTo);
      unsaved = unsaved.filter((one) => !stored.includes(one));
      const dropped = Promise.all(stored.map(async (one) => kept?.drop(await one.key)));
      if (why === "disk" && unsaved.length === 0) why = null;
      if (late) {
        why = "late";
        // The page shows what was late, and the minutes.
        if (unsaved.length === 0) void dropped.then(() => location.reload());
      }
      show();
    },
    word(word: Word) {
      if (word.t === "here" || word.t === "left") return presence.hear(word);
      if (word.t !== "state") return;
      const said = word.why ?? null;
      // "The disk is full" holds until something was saved again.
      if (!(said === null && why === "disk" && unsaved.length > 0)) why = said;
      if (why === "gone" || why === "refused") way.end();
      if (why === "ended" && unsaved.length === 0 && !ended) presence.forget();
      show();
    },
    barred(reason) { why = reason; if (reason === "gone") way.end(); show(); },
  });
  presence.way = way;
  addEventListener("beforeunload", (event) => { if (unsaved.length > 0 && !keeps()) event.preventDefault(); });
  setTimeout(show, hiccup + 50);
  show();
}

/** A toolbar as keyboards know it: one stop, arrows within. */
function toolbar(bar: HTMLElement, editor: Editor): void {
  const buttons = [...bar.querySelectorAll<HTMLButtonElement>("[data-tool]")];
  const stop = (at: number): void => buttons.forEach((b, n) => { b.tabIndex = n === at ? 0 : -1; });
  stop(0);
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection in the text stays
  bar.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("[data-tool]");
    if (button) { stop(buttons.indexOf(button)); editor.tool(button.dataset["tool"] ?? ""); }
  });
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = (to + buttons.length) % buttons.length;
    stop(next);
    buttons[next]?.focus();
  });
}

for (const root of document.querySelectorAll<HTMLElement>("[data-notes]")) void notes(root);
