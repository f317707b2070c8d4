// `npm test`: compiles, builds, and runs every uvu test file in a process of its own, some at a time.
// `node .ci/test.mjs PART...` runs the files whose path contains one of the words. With `--long`, tests that take minutes
// do all that they can: more generated inputs, every Python.
import { existsSync, readFileSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBrowser, HOW_TO } from "./browser.mjs";
import { otherNodes } from "./other-nodes.mjs";
import { run } from "./process.mjs";
import { failures, runTestFile } from "./test-file.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const isLong = process.argv.includes("--long");
const only = process.argv.slice(2).filter((word) => word !== "--long");
const SECONDS_PER_FILE = 600;

async function must(label, args) {
  const { code, output } = await run(process.execPath, args, { cwd: root });
  if (code !== 0) {
    console.error(`${label} failed (exit: ${code})\n${output}`);
    console.log("0 passed, 1 failed");
    process.exit(1);
  }
}

async function testFiles() {
  const found = [];
  for (const folder of ["src", "viz", "bench", "action"]) {
    if (!existsSync(join(root, folder))) continue;
    for (const name of await readdir(join(root, folder), { recursive: true })) {
      // Benchmarks keep programs in bench/.cache, with tests of their own.
      if (name.endsWith(".test.ts") && !/(?:^|[\\/])(?:\.cache|node_modules)[\\/]/.test(name))
        found.push(join(folder, name));
    }
  }
  return found.filter((file) => only.length === 0 || only.some((part) => file.includes(part))).sort();
}

/** Whether a file imports what a pattern fits, itself or through files of ours. */
function imports(file, pattern, seen = new Set()) {
  if (seen.has(file) || !existsSync(file)) return false;
  seen.add(file);
  for (const [, path] of readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)) {
    if (pattern.test(path)) return true;
    if (path.startsWith(".") && imports(join(dirname(file), path.replace(/\.js$/, ".ts")), pattern, seen)) return true;
  }
  return false;
}

/** Tests of what Node programs do need two versions at least: one beside the one that runs them. */
async function nodesFor(files) {
  const given = process.env.IMPORTPERF_NODES ?? "";
  if (given !== "" || !files.some((file) => imports(file, /testing\/nodes\.js$/))) return given;
  return (await otherNodes([24])).join(delimiter);
}

function runFile(file) {
  if (browserFiles.has(file) && browser === null) return { passed: 0, failed: 1, output: HOW_TO };
  const compiled = join("build", file.replace(/\.ts$/, ".js"));
  return runTestFile(readFileSync(join(root, file), "utf8"), compiled, { seconds: SECONDS_PER_FILE, env, cwd: root });
}

await rm(join(root, "build"), { recursive: true, force: true });
const tsc = join("node_modules", "typescript", "bin", "tsc");
await must("tsc", [tsc, "-p", "."]);
if (existsSync(join(root, "viz"))) await must("tsc -p viz", [tsc, "-p", "viz"]);
await must("build", [join(".ci", "build.mjs")]);

const files = await testFiles();
const browserFiles = new Set(files.filter((file) => imports(join(root, file), /^playwright-core$/)));
const browser = browserFiles.size > 0 ? ensureBrowser() : null;
const nodes = { IMPORTPERF_NODES: await nodesFor(files) };
const long = isLong ? { IMPORTPERF_LONG: "1" } : {};
const env = { ...process.env, ...long, ...nodes, ...(browser === null ? {} : { CHROMIUM_PATH: browser }) };
let passed = 0;
let failed = 0;
// Shown at the end: who shows only the last lines shows what failed.
const broken = [];
const again = [];
const line = (word, file, result, started) =>
  `${word} ${file}  ${result.passed} (${((Date.now() - started) / 1000).toFixed(1)} s)`;
await Promise.all(
  Array.from({ length: Math.min(availableParallelism(), 4) }, async () => {
    for (let file = files.shift(); file !== undefined; file = files.shift()) {
      const started = Date.now();
      const result = await runFile(file);
      console.log(line(result.failed === 0 ? "ok  " : "WRONG", file, result, started));
      if (result.failed > 0) again.push({ file, first: result });
      else passed += result.passed;
    }
  }),
);
// Once more and alone: what fails again is broken. What doesn't rests on what runs beside it; it is named, as a defect of the
// test, but refuses nobody's change.
for (const { file, first } of again) {
  const started = Date.now();
  const result = await runFile(file);
  passed += result.passed;
  failed += result.failed;
  const said = failures((result.failed > 0 ? result : first).output).slice(0, 5);
  console.log(line(result.failed === 0 ? "FLAKY" : "FAIL", file, result, started));
  for (const text of said) console.log(`${result.failed === 0 ? "FLAKY" : "FAIL"}   ${text}`);
  broken.push(`--- ${file}\n${(result.failed > 0 ? result : first).output}`);
}
for (const text of broken) console.log(text);
if (passed === 0 && failed === 0) {
  console.error("no tests were found");
  failed = 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
