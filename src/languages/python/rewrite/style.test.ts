import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isPinned } from "./comments.js";
import { rewrite } from "./rewrite.js";
import { lineLengthOf } from "./style.js";
import { editsIn } from "./testing/fixtures.js";

const test = suite("style");

function lengthIn(files: Record<string, string>): Promise<number | null> {
  return lineLengthOf((file) => files[file] ?? null);
}

test("the line length that a project's tools are set to", async () => {
  assert.is(await lengthIn({}), null);
  assert.is(await lengthIn({ "pyproject.toml": "[tool.ruff]\nline-length = 100\n" }), 100);
  assert.is(
    await lengthIn({ "pyproject.toml": "[tool.black]\nline-length = 99\n[tool.isort]\nline_length = 1\n" }),
    99,
  );
  assert.is(await lengthIn({ "pyproject.toml": "[tool.black]\n" }), 88);
  assert.is(await lengthIn({ "ruff.toml": "line-length = 110\n", "pyproject.toml": "[tool.black]\n" }), 110);
  assert.is(await lengthIn({ "pyproject.toml": "[tool.isort]\nprofile = 'black'\n" }), 88);
  assert.is(
    await lengthIn({ "setup.cfg": "[x]\nmax-line-length=1\n[flake8]\na = 1\nmax-line-length = 120\n[y]\n" }),
    120,
  );
  assert.is(await lengthIn({ "tox.ini": "[pycodestyle]\nmax_line_length: 90\n" }), 90);
  assert.is(await lengthIn({ "pyproject.toml": "[tool.black\n", ".flake8": "[flake8]\nmax-line-length = 70\n" }), 70);
  assert.is(await lengthIn({ "pyproject.toml": "[tool.isort]\nline_length = 'x'\n" }), null);
});

test("where a project says nothing, its file's imports do", () => {
  const names = ["first_name", "second_name", "third_name", "fourth"];
  const moved = (other: string) => {
    const before = `${other}\nfrom some.package import (\n${names.map((name) => `    ${name},\n`).join("")})\n\n\ndef f():\n    x\n`;
    const line = before.split("\n").indexOf("    x") + 1;
    const edits = names.map((name, index) => ({ line: 2, index, name, places: [[line, 5]] as const }));
    return Buffer.from(
      rewrite(Buffer.from(before), editsIn({ edits }), { pythonFloor: 8, lineLength: null }),
    ).toString();
  };
  const one = / {4}from some\.package import first_name, second_name, third_name, fourth\n/;
  assert.match(moved(`import ${"x".repeat(80)}`), one);
  names[3] = "a_name_of_twenty_two_x";
  assert.not.match(moved("import os"), one);
  assert.match(moved("import os"), "        a_name_of_twenty_two_x,\n    )\n");
  assert.match(moved(`import ${"x".repeat(75)}`), ", a_name_of_twenty_two_x\n");
});

test("a comment pins an import", () => {
  assert.ok(isPinned("import a  # importperf: keep"));
  assert.ok(isPinned("    b,  # noqa # importperf:keep, since it registers"));
  assert.not(isPinned("import a  # importperf: keeper"));
  assert.not(isPinned("import importperf"));
});

test.run();
