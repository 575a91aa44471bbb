// Builds the sample district that the tests copy, unless the one that is there was built by this very program.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Server, binary, sampleFolder } from "./support.mjs";

const program = binary();
const now = `${program} ${statSync(program).mtimeMs}`;
const stamp = `${sampleFolder}.built`;
const before = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
if (before !== now) {
  rmSync(sampleFolder, { recursive: true, force: true });
  mkdirSync(dirname(sampleFolder), { recursive: true });
  const server = await new Server(["demo", "--fresh", "--data", sampleFolder]).start();
  await server.stop();
  writeFileSync(stamp, now);
}
process.exit(0);
