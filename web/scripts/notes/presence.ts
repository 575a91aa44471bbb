// Who else is at the text, and where. The server says whose cursor it is; a browser can't give itself a name. Nothing of it is kept.
import type { Way, Word } from "./wire";

interface State { cursor: unknown; user: { name: string; color: string } }

/** As much of the `Awareness` of y-protocols as the cursors of y-prosemirror ask for. */
export class Presence {
  readonly states = new Map<number, State>();
  #own: { cursor: unknown } = { cursor: null };
  #listeners = new Set<() => void>();
  #sent = 0;
  #timer: number | undefined;
  way: Way | undefined;
  changed: () => void = () => undefined;

  getStates(): Map<number, State> { return this.states; }
  getLocalState(): { cursor: unknown } { return this.#own; }
  setLocalStateField(_: string, cursor: unknown): void { this.#own = { cursor }; this.tell(); }
  on(_: string, listener: () => void): void { this.#listeners.add(listener); }
  off(_: string, listener: () => void): void { this.#listeners.delete(listener); }

  /** Says where we are, at most ten times a second. */
  tell(): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#sent + 100 - Date.now());
    this.#timer = setTimeout(() => { this.#timer = undefined; this.#sent = Date.now(); this.way?.here(this.#own.cursor); }, wait) as unknown as number;
  }

  /** Hears of somebody; others at the text are named once, however many windows they have. */
  hear(word: Word): void {
    if (typeof word.seat !== "number") return;
    if (word.t === "left") this.states.delete(word.seat);
    else this.states.set(word.seat, { cursor: word.at ?? null, user: { name: word.who ?? "", color: "#2a5c86" } });
    this.#tellListeners();
  }

  forget(): void { this.states.clear(); this.#tellListeners(); }

  get names(): string[] { return [...new Set([...this.states.values()].map((s) => s.user.name))].sort(); }

  #tellListeners(): void { for (const listener of this.#listeners) listener(); this.changed(); }

  // Colours are classes: a style attribute is forbidden by our content policy, and a name stands with every colour.
  readonly cursor = (user: { name: string }, seat: number): HTMLElement => {
    const mark = document.createElement("span");
    mark.className = `notes-cursor tint-${seat % 4}`;
    const name = document.createElement("span");
    name.className = "notes-name";
    name.textContent = user.name;
    mark.setAttribute("aria-hidden", "true");
    mark.append("\u2060", name, "\u2060");
    return mark;
  };
  readonly selection = (_: unknown, seat: number): { class: string } => ({ class: `notes-selection tint-${seat % 4}` });
}
