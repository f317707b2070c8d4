import { suite } from "uvu";
import * as assert from "uvu/assert";
import { lookedUpIn } from "./looked-up.js";

const test = suite("what is looked for in sys.modules");

function found(text: string): [string[], boolean] {
  const { named, isComputed } = lookedUpIn(text);
  return [[...named.keys()], isComputed];
}

test("names that are written out", () => {
  assert.equal(found("import sys\nmodule = sys.modules[\"app.a\"]\nother = sys.modules.get('b', None)\n"), [
    ["app.a", "b"],
    false,
  ]);
  assert.equal(found('if "a" in sys.modules and "b" not in sys.modules:\n    sys.modules[__name__].x = 1\n'), [
    ["a", "b"],
    false,
  ]);
  assert.equal(lookedUpIn('x = 1\nsys.modules["a"]').named.get("a"), 18);
});

test("names that are computed", () => {
  for (const text of [
    "sys.modules[name]",
    'sys.modules["a" + name]',
    'sys.modules["a" "b"]',
    'sys.modules[f"a"]',
    'prefix + "a" in sys.modules',
    '"b" "a" in sys.modules',
    "name in sys.modules",
    "for each in sys.modules: pass",
    '"a" in sys.modules.keys()',
    "table = sys.modules",
    "sys.modules.get(name)",
    'sys.modules["a\\x62"]',
    'exec("import sys; sys.modules")',
    "sys.modules['a']\nx = '''",
  ])
    assert.equal(found(text)[1], true, text);
});

test("comments and texts", () => {
  assert.equal(found('# sys.modules[name]\nCODE = """\nsys.modules[name]\n"""\n'), [[], false]);
});

test.run();
