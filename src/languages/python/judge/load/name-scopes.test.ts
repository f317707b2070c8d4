import { spawnSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { pythonFiles, standardLibrary } from "../../../../io/testing/python-sources.js";
import { interpreters } from "../../../../io/testing/pythons.js";

const test = suite("names that scopes bind");
const COMPARE = "src/languages/python/judge/load/testing/compare_name_scopes.py";
/** They are big, and full of what no program has. */
const LEFT_OUT = /\/(?:site-packages|tests?|idlelib|lib2to3)\//;
const able = interpreters().filter(({ minor }) => minor >= 8);

for (const { minor, path } of new Set([...able.slice(0, 1), ...able.slice(-1)])) {
  test(`3.${minor}: of the standard library's files those that symtable says`, () => {
    const files = pythonFiles(standardLibrary(path)).filter((file) => !LEFT_OUT.test(file));
    assert.ok(files.length > 300, `${files.length} files`);
    const { stdout, stderr } = spawnSync(path, ["-I", "-S", COMPARE], {
      input: files.map((file) => `${JSON.stringify(file)}\n`).join(""),
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    assert.is(stderr, "");
    const lines = stdout.split("\n").slice(0, -1);
    assert.is(lines.length, files.length);
    const different = lines.flatMap((line, at) =>
      (JSON.parse(line) as string[]).map((each) => `${files[at]}: ${each}`),
    );
    assert.equal(different, []);
  });
}

test.run();
