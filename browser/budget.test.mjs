// What a browser loads: at most 8 requests and 200 KB for a first page, 2 requests and 15 KB for a next one, nothing from elsewhere.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, browser, demo } from "./support.mjs";
import { quietly } from "./cycle.mjs";

let chrome, server;
before(async () => { [chrome, server] = await Promise.all([browser(), demo()]); });
after(async () => { await chrome?.close(); await server?.stop(); });

/** Counts what goes over the wire at a window, with the headers, as it was sent. */
async function meter(person) {
  const wire = await person.context.newCDPSession(person.page);
  await wire.send("Network.enable");
  let asked = new Map();
  wire.on("Network.requestWillBeSent", ({ requestId, request }) => { if (request.url.startsWith("http")) asked.set(requestId, { url: request.url, bytes: 0 }); });
  wire.on("Network.requestServedFromCache", ({ requestId }) => asked.delete(requestId));
  wire.on("Network.responseReceived", ({ requestId, response }) => { if (response.fromDiskCache) asked.delete(requestId); });
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => { const one = asked.get(requestId); if (one) one.bytes = encodedDataLength; });
  return {
    async of(path) {
      asked = new Map();
      await person.go(path);
      await person.page.waitForLoadState("load");
      await person.page.evaluate(() => document.fonts.ready);
      await person.page.waitForTimeout(400);
      const all = [...asked.values()];
      return { requests: all.length, bytes: all.reduce((sum, a) => sum + a.bytes, 0), all };
    },
  };
}

const shown = ({ requests, bytes, all }) => `${requests} requests, ${bytes} bytes: ${all.map((a) => `${new URL(a.url).pathname} ${a.bytes}`).join(", ")}`;

test("a first page and the next ones are light", async (t) => {
  const door = await Person.at(chrome, server.address);
  const first = await (await meter(door)).of("/sign-in");
  assert.ok(first.requests <= 8 && first.bytes <= 200_000, `the door: ${shown(first)}`);
  await door.close();

  const priya = await quietly(await Person.at(chrome, server.address), "facilitator");
  const wire = await meter(priya);
  const home = await wire.of("/");
  t.diagnostic(`first page: ${shown(home)}`);
  assert.ok(home.requests <= 8 && home.bytes <= 200_000, `home first: ${shown(home)}`);
  const inner = await priya.page.locator("main a[href^='/communities/'], main a[href^='/cycles/'], main a[href^='/goals/']").evaluateAll((all) => all.map((a) => a.getAttribute("href").split("#")[0]));
  const one = (start) => inner.find((href) => href.startsWith(start));
  const paths = ["/", "/communities", one("/communities/"), "/cycles", one("/cycles/"), "/goals", one("/goals/"), "/lessons", "/library", "/data", "/people", "/account"].filter(Boolean);
  assert.ok(paths.length >= 11, `home leads to too little: ${inner.join(" ")}`);
  for (const path of paths) {
    const next = await wire.of(path);
    t.diagnostic(`${path}: ${next.requests} requests, ${next.bytes} bytes`);
    assert.ok(next.requests <= 2 && next.bytes <= 15_000, `${path}: ${shown(next)}`);
  }
  await priya.close();
});
