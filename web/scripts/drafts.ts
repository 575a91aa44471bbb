// What somebody wrote and could not send stays in their browser until the server says it was saved.
//   <textarea data-keep="person:cycle:field" data-kept-say="We kept what you had written.">
//   <meta name="kept" content="key …">   saved: forget these;   content="*"   signed out: forget all

interface Draft { text: string; base: string; at: number }
const prefix = "draft:";
const fortnight = 14 * 24 * 3600 * 1000;

function read(key: string): Draft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(prefix + key) ?? "null") as Draft | null;
    return draft && typeof draft.text === "string" ? draft : undefined;
  } catch { return undefined; }
}

/** Storage may be full or forbidden; then there are no drafts, and the warning on leaving has to do. */
function write(key: string, draft: Draft | undefined): void {
  try {
    if (draft) localStorage.setItem(prefix + key, JSON.stringify(draft));
    else localStorage.removeItem(prefix + key);
  } catch { /* as said */ }
}

function all(): string[] {
  try { return Object.keys(localStorage).filter((k) => k.startsWith(prefix)).map((k) => k.slice(prefix.length)); } catch { return []; }
}

function forget(keys: string): void {
  for (const key of keys.trim() === "*" ? all() : keys.split(/\s+/)) write(key, undefined);
}

function restore(text: HTMLTextAreaElement): void {
  const key = text.dataset["keep"];
  const draft = key ? read(key) : undefined;
  if (!key || !draft || draft.text === text.value) return;
  const words = text.dataset["keptSay"];
  // Somebody else, or oneself elsewhere, saved another text since: show what was kept, replace nothing.
  if (draft.base !== text.defaultValue) {
    const shown = document.createElement("details");
    shown.className = "more kept";
    const summary = document.createElement("summary");
    summary.textContent = words ?? "…";
    const kept = document.createElement("p");
    kept.className = "said";
    kept.textContent = draft.text;
    shown.append(summary, kept);
    text.after(shown);
    return;
  }
  text.value = draft.text;
  text.dispatchEvent(new Event("input", { bubbles: true }));
  if (!words) return;
  const note = document.createElement("p");
  note.className = "kept";
  note.setAttribute("role", "status");
  note.textContent = words;
  text.after(note);
}

export function drafts(): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=kept]")) forget(meta.content);
  for (const key of all()) if ((read(key)?.at ?? 0) < Date.now() - fortnight) write(key, undefined);
  const within = (root: ParentNode): void => root.querySelectorAll<HTMLTextAreaElement>("textarea[data-keep]").forEach(restore);
  within(document);
  document.addEventListener("renewed", (event) => { if (event.target instanceof Element) within(event.target); });

  const waiting = new Map<HTMLTextAreaElement, number>();
  const keep = (text: HTMLTextAreaElement): void => {
    waiting.delete(text);
    const key = text.dataset["keep"];
    if (key) write(key, text.value === text.defaultValue ? undefined : { text: text.value, base: text.defaultValue, at: Date.now() });
  };
  document.addEventListener("input", (event) => {
    const text = event.target;
    if (!(text instanceof HTMLTextAreaElement) || !text.dataset["keep"]) return;
    clearTimeout(waiting.get(text));
    waiting.set(text, setTimeout(() => keep(text), 300) as unknown as number);
  });
  addEventListener("pagehide", () => { for (const text of waiting.keys()) keep(text); });
}
