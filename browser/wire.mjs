// A wire between a browser and the server that can be cut, and that can be left lying there dead.
import net from "node:net";

export class Wire {
  #to;
  #pairs = new Set();
  #state = "whole";

  constructor(address) { this.#to = new URL(address); }

  async start() {
    this.#server = net.createServer((near) => this.#join(near));
    await new Promise((on) => this.#server.listen(0, "127.0.0.1", on));
    this.address = `http://127.0.0.1:${this.#server.address().port}`;
    return this;
  }
  #server;

  #join(near) {
    near.on("error", () => undefined);
    if (this.#state === "cut") return near.destroy();
    const far = net.connect(Number(this.#to.port), this.#to.hostname);
    const pair = { near, far };
    this.#pairs.add(pair);
    const end = () => { near.destroy(); far.destroy(); this.#pairs.delete(pair); };
    for (const side of [near, far]) { side.on("error", end); side.on("close", end); }
    // Dead: whatever is said arrives nowhere, and nobody is told.
    near.on("data", (d) => { if (this.#state === "whole" && !pair.dead) far.write(d); });
    far.on("data", (d) => { if (this.#state === "whole" && !pair.dead) near.write(d); });
    if (this.#state === "dead") pair.dead = true;
  }

  /** Every connection breaks off, and no new one comes about. */
  cut() { this.#state = "cut"; for (const { near, far } of this.#pairs) { near.destroy(); far.destroy(); } }

  /** Connections stay open and carry nothing: a machine that slept, a network that was changed. */
  die() { this.#state = "dead"; for (const pair of this.#pairs) pair.dead = true; }

  /** New connections come about again; those that died stay dead. */
  mend() { this.#state = "whole"; }

  async stop() { this.cut(); await new Promise((on) => this.#server.close(on)); }
}
