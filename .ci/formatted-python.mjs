// What black and ruff agreed with before an edit of the rewriter they agree with after it, on the rewriter's fixtures.
// `node .ci/formatted-python.mjs`: installs both formatters into a temporary environment of the oldest Python that they
// fit. Ends with `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pythons } from "./corpus-record/pythons.mjs";
import { temporaryFolder } from "./temporary.mjs";

const fixtures = fileURLToPath(new URL("../fixtures/rewrite/python", import.meta.url));
const FORMATTERS = [
  ["ruff", "format", "--isolated", "--no-cache", "--check"],
  ["black", "--check", "--quiet"],
];
/** As many fixtures are formatted beforehand, at least. */
const LEAST = 12;
const folder = temporaryFolder("importperf-formatted");
const python = pythons().find(({ minor }) => minor >= 10);
if (python === undefined) throw new Error("this needs a Python 3.10 or later with venv and pip");

function run(command, ...args) {
  const done = spawnSync(command, args, { encoding: "utf8", timeout: 300_000 });
  if (done.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${done.error ?? done.stdout + done.stderr}`);
}

/** Fixtures set in the formatters' own line length. */
const names = readdirSync(fixtures).filter((name) => {
  if (!name.startsWith("text-")) return false;
  const { lineLength = 88 } = JSON.parse(readFileSync(join(fixtures, name, "edits.json"), "utf8"));
  return lineLength === 88;
});

run(python.path, "-m", "venv", join(folder, "env"));
run(join(folder, "env", "bin", "python"), "-m", "pip", "install", "--quiet", "ruff", "black");
for (const side of ["before", "after"]) {
  mkdirSync(join(folder, side));
  for (const name of names) copyFileSync(join(fixtures, name, `${side}.py`), join(folder, side, `${name}.py`));
}

/** The fixtures that a formatter leaves as they are. */
function formatted(side, [command, ...args]) {
  return names.filter((name) => {
    const words = [...args, join(folder, side, `${name}.py`)];
    const done = spawnSync(join(folder, "env", "bin", command), words, { timeout: 60_000 });
    if (done.error !== undefined) throw done.error;
    return done.status === 0;
  });
}

let passed = 0;
let failed = 0;
for (const formatter of FORMATTERS) {
  const before = formatted("before", formatter);
  const after = new Set(formatted("after", formatter));
  if (before.length <= LEAST) {
    failed++;
    console.log(`FAIL ${formatter[0]}: only ${before.length} fixtures are formatted before`);
  }
  for (const name of before) {
    if (after.has(name)) passed++;
    else failed++;
    if (!after.has(name)) console.log(`FAIL ${formatter[0]}: ${name} is no longer formatted`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
