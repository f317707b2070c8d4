// The rewriter of Python sources over real files: for each file with imports at its top, some names go into functions of
// that file; CPython's ast says whether the result is what was asked for, and every other line must be there as it was.
// `node .ci/rewrite-python.mjs [--edits N] [--seed N] [--only-given] [FOLDER]...`: the standard libraries of all Pythons
// found and the folders given (site-packages of environments). Prints what is wrong, and ends with `N passed, N failed`.
// Needs `npx tsc -p .` before.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { interpreters } from "../build/src/io/testing/pythons.js";
import { Truth } from "../build/src/io/testing/rewrite-truth.js";
import { rewriteAtRandom } from "../build/src/languages/python/rewrite/testing/at-random.js";
import { numbers } from "../build/src/languages/python/scan/testing/mutants.js";
import { sources, standardLibrary } from "./python-sources.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    edits: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    shown: { type: "string", default: "20" },
    "only-given": { type: "boolean", default: false },
  },
});

const found = interpreters().filter(({ minor }) => minor >= 8);
const libraries = values["only-given"] ? [] : found.map(({ path }) => standardLibrary(path));
const files = [...new Set([...libraries, ...positionals].flatMap((folder) => sources(folder)))];
const random = numbers(Number(values.seed));
const newest = found[found.length - 1];
const truth = new Truth(newest.path);
const check = (...asked) => truth.check(...asked);
let passed = 0;
let failed = 0;
let edits = 0;
const refused = new Map();
for (let tries = 0; edits < Number(values.edits) && tries < 20 * Number(values.edits); tries++) {
  const path = files[random(files.length)];
  const { problem, count, code } = await rewriteAtRandom(readFileSync(path), await truth.list(path), check, random);
  edits += count;
  if (code !== null) refused.set(code, (refused.get(code) ?? 0) + 1);
  if (problem === null) passed += count > 0 ? 1 : 0;
  else if (failed++ < Number(values.shown)) console.log(`${path}: ${problem}`);
}
truth.close();
console.log(`${edits} names moved, Python 3.${newest.minor}; refused: ${JSON.stringify(Object.fromEntries(refused))}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
