import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { standardLibrary } from "../../../io/testing/python-sources.js";
import { interpreters } from "../../../io/testing/pythons.js";
import { programOf } from "./testing/programs.js";

const FACTS = "src/languages/python/judge/facts.py";
const COMPARE = "src/languages/python/judge/testing/compare_scopes.py";
/** Of the standard library's own; they are big, and full of what no program has. */
const LEFT_OUT = new Set(["site-packages", "test", "tests", "idlelib", "lib2to3", "__pycache__"]);
const pythons = interpreters().filter(({ minor }) => minor >= 8);
const test = suite("scopes");

/** Where our scopes or positions are not CPython's. */
function differences(python: string, files: readonly string[]): string[] {
  const { stdout, stderr } = spawnSync(python, ["-I", "-S", COMPARE, FACTS], {
    input: files.map((file) => `${JSON.stringify(file)}\n`).join(""),
    encoding: "utf8",
    timeout: 400_000,
    maxBuffer: 1 << 26,
  });
  assert.is(stderr, "");
  const lines = stdout.split("\n").slice(0, -1);
  assert.is(lines.length, files.length);
  return lines.flatMap((line, i) => (JSON.parse(line) as string[]).map((problem) => `${files[i]}: ${problem}`));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : filesBelow(path);
    return entry.isFile() && entry.name.endsWith(".py") ? [path] : [];
  });
}

for (const { minor, path } of new Set([...pythons.slice(0, 1), ...pythons.slice(-1)])) {
  test(`3.${minor}: names of the standard library's files mean what symtable says`, () => {
    const files = filesBelow(standardLibrary(path));
    assert.ok(files.length > 300, `${files.length} files`);
    assert.equal(differences(path, files), []);
  });

  test(`3.${minor}: names of generated programs and of fixtures mean what symtable says`, () => {
    const folder = mkdtempSync(join(tmpdir(), "scopes-"));
    try {
      const numbers = fc.array(fc.nat(1 << 20), { minLength: 100, maxLength: 400, size: "max" });
      const files = fc.sample(numbers, 300).map((drawn, i) => {
        const file = join(folder, `p${i}.py`);
        writeFileSync(file, programOf(drawn, minor));
        return file;
      });
      assert.equal(differences(path, [...files, ...filesBelow("fixtures/rewrite/python")]), []);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

test.run();
