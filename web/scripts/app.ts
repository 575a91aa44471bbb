// What script adds. Every page reads and writes without it; each part below can fail without taking another with it.
import htmx from "htmx.org/dist/htmx.esm.js";
import { clocks } from "./clocks";
import { drafts } from "./drafts";
import { forms } from "./forms";
import { live } from "./live";
import { menus } from "./menus";
import { say } from "./say";
import { uploads } from "./uploads";

Object.assign(htmx.config, {
  allowEval: false, // the content policy forbids it anyway
  allowScriptTags: false,
  includeIndicatorStyles: false, // no style elements: style-src 'self'
  selfRequestsOnly: true,
  historyCacheSize: 0, // no page of a person's stays in the browser's storage
  refreshOnHistoryMiss: true,
  // What a form answers with when something has to be put right belongs on the page like any other answer.
  responseHandling: [
    { code: "204", swap: false },
    { code: "(2|3)..", swap: true },
    { code: "(409|412|422)", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

// Names for sentences come from the server in the person's language: <body data-say-failed="…" data-say-offline="…">.
for (const kind of ["htmx:responseError", "htmx:swapError"]) {
  document.addEventListener(kind, () => say(document.body.dataset["sayFailed"], { error: true }));
}
document.addEventListener("htmx:sendError", () => say(document.body.dataset["sayOffline"] ?? document.body.dataset["sayFailed"], { error: true }));

for (const part of [menus, forms, drafts, uploads, clocks, live]) {
  try { part(); } catch (fault) { console.error(fault); }
}
