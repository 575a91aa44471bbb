// What script adds. Every page reads and writes without it; each part below can fail without taking another with it.
import { clocks } from "./clocks";
import { drafts } from "./drafts";
import { forms } from "./forms";
import { live } from "./live";
import { menus } from "./menus";
import { uploads } from "./uploads";

for (const part of [menus, forms, drafts, uploads, clocks, live]) {
  try { part(); } catch (fault) { console.error(fault); }
}
