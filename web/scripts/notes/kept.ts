// What was written and isn't acknowledged lies in this browser's database, and nothing else of the text: an update is put there
// when it is made and taken out when the server has stored it. Each lies at its place, `person:meeting`, so that who shares a device
// shares no words.

interface Lying { key?: number; place: string; bytes: Uint8Array }

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((on, failed) => { request.onsuccess = () => on(request.result); request.onerror = () => failed(request.error ?? new Error("no store")); });
}

export class Kept {
  #db: IDBDatabase;
  #place: string;
  /** False from the moment at which something couldn't be kept. */
  works = true;

  private constructor(db: IDBDatabase, place: string) { this.#db = db; this.#place = place; }

  /** Nothing, when this browser keeps nothing for us. */
  static async at(place: string): Promise<Kept | undefined> {
    try {
      const request = indexedDB.open("perennial-notes", 1);
      request.onupgradeneeded = () => { request.result.createObjectStore("unsaved", { keyPath: "key", autoIncrement: true }).createIndex("place", "place"); };
      return new Kept(await done(request), place);
    } catch { return undefined; }
  }

  #store(mode: IDBTransactionMode): IDBObjectStore { return this.#db.transaction("unsaved", mode).objectStore("unsaved"); }

  /** Everything that lies here, in the order in which it was written. */
  async all(): Promise<{ key: number; bytes: Uint8Array }[]> {
    const found = await done(this.#store("readonly").index("place").getAll(this.#place)) as Lying[];
    return found.map(({ key, bytes }) => ({ key: key as number, bytes }));
  }

  async put(bytes: Uint8Array): Promise<number | undefined> {
    try { return await done(this.#store("readwrite").add({ place: this.#place, bytes } satisfies Lying)) as number; } catch { this.works = false; return undefined; }
  }

  async drop(key: number | undefined): Promise<void> {
    if (key === undefined) return;
    try { await done(this.#store("readwrite").delete(key)); } catch { /* it is sent once more, which changes nothing */ }
  }
}
