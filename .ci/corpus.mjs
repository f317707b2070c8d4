// Every recorded log and profile in fixtures/ through the built program, as a user calls it: exit code 0, a document
// that its schema allows, sums that hold, a page without a gap; what can't be read is refused with its own error. Ends with `N passed, N failed`.
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import { run } from "./process.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const SECONDS = 120;
/** What is not to be read, and the error that says so. */
const REFUSED = { "profile-module-3.9.prof": "invalid-prof" };
const ajv = new Ajv({ allowUnionTypes: true });
const schemas = new Map(
  ["analysis", "profile", "error"].map((kind) => [
    kind,
    ajv.compile(JSON.parse(readFileSync(join(root, "schemas", `${kind}.schema.json`), "utf8"))),
  ]),
);

function call(words) {
  const args = [join("bin", "run.js"), "analyze", ...words];
  return run(process.execPath, args, { cwd: root, seconds: SECONDS });
}

async function perf(...words) {
  const { code, output, stdout } = await call(words);
  if (code !== 0) throw new Error(`analyze ${words.join(" ")}: exit ${code}\n${output.slice(-4000)}`);
  return stdout;
}

function document(text, kind) {
  const value = JSON.parse(text);
  const validate = schemas.get(kind);
  if (!validate(value)) throw new Error(`${kind}: ${ajv.errorsText(validate.errors)}`);
  return value;
}

function equal(label, actual, wanted) {
  if (actual !== wanted) throw new Error(`${label}: ${actual}, not ${wanted}`);
}

function sum(rows, field) {
  return rows.reduce((total, row) => total + row[field], 0);
}

async function refused(file, error) {
  const { code, stdout } = await call([file, "--json"]);
  equal("exit", code, 2);
  equal("code", document(stdout, "error").code, error);
}

async function check(file) {
  const analysis = document(await perf(file, "--json"), "analysis");
  const { us, modules } = analysis.total;
  for (const groups of ["origins", "distributions"]) {
    equal(`us of ${groups}`, sum(analysis[groups], "us"), us);
    equal(`modules of ${groups}`, sum(analysis[groups], "modules"), modules);
  }
  const profile = document(await perf(file, "--format", "profile"), "profile");
  equal("selfUs of all loads", sum(profile.loads, "selfUs"), us);
  loadsAddUp(profile.loads);
  const page = await perf(file, "--format", "html", "--output", "-");
  if (!page.startsWith("<!doctype html>") || /\{\{\w+\}\}/.test(page)) throw new Error("the page has a gap");
}

/** A load's cumulative time is its own and that of what it loaded; a load begins after its importer. */
function loadsAddUp(loads) {
  const totals = loads.map((load) => load.selfUs);
  for (let index = loads.length - 1; index >= 0; index--) {
    const { importer, cumulativeUs } = loads[index];
    equal(`cumulativeUs of load ${index}`, cumulativeUs, totals[index]);
    if (importer === null) continue;
    if (importer >= index) throw new Error(`load ${index} begins before its importer ${importer}`);
    totals[importer] += totals[index];
  }
}

const files = readdirSync(join(root, "fixtures"), { recursive: true })
  .map((name) => join("fixtures", name))
  .filter((name) => /\.(log|prof)$/.test(name))
  .sort();
let passed = 0;
let failed = files.length === 0 ? 1 : 0;
await Promise.all(
  Array.from({ length: Math.min(availableParallelism(), 4) }, async () => {
    for (let file = files.shift(); file !== undefined; file = files.shift()) {
      try {
        const error = REFUSED[basename(file)];
        await (error === undefined ? check(file) : refused(file, error));
        passed++;
      } catch (error) {
        failed++;
        console.log(`FAIL ${file}: ${error.message}`);
      }
    }
  }),
);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
