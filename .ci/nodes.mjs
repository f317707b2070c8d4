// The program and its tests without a browser on the other Node versions that it promises to run on. Their binaries
// are npm packages, so this needs no version manager; they exist for Linux on x64. Ends with `N passed, N failed`.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CAN_INSTALL, otherNodes } from "./other-nodes.mjs";
import { run } from "./process.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const VERSIONS = [22, 24, 26];
/** Compiled by the test command before; whole folders, less what starts Node itself, takes minutes, or is Python's work. */
const FOLDERS = ["graph", "logs", "report", "languages"];
const LEFT_OUT = /fuzz|python[\\/](judge|values)[\\/]/;

if (!CAN_INSTALL) {
  console.log(`other Node versions are checked on Linux x64 only, not on ${process.platform} ${process.arch}`);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), "importperf-nodes-"));
let passed = 0;
let failed = 0;

async function check(label, command, args, expected) {
  const { code, output } = await run(command, args, { cwd: root, seconds: 300 });
  if (code === 0 && expected.test(output)) passed++;
  else {
    failed++;
    console.log(`FAIL ${label}: exit ${code}\n${output.slice(-3000)}`);
  }
}

try {
  for (const [at, bin] of (await otherNodes(VERSIONS)).entries()) {
    const version = VERSIONS[at];
    const node = join(bin, "node");
    const log = join("fixtures", "logs", "gefyra-3.11.log");
    await check(`${version} --version`, node, ["bin/run.js", "--version"], /^importperf \d/);
    await check(`${version} --help`, node, ["bin/run.js", "analyze", "--help"], /USAGE/);
    await check(`${version} analyze`, node, ["bin/run.js", "analyze", log, "--no-open"], /1,502 modules/);
    await check(`${version} json`, node, ["bin/run.js", "analyze", log, "--json"], /"modules": 1502/);
    await check(`${version} html`, node, ["bin/run.js", "analyze", log, "--output", join(folder, "view.html")], /^$/);
    for (const part of FOLDERS) {
      const tests = readdirSync(join(root, "build", "src", part), { recursive: true, encoding: "utf8" });
      for (const test of tests.filter((name) => name.endsWith(".test.js") && !LEFT_OUT.test(name))) {
        await check(`${version} ${part}/${test}`, node, [join("build", "src", part, test)], /Skipped: {3}0/);
      }
    }
  }
} catch (error) {
  failed++;
  console.log(String(error));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
