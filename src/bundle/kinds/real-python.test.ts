import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bundled, folderWith, must, started } from "../../io/testing/bundled.js";
import { interpreters } from "../../io/testing/pythons.js";
import { pex } from "./pex.js";
import { shiv } from "./shiv.js";
import { PYTHON_FILES, pythonProgramIn } from "./testing.js";
import { zipapp } from "./zipapp.js";

const fitting = interpreters().filter(({ minor }) => minor >= 9 && minor <= 13);
const interpreter = fitting.at(-1);
if (interpreter === undefined) throw new Error("these tests need Python 3.9 to 3.13");

const base = execFileSync(interpreter.path, [
  "-I",
  "-S",
  "-c",
  "import sys; sys.stdout.write(sys.executable)",
]).toString();

const folder = folderWith(PYTHON_FILES);
const tools = folderWith({}, "importperf-test-venv-");
must([interpreter.path, "-m", "venv", tools], folder);
const python = join(tools, "bin", "python");
must([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "shiv", "pex"], folder);

const program = pythonProgramIn(folder, {
  executable: python,
  base,
  version: [3, interpreter.minor, 0],
  implementation: "CPython",
});
const unbundled = [base, program.script];

const test = suite("bundles by zipapp, shiv and PEX");

for (const bundler of [zipapp, shiv, pex]) {
  test(`${bundler.kind}: prints and ends as the program does, twice the same bytes`, async () => {
    const { path, command } = await bundled(bundler, program, join(folder, bundler.kind, "one"));
    for (const args of [[], ["you"], ["wrong"], ["ü ö"]]) {
      const home = join(folder, "home");
      const expected = started([...unbundled, ...args], home, { PYTHONPATH: program.modules });
      assert.is(expected.code, args[0] === "wrong" ? 3 : 0);
      assert.equal(started([...command, ...args], home), expected, args.join(" "));
      // Once more, unpacked.
      assert.equal(started([...command, ...args], home), expected, args.join(" "));
    }
    const again = await bundled(bundler, program, join(folder, bundler.kind, "two"));
    assert.ok(readFileSync(path).equals(readFileSync(again.path)));
  });
}

test.run();
