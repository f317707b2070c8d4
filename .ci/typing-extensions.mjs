// What loading typing_extensions changes of generics that `typing` makes: nothing but what it says of too few arguments. For each Python
// from 3.11 on that is at hand, and several versions of the library, thousands of generics are made with and without it.
// `node .ci/typing-extensions.mjs`. Needs `npx tsc -p .` before, and the package index. Ends with `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { interpreters } from "../build/src/io/testing/pythons.js";

const VERSIONS = ["4.8.0", "4.12.2", "4.13.2", "4.15.0"];
/** Of both: they differ in how many are expected. */
const TOO_FEW = /TypeError: Too (?:few|many) (?:arguments|parameters) for /;
const generics = fileURLToPath(new URL("typing-extensions/generics.py", import.meta.url));

const work = mkdtempSync(join(tmpdir(), "importperf-typing-"));
let passed = 0;
let failed = 0;

function run(program, args) {
  const done = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, timeout: 300_000 });
  if (done.status !== 0) throw new Error(`${program} ${args.join(" ")}: ${done.stderr}`);
  return done.stdout.split("\n");
}

try {
  for (const { path, minor } of interpreters().filter((each) => each.minor >= 11)) {
    const before = run(path, ["-I", "-W", "ignore", generics]);
    for (const version of VERSIONS) {
      const folder = join(work, version);
      run("python3", [
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--upgrade",
        "--target",
        folder,
        `typing_extensions==${version}`,
      ]);
      const after = run(path, ["-I", "-W", "ignore", generics, folder]);
      const other = before.flatMap((line, at) => {
        const now = after[at] ?? "";
        return line === now || (TOO_FEW.test(line) && TOO_FEW.test(now)) ? [] : [`${line}\n    ${now}`];
      });
      const isSame = other.length === 0 && before.length === after.length && before.length > 10_000;
      if (isSame) passed++;
      else failed++;
      console.log(
        `${isSame ? "ok  " : "FAIL"} Python 3.${minor}, typing_extensions ${version}: ${before.length} generics`,
      );
      for (const each of other.slice(0, 5)) console.log(`    ${each}`);
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
