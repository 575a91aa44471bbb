// Writes the gallery: every component with realistic words, in gallery/out/*.html. `npm run gallery`, then open a page.
// Nothing of it is in the product; it keeps the product's rule of no inline style and no inline script.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { pages } from "./pages.mjs";
const manifest = JSON.parse(readFileSync(new URL("../dist/manifest.json", import.meta.url), "utf8"));
const dist = (name) => `../../dist/${manifest[name].path}`;
mkdirSync(new URL("./out/", import.meta.url), { recursive: true });
for (const [name, { lang = "en", title, body, attributes = "" }] of Object.entries(pages)) {
  writeFileSync(new URL(`./out/${name}.html`, import.meta.url), `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="style-src 'self' file:; script-src 'self' file:"><title>${title}</title><link rel="icon" href="${dist("favicon.svg")}"><link rel="stylesheet" href="${dist("app.css")}"><script defer src="${dist("app.js")}"></script></head>
<body ${attributes}>${body}</body></html>
`);
}
console.log(`${Object.keys(pages).length} pages in gallery/out`);
