// Builds styles, scripts, fonts and marks into dist/ under names that carry a hash of their content,
// and writes dist/manifest.json: {"app.css": {"path": "app.<hash>.css", "bytes": n}, …}.
// The server embeds exactly what the manifest names and may serve it for ever.
import * as esbuild from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = join(here, "dist");
/** Browsers we promise to look right in: what school devices of the last three years run. */
const target = ["chrome109", "edge109", "firefox115", "safari15.6"];

const fonts = {
  "sans.woff2": "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  "serif.woff2": "node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
};
/** For papers: whole fonts, which the server draws PDFs with. No browser loads them. */
const print = {
  "print-sans.ttf": "node_modules/@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf",
  "print-serif.ttf": "node_modules/@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf",
};
const licences = {
  "sans-licence.txt": "node_modules/@fontsource-variable/inter/LICENSE",
  "serif-licence.txt": "node_modules/@fontsource-variable/source-serif-4/LICENSE",
  "yjs-licence.txt": "node_modules/yjs/LICENSE",
  "blindrsa-licence.txt": "node_modules/@cloudflare/blindrsa-ts/LICENSE.txt",
  "sjcl-licence.txt": "node_modules/sjcl/LICENSE.txt",
  "prosemirror-licence.txt": "node_modules/prosemirror-view/LICENSE",
};

const manifest = {};
async function put(name, content) {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const path = `${basename(name, extname(name))}.${hash}${extname(name)}`;
  await writeFile(join(dist, path), bytes);
  manifest[name] = { path, bytes: bytes.length };
  return path;
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const fontPaths = {};
for (const [name, from] of Object.entries(fonts)) fontPaths[name] = await put(name, await readFile(join(here, from)));
for (const [name, from] of Object.entries(print)) await put(name, await readFile(join(here, from)));
for (const [name, from] of Object.entries(licences)) await put(name, await readFile(join(here, from)));
for (const name of await readdir(join(here, "public"))) await put(name, await readFile(join(here, "public", name)));

const common = { bundle: true, minify: true, write: false, target, legalComments: "none", logLevel: "warning", absWorkingDir: here };
const css = await esbuild.build({ ...common, entryPoints: ["styles/app.css"], external: ["*.woff2"] });
let sheet = css.outputFiles[0].text;
for (const [name, path] of Object.entries(fontPaths)) {
  if (!sheet.includes(name)) throw new Error(`styles never name ${name}`);
  sheet = sheet.replaceAll(name, path);
}
await put("app.css", sheet);

const js = await esbuild.build({ ...common, entryPoints: ["scripts/app.ts"], format: "iife" });
await put("app.js", js.outputFiles[0].text);

// What only the page of a shared text loads.
const notes = await esbuild.build({ ...common, entryPoints: ["scripts/notes.ts"], format: "iife" });
await put("notes.js", notes.outputFiles[0].text);
await put("notes.css", (await esbuild.build({ ...common, entryPoints: ["styles/notes.css"] })).outputFiles[0].text);

// What only the page of a survey loads.
const survey = await esbuild.build({ ...common, entryPoints: ["scripts/survey.ts"], format: "iife" });
await put("survey.js", survey.outputFiles[0].text);
// What only the page loads where somebody types the key to an answer.
const reply = await esbuild.build({ ...common, entryPoints: ["scripts/reply.ts"], format: "iife" });
await put("reply.js", reply.outputFiles[0].text);

const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(join(dist, "manifest.json"), JSON.stringify(sorted, null, 2) + "\n");
