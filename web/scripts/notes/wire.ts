// The way to the server: a web socket. Text frames are JSON or a mark of life ("?" is answered by "!"); binary frames begin with a
// byte that says what they are, numbers in them have four bytes, the high one first:
//   to the server    1 hello: our state vector     2 update: its number, the update of Yjs
//   to the browser   3 sync: length of the server's state vector, that vector, what we lack     2 update
//                    4 saved: every update up to this number is stored     5 late: it came after the end and is kept for us
// Whoever holds this only hears that the way is open or lost; a way that looks alive and says nothing is lost too.

export interface Word { t: string; why?: string | null; seat?: number; who?: string; at?: unknown }

export interface Hears {
  opened(): void;
  lost(): void;
  sync(vector: Uint8Array, lacks: Uint8Array): void;
  update(update: Uint8Array): void;
  saved(number: number, late: boolean): void;
  word(word: Word): void;
  /** The server doesn't let us in: nobody is signed in any more, or there is no such text for this person. */
  barred(why: "signed-out" | "gone"): void;
}

const hello = 1, update = 2, sync = 3, saved = 4, late = 5;
/** Asked for a mark of life after so many milliseconds without a word, given up after so many more. */
const quiet = 8_000, patience = 5_000;

export class Way {
  #url: string;
  #hears: Hears;
  #socket: WebSocket | undefined;
  #heard = 0;
  #asked = 0;
  #tries = 0;
  #again: number | undefined;
  #ended = false;

  constructor(path: string, hears: Hears) {
    const url = new URL(path, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    this.#url = url.href;
    this.#hears = hears;
    setInterval(() => this.#watch(), 1000);
    // A network that changed, a machine that slept, a page that was in the background: ask at once.
    addEventListener("online", () => { this.#tries = 0; this.#soon(0); this.ask(); });
    addEventListener("offline", () => this.ask());
    addEventListener("pageshow", () => { this.#soon(0); this.ask(); });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) { this.#tries = 0; this.#soon(0); this.ask(); } });
    this.#open();
  }

  get open(): boolean { return this.#socket?.readyState === WebSocket.OPEN; }

  /** Asks for a mark of life; without one within some seconds the way is lost. */
  ask(): void {
    if (!this.open || this.#asked) return;
    this.#asked = Date.now();
    this.#socket?.send("?");
  }

  hello(vector: Uint8Array): void { this.#binary(hello, vector); }

  update(number: number, bytes: Uint8Array): void {
    const head = new Uint8Array(4);
    new DataView(head.buffer).setUint32(0, number);
    this.#binary(update, head, bytes);
  }

  here(at: unknown): void { if (this.open) this.#socket?.send(JSON.stringify(at)); }

  /** Closes it for good. */
  end(): void { this.#ended = true; this.#drop(); }

  #binary(kind: number, ...parts: Uint8Array[]): void {
    if (!this.open) return;
    const whole = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 1));
    whole[0] = kind;
    let at = 1;
    for (const part of parts) { whole.set(part, at); at += part.length; }
    this.#socket?.send(whole);
  }

  #open(): void {
    clearTimeout(this.#again);
    this.#again = undefined;
    if (this.#socket || this.#ended) return;
    const socket = new WebSocket(this.#url);
    let opened = false;
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#heard = Date.now();
    this.#asked = 0;
    socket.onopen = () => { if (this.#socket === socket) { opened = true; this.#heard = Date.now(); this.#hears.opened(); } };
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => { if (this.#socket === socket) this.#hear(event.data); };
    socket.onclose = () => {
      if (this.#socket !== socket) return;
      this.#drop();
      if (!opened) void this.#why();
    };
  }

  #hear(data: string | ArrayBuffer): void {
    this.#heard = Date.now();
    this.#asked = 0;
    this.#tries = 0;
    if (typeof data === "string") {
      if (data !== "!") try { this.#hears.word(JSON.parse(data) as Word); } catch { /* a newer server may say more than we know */ }
      return;
    }
    const bytes = new Uint8Array(data);
    const number = (): number => new DataView(data).getUint32(1);
    switch (bytes[0]) {
      case sync: { const from = 5 + number(); this.#hears.sync(bytes.slice(5, from), bytes.slice(from)); break; }
      case update: this.#hears.update(bytes.slice(1)); break;
      case saved: this.#hears.saved(number(), false); break;
      case late: this.#hears.saved(number(), true); break;
    }
  }

  #watch(): void {
    const now = Date.now();
    const opening = this.#socket?.readyState === WebSocket.CONNECTING;
    if (opening && now - this.#heard > patience * 2) return this.#drop();
    if (!this.open) return;
    if (this.#asked && now - this.#asked > patience) return this.#drop();
    if (now - this.#heard > quiet) this.ask();
  }

  /** What is lost is not waited for: closing a dead connection can take minutes. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket) {
      socket.onclose = socket.onmessage = socket.onopen = null;
      try { socket.close(); } catch { /* it is gone */ }
      this.#hears.lost();
    }
    // Half a second, one, two … a quarter of a minute; a little apart from each other.
    this.#soon(Math.min(15_000, 500 * 2 ** this.#tries++) * (0.75 + Math.random() / 2));
  }

  #soon(wait: number): void {
    if (this.#ended || this.#socket) return;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#open(), wait) as unknown as number;
  }

  /** A browser doesn't tell a script why a socket was refused; the page itself does. */
  async #why(): Promise<void> {
    try {
      const answer = await fetch(location.pathname, { redirect: "manual", cache: "no-store" });
      if (answer.type === "opaqueredirect" || answer.status === 401) this.#hears.barred("signed-out");
      else if (answer.status === 404 || answer.status === 403) this.#hears.barred("gone");
    } catch { /* no connection: we try again anyway */ }
  }
}
