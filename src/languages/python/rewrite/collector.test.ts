import { spawnSync } from "node:child_process";
import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { interpreters } from "../../../io/testing/pythons.js";
import { NotRewritten } from "../../not-rewritten.js";
import { restCollector } from "./collector.js";

const STYLE = { pythonFloor: 8, lineLength: 88 };
const test = suite("collector at rest, text");

function rested(source: string): string {
  return Buffer.from(restCollector(Buffer.from(source, "latin1"), "app/__main__.py", STYLE).bytes).toString("latin1");
}

function refusal(source: string): string {
  try {
    rested(source);
  } catch (error) {
    if (error instanceof NotRewritten) return `${error.reason.code} ${error.reason.line}`;
    throw error;
  }
  return "rewritten";
}

/** What stands in the `try`, and what behind all that the edit adds. */
function parts(text: string): { within: string; rest: string } {
  const [, behind = ""] = text.split(/^[ \t]*try:\r?\n/m);
  const [within = "", rest = ""] = behind.split(
    /(?<=\n)[ \t]*finally:\r?\n(?:[ \t]+.*\r?\n)*?[ \t]+gc\.enable\(\)\r?\n/m,
  );
  return { within, rest };
}

test("the imports of the top, with what stands between them, and nothing of the program", () => {
  const { within, rest } = parts(
    rested(
      '"""Doc."""\nfrom __future__ import annotations\n\nimport os\n\nX = 1\nif X:\n    import json\n\nmain(os, json)\n',
    ),
  );
  assert.is(within, "    import os\n\n    X = 1\n    if X:\n        import json\n");
  assert.is(rest, "\nmain(os, json)\n");
});

test("the imports that the program's own block begins with", () => {
  const text = rested('import sys\n\nif __name__ == "__main__":\n    from app import main\n    sys.exit(main())\n');
  assert.match(text, /^import sys\n\n\ndef _unfinished\(\):/);
  const { within, rest } = parts(text);
  assert.is(within, "        from app import main\n");
  assert.is(rest, "\n    sys.exit(main())\n");
});

test("an import in the block that runs the program is no part of the top's", () => {
  const { within } = parts(rested("import a\n\nif True:\n    import b\n    b.main()\n"));
  assert.is(within, "    import a\n");
});

test("strings of several lines, comments, CRLF, tabs and form feeds stay what they are", () => {
  const { within } = parts(
    rested('import a\r\nX = """\r\nfree\r\n"""\r\n# of b\r\n\fimport b\r\n\r\nif a:\r\n\tpass\r\n'),
  );
  assert.is(within, '\timport a\r\n\tX = """\r\nfree\r\n"""\r\n\t# of b\r\n\f\timport b\r\n');
});

test("what can't be done is said with its line", () => {
  assert.is(refusal("def main(): pass\nmain()\n"), "collector-imports 1");
  assert.is(refusal("import a\nimport gc\n"), "name-taken 2");
  assert.is(refusal("import a\n\ndef _end(): pass\n"), "name-taken 3");
  assert.is(refusal("import a\natexit = a\n"), "name-taken 2");
  assert.is(refusal("import atexit\nimport a\natexit.register(a.x)\n"), "rewritten");
  assert.is(refusal("import a\nlazy import b\n"), "lazy-place 2");
  assert.is(refusal('__lazy_modules__ = ["a"]\nimport a\n'), "lazy-place 1");
});

const line = fc.constantFrom(
  "import os",
  "from os import path, sep  # two",
  "from os import (\n    getcwd,\n    getpid,\n)",
  'X = """\n  two lines\n"""',
  "X = (1,\n  2)",
  "if X:\n    import json",
  "try:\n    import zlib\nexcept ImportError:\n    zlib = None",
  "# a comment",
  "",
  "def f():\n    import re\n    return re",
  "print(1)",
  "if __name__ == '__main__':\n    import string\n    print(string.digits)",
);
const SAME = `
import ast, json, sys
def plain(body, own):
    found = []
    for each in body:
        if isinstance(each, ast.Try) and any("gc" in ast.dump(end) for end in each.finalbody): found += plain(each.body, own)
        elif isinstance(each, ast.FunctionDef) and each.name in ("_unfinished", "_end"): pass
        elif isinstance(each, ast.Import) and each.names[0].name in ("gc", "atexit"): pass
        elif isinstance(each, ast.If) and "_known" in ast.dump(each) and "__name__" in ast.dump(each.test):
            inner = plain(each.body, own)
            if inner: found.append([ast.dump(each.test), inner])
        elif isinstance(each, (ast.Assign, ast.Expr)) and any(name in ast.dump(each) for name in ("'_known'", "'atexit'", "id='gc'")): pass
        elif isinstance(each, ast.If) and not own: found.append([ast.dump(each.test), plain(each.body, own)])
        else: found.append(ast.dump(each))
    return found
def flat(body):
    return [[ast.dump(each.test), flat(each.body)] if isinstance(each, ast.If) else ast.dump(each) for each in body]
bad = []
for before, after in json.load(sys.stdin):
    compile(after, "after", "exec")
    if flat(ast.parse(before).body) != plain(ast.parse(after).body, False): bad.append([before, after])
print(json.dumps(bad[:3]))
`;

test("CPython sees the same statements, but for what the edit adds", () => {
  const pairs: [string, string][] = [];
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
      const before = `${lines.join("\n")}\n`;
      if (refusal(before) === "rewritten") pairs.push([before, rested(before)]);
    }),
    { numRuns: 400, seed: 6 },
  );
  assert.ok(pairs.length > 200);
  for (const { path, minor } of interpreters().filter((each) => each.minor === 8 || each.minor >= 13)) {
    const { stdout, stderr } = spawnSync(path, ["-c", SAME], { input: JSON.stringify(pairs), encoding: "utf8" });
    assert.is(stderr, "", `3.${minor}`);
    assert.equal(JSON.parse(stdout), [], `3.${minor}`);
  }
});

test.run();
