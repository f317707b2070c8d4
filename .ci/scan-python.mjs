// The scanner of Python sources beside CPython's own parser, file by file: same imports, places, names, scopes, times and
// manners. `node .ci/scan-python.mjs [--mutants N] [FOLDER]...`: the standard libraries of all Pythons found and the folders
// given (site-packages of environments), or with `--only-given` those alone; with `--mutants`, that many changed pieces of
// them instead. Prints differences, and ends with `N passed, N failed`. Needs `npx tsc -p .` before.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fullParser } from "../build/src/io/full-parser.js";
import { interpreters } from "../build/src/io/testing/pythons.js";
import { scanPython } from "../build/src/languages/python/scan/scan.js";
import { compare } from "../build/src/languages/python/scan/testing/compare.js";
import { mutantOf, numbers, pieceOf } from "../build/src/languages/python/scan/testing/mutants.js";
import { sources, standardLibrary } from "./python-sources.mjs";
import { temporaryFolder } from "./temporary.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    shown: { type: "string", default: "20" },
    mutants: { type: "string", default: "0" },
    seed: { type: "string", default: "1" },
    "only-given": { type: "boolean", default: false },
  },
});
const BATCH = 1000;
const SCRIPT = fileURLToPath(new URL("../src/languages/python/scan/full_parser.py", import.meta.url));

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
const libraries = values["only-given"] ? [] : interpreters().map(({ path }) => standardLibrary(path));
const folders = [...new Set([...libraries, ...positionals])];
const files = [...new Set(folders.flatMap((folder) => sources(folder)))];
const counts = new Map();
const reasons = new Map();
let shown = 0;

function count(map, key) {
  map.set(key, (map.get(key) ?? 0) + 1);
}

/** Scans files of one batch and counts how each stands to the truth. */
async function judge(batch, origins = batch) {
  const truth = await truths(batch, batch === origins ? pythons : pythons.slice(0, 1));
  batch.forEach((file, i) => {
    const scanned = scanPython(readFileSync(file));
    const { kind, details } = compare(scanned, truth[i]);
    count(counts, kind);
    if (kind === "handed over") count(reasons, scanned.unsure.reason);
    if (kind === "believed") count(reasons, `believed: ${truth[i].unread.reason}`);
    const isBad = kind === "different" || kind === "refused alone";
    if (!isBad && kind !== "believed") return;
    if (shown++ < Number(values.shown)) {
      const said = details ?? `${truth[i].unread.line}: ${truth[i].unread.reason}`;
      console.log(`${kind}: ${origins[i]}: ${said}`);
      if (batch !== origins && isBad) console.log(readFileSync(file, "utf8"));
    }
  });
}

if (Number(values.mutants) === 0) {
  for (let at = 0; at < files.length; at += BATCH) await judge(files.slice(at, at + BATCH));
}

const random = numbers(Number(values.seed));
const folder = temporaryFolder("mutants");
for (let made = 0; made < Number(values.mutants); made += BATCH) {
  const batch = [];
  const origins = [];
  for (let i = 0; i < BATCH; i++) {
    const origin = files[random(files.length)];
    const source = readFileSync(origin, "utf8");
    const piece = random(16) === 0 ? source.slice(0, 8000) : pieceOf(source, random);
    const file = join(folder, `${i}.py`);
    writeFileSync(file, mutantOf(dedented(piece), random));
    batch.push(file);
    origins.push(`mutant ${made + i} of ${origin}`);
  }
  await judge(batch, origins);
}

console.log(Object.fromEntries(counts), Object.fromEntries([...reasons].sort((a, b) => b[1] - a[1]).slice(0, 40)));
const failed = (counts.get("different") ?? 0) + (counts.get("refused alone") ?? 0);
const total = [...counts.values()].reduce((a, b) => a + b, 0);
console.log(`${total - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** A piece from within a block, as a source of its own. */
function dedented(piece) {
  const indent = /^ */.exec(piece)[0];
  return piece.replaceAll(`\n${indent}`, "\n").slice(indent.length);
}
