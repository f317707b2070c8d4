import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { suite } from "uvu";
import { interpreters } from "../../../io/testing/pythons.js";
import { standardIn } from "../versions.js";
import { EVERY_MINOR, stdlibInner, stdlibNames } from "./table.js";

const test = suite("names of the standard library");

interface Report {
  minor: number;
  version: string;
  names: string[];
  builtin: string[];
  inner: string[];
}

/** What each interpreter of this machine says, one of each version. */
function reports(): Report[] {
  const words = ["-I", "-S", "src/languages/python/stdlib/make.py", "--one"];
  return interpreters()
    .map(({ path }): Report => JSON.parse(execFileSync(path, words, { encoding: "utf8" })))
    .filter(({ minor }) => minor >= EVERY_MINOR.first && minor <= EVERY_MINOR.last);
}

const machine = reports();

test("there is a Python 3.7 to 3.15 to compare with", () => {
  assert.ok(machine.length > 0, "install python3");
});

for (const { minor, version, names, builtin, inner } of machine) {
  const versions = { first: minor, last: minor };

  test(`are those of CPython ${version}`, () => {
    const table = [...stdlibNames()].filter(([, known]) => standardIn(known, versions) === "all").map(([name]) => name);
    assert.deepEqual(table.sort(), [...names].sort());
  });

  test(`say built in only of what is so in CPython ${version}`, () => {
    const elsewhere = new Set(["nt", "winreg", "_winapi", "msvcrt", "posix", "pwd"]);
    for (const [name, known] of stdlibNames()) {
      if (!known.builtin || standardIn(known, versions) !== "all" || elsewhere.has(name)) continue;
      assert.ok(builtin.includes(name), name);
    }
  });

  test(`date modules inside packages as CPython ${version} does`, () => {
    for (const [name, known] of stdlibInner())
      assert.equal(inner.includes(name), standardIn(known, versions) === "all", name);
  });
}

test("are read with their versions", () => {
  assert.deepEqual(stdlibNames().get("distutils"), { first: 7, last: 11, builtin: false });
  assert.deepEqual(stdlibNames().get("tomllib"), { first: 11, last: 15, builtin: false });
  assert.deepEqual(stdlibNames().get("sys"), { first: 7, last: 15, builtin: true });
  assert.equal(stdlibNames().get("yaml"), undefined);
  assert.equal(stdlibNames().get("importlib_metadata"), undefined);
  assert.equal(stdlibNames().get("zipimport")?.builtin, true);
  assert.equal(stdlibNames().get("os")?.builtin, false);
});

test.run();
