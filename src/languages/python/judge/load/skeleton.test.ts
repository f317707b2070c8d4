import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { pythonFiles, standardLibrary } from "../../../../io/testing/python-sources.js";
import { interpreters } from "../../../../io/testing/pythons.js";
import { skeleton } from "./skeleton.js";

const test = suite("skeleton");
const SCRIPT = "src/languages/python/judge/load/testing/same_without_bodies.py";

for (const { path, minor } of interpreters()
  .filter((each) => each.minor >= 8)
  .slice(-1)) {
  test(`3.${minor}: of the standard library's files nothing but functions' bodies is left out`, () => {
    const folder = standardLibrary(path);
    const files = pythonFiles(folder).filter((file) => !/site-packages|^.test[/\\]/.test(file.slice(folder.length)));
    let left = 0;
    const input = files.map((file) => {
      const source = readFileSync(file);
      const short = skeleton(source);
      left += source.length - short.length;
      return `${JSON.stringify([file, short.toString("base64")])}\n`;
    });
    const { stdout } = spawnSync(path, [SCRIPT], { input: input.join(""), encoding: "utf8", maxBuffer: 1e9 });
    assert.is(stdout, "read True\n");
    assert.ok(left > 1_000_000, `${left} bytes left out`);
  });
}

function of(text: string): string {
  return skeleton(Buffer.from(text)).toString();
}

test("lines keep their numbers, classes and conditions stay", () => {
  const source = "class A:\n    def f(self):\n        x = 1\n\n        return x\n\n    y = 2\nz = 3\n";
  assert.is(of(source), "class A:\n    def f(self):\n     pass\n\n\n\n    y = 2\nz = 3\n");
});

test("strings and brackets that look like the end of a function", () => {
  const source = 'def f():\n    """\nx = 1\n"""\n    return (\n1,\n)\ny = 2\n';
  assert.is(of(source), `def f():\n pass${"\n".repeat(6)}y = 2\n`);
});

test("what can't be told from the bytes is left to the parser", () => {
  for (const source of [
    'def f():\n    return f"{x["a"]}"\n',
    "def f():\n    return (\n",
    "class A:\n\tdef f():\n\t\treturn 1\n        x = 2\n",
    "def f():\r    return 1\r",
    "# coding: shift_jis\ndef f():\n    return 1\n",
    "def f(): return 1\n",
  ]) {
    assert.is(of(source), source);
  }
});

test.run();
