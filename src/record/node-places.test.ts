import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Profile } from "../graph/profile.js";

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** What main.js imports: line, column, module, when, whether that loaded it. */
function importsOf(lines: readonly string[]): unknown[][] {
  writeFileSync(join(folder, "package.json"), '{"name": "places"}');
  writeFileSync(join(folder, "main.js"), `${lines.join("\n")}\n`);
  for (const name of ["a.js", "b.js"]) writeFileSync(join(folder, name), "exports.name = 1;\n");
  const perf = [resolve("bin", "run.js"), "record", "--once", "-o", "x.json", "--", process.execPath, "main.js"];
  const { status, stderr } = spawnSync(process.execPath, perf, { cwd: folder, encoding: "utf8", timeout: 60_000 });
  assert.is(status, 0, stderr);
  const { imports, modules } = JSON.parse(readFileSync(join(folder, "x.json"), "utf8")) as Profile;
  return imports
    .map(({ line, column, imported, when, loaded }) => [line, column, modules[imported]?.name, when, loaded])
    .sort(([a], [b]) => Number(a) - Number(b));
}

const test = suite("where the require calls of a recorded Node program stand");

test("is told by the source, where each call asks for another module", () => {
  const rows = importsOf([
    "// They require nothing else.",
    'const a = require("./a");',
    'const later = () => [require("./b"), require.main === module];',
    'later(); require("fs");',
  ]);
  assert.equal(rows, [
    [2, 11, "a.js", "eager", true],
    [3, 22, "b.js", "deferred", true],
    [4, 10, "node:fs", "eager", true],
  ]);
});

test("is looked at where it could be one of several calls, or one by another name", () => {
  const rows = importsOf([
    'const a = require("./a");',
    'const again = () => require("./a.js");',
    "const own = require;",
    'again(); own("./b"); require("node:zlib"); require("node:fs");',
  ]);
  assert.equal(rows, [
    [1, 11, "a.js", "eager", true],
    [2, 21, "a.js", "deferred", false],
    [4, 10, "b.js", "eager", true],
    [4, 22, "node:zlib", "eager", true],
    [4, 44, "node:fs", "eager", true],
  ]);
});

test.run();
