// The scanner of Python sources beside CPython's own parser, file by file: same imports, places, names, scopes, times and
// manners. `node .ci/scan-python.mjs [--mutants N] [FOLDER]...`: the standard libraries of all Pythons found and the folders
// given (site-packages of environments). Prints differences, and ends with `N passed, N failed`. Needs `npx tsc -p .` before.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fullParser } from "../build/src/io/full-parser.js";
import { interpreters } from "../build/src/io/testing/pythons.js";
import { scanPython } from "../build/src/languages/python/scan/scan.js";
import { compare } from "../build/src/languages/python/scan/testing/compare.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { shown: { type: "string", default: "20" } },
});
const BATCH = 1000;
const SCRIPT = new URL("../src/languages/python/scan/full_parser.py", import.meta.url).pathname;

/** Python files below a folder, links not followed. */
function sources(folder, found = []) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sources(path, found);
    else if (entry.isFile() && entry.name.endsWith(".py")) found.push(path);
  }
  return found;
}

function standardLibrary(python) {
  const code = "import sysconfig; print(sysconfig.get_path('stdlib'))";
  return spawnSync(python, ["-I", "-S", "-c", code], { encoding: "utf8", timeout: 20_000 }).stdout.trim();
}

/** What the newest Python says that reads a file; an older one is asked where newer ones refuse it. */
async function truths(files, pythons) {
  let truth = await fullParser(pythons[0], SCRIPT).parse(files);
  for (const python of pythons.slice(1)) {
    const refused = files.flatMap((_, i) => (truth[i].unread === null ? [] : [i]));
    if (refused.length === 0) break;
    const answers = await fullParser(python, SCRIPT).parse(refused.map((i) => files[i]));
    truth = [...truth];
    refused.forEach((i, nth) => {
      if (answers[nth].unread === null) truth[i] = answers[nth];
    });
  }
  return truth;
}

const found = interpreters().filter(({ minor }) => minor >= 9);
const pythons = found.map(({ path }) => path).reverse();
const folders = [...new Set([...interpreters().map(({ path }) => standardLibrary(path)), ...positionals])];
const files = [...new Set(folders.flatMap((folder) => sources(folder)))];
const counts = new Map();
const reasons = new Map();
let shown = 0;
for (let at = 0; at < files.length; at += BATCH) {
  const batch = files.slice(at, at + BATCH);
  const truth = await truths(batch, pythons);
  batch.forEach((file, i) => {
    const scanned = scanPython(readFileSync(file));
    const { kind, details } = compare(scanned, truth[i]);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (kind === "handed over") reasons.set(scanned.unsure.reason, (reasons.get(scanned.unsure.reason) ?? 0) + 1);
    const isShown = details !== undefined || kind === "believed";
    if (isShown && shown++ < Number(values.shown))
      console.log(`${kind}: ${file}: ${details ?? `${truth[i].unread.line}: ${truth[i].unread.reason}`}`);
    if (kind === "handed over" && process.env.DEBUG)
      console.log(`handed over: ${file}:${scanned.unsure.line}: ${scanned.unsure.reason}`);
  });
}
console.log(Object.fromEntries(counts), Object.fromEntries(reasons));
const failed = (counts.get("different") ?? 0) + (counts.get("refused alone") ?? 0);
console.log(`${files.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
