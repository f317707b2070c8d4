// Runs every uvu test file in a process of its own, two at a time. uvu alone would call a file green whose
// suite was never run or whose `before` hook threw, so the counts of each file are checked here.
import { spawn } from "node:child_process";
import { readdir, readFile, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const only = process.argv.slice(2);

function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], ...options });
    let output = "";
    child.stdout.on("data", (text) => (output += text));
    child.stderr.on("data", (text) => (output += text));
    child.on("close", (code, signal) => resolve({ code: code ?? `signal ${signal}`, output }));
  });
}

async function must(label, command, args) {
  const { code, output } = await run(command, args);
  if (code !== 0) {
    console.error(`${label} failed\n${output}`);
    console.log("0 passed, 1 failed");
    process.exit(1);
  }
}

async function testFiles() {
  const found = [];
  for (const folder of ["src", "viz", "bench"]) {
    for (const name of await readdir(join(root, folder), { recursive: true })) {
      if (name.endsWith(".test.ts")) found.push(join(folder, name));
    }
  }
  return found.filter((file) => only.length === 0 || only.some((part) => file.includes(part))).sort();
}

/** What uvu printed: [passed, total, skipped]. */
function counts(output) {
  const number = (label) => Number(new RegExp(`^  ${label}:\\s+(\\d+)`, "m").exec(output)?.[1] ?? Number.NaN);
  return { passed: number("Passed"), total: number("Total"), skipped: number("Skipped") };
}

async function runFile(file) {
  const source = await readFile(join(root, file), "utf8");
  if (!/\.run\(\)/.test(source)) return { file, passed: 0, failed: 1, output: "no suite calls .run()" };
  const { code, output } = await run(
    process.execPath,
    ["--enable-source-maps", join("build", file.replace(/\.ts$/, ".js"))],
    {
      env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1" },
    },
  );
  const { passed, total, skipped } = counts(output);
  const fine = code === 0 && total > 0 && passed === total && skipped === 0;
  const failed = fine ? 0 : Math.max(1, (total || 1) - (passed || 0));
  return { file, passed: passed || 0, failed, output: fine ? "" : `exit ${code}\n${output}` };
}

await rm(join(root, "build"), { recursive: true, force: true });
const tsc = join("node_modules", "typescript", "bin", "tsc");
await must("tsc", process.execPath, [tsc, "-p", "."]);
await must("tsc -p viz", process.execPath, [tsc, "-p", "viz"]);
await must("build", process.execPath, [join(".ci", "build.mjs")]);

const files = await testFiles();
let passed = 0;
let failed = 0;
await Promise.all(
  Array.from({ length: Math.min(availableParallelism(), 4) }, async () => {
    for (let file = files.shift(); file !== undefined; file = files.shift()) {
      const started = Date.now();
      const result = await runFile(file);
      passed += result.passed;
      failed += result.failed;
      console.log(
        `${result.failed === 0 ? "ok  " : "FAIL"} ${file}  ${result.passed} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
      );
      if (result.failed > 0) console.log(result.output);
    }
  }),
);
if (passed === 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
