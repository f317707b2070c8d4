import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { interpreters } from "../../../io/testing/pythons.js";
import { rewrite } from "./rewrite.js";
import { editsIn, type FixtureFile } from "./testing/fixtures.js";

const test = suite("re-exports");

const BEFORE = `from .a import A, helper as help_
from . import sub
from .stars import *
import json as js
from .deep.er import D
from .eager import E

__all__ = ["A", "help_", "sub", "x", "js", "D", "E"]
`;

const edit = "pep562" as const;
const FIRST: FixtureFile = {
  file: "pkg/__init__.py",
  importer: "pkg",
  edits: [
    { line: 1, name: "A", from: ".a", imported: ["pkg", "pkg.a"], edit },
    { line: 1, index: 1, name: "helper as help_", from: ".a", imported: ["pkg", "pkg.a"], edit },
    { line: 2, name: "sub", from: ".", imported: ["pkg", "pkg.sub"], edit },
    { line: 3, name: "*", from: ".stars", imported: ["pkg", "pkg.stars"], starNames: ["x", "y"], edit },
  ],
};

function served(text: string, said: FixtureFile): string {
  return Buffer.from(rewrite(Buffer.from(text), editsIn(said), { pythonFloor: 7, lineLength: 88 })).toString();
}

function lineOf(text: string, start: string): number {
  return text.split("\n").findIndex((line) => line.startsWith(start)) + 1;
}

/** The first run's result, and a second one's that adds to it. */
const once = served(BEFORE, FIRST);
const twice = served(once, {
  ...FIRST,
  edits: [
    { line: lineOf(once, "import json"), name: "json as js", imported: ["json"], edit },
    {
      line: lineOf(once, "from .deep"),
      name: "D",
      from: ".deep.er",
      imported: ["pkg", "pkg.deep", "pkg.deep.er"],
      edit,
    },
  ],
});

test("a second run extends the block of the first", () => {
  assert.is(twice.match(/TYPE_CHECKING = False/g)?.length, 1);
  assert.is(twice.match(/def __getattr__/g)?.length, 1);
  assert.match(
    twice,
    '        "y": (".stars", "y"),\n        "js": ("json", None),\n        "D": (".deep.er", "D"),\n    }',
  );
  assert.match(twice, "    from .stars import *\n    import json as js\n    from .deep.er import D\nelse:");
});

const FILES: Record<string, string> = {
  "pkg/a.py": "import pkg\nprint('a')\nclass A: pass\ndef helper(): return pkg.E\n",
  "pkg/sub.py": "print('sub')\n",
  "pkg/stars.py": "x = 1\ny = 2\n",
  "pkg/deep/__init__.py": "",
  "pkg/deep/er.py": "D = 4\n",
  // Asks its package for a name while that loads: it was there before, and must be there still.
  "pkg/eager.py": "from pkg import A\nE = A\n",
};

const PROGRAM = `
import sys, threading, time
import pkg
assert "json" not in sys.modules and "pkg.sub" not in sys.modules and "pkg.deep" not in sys.modules
assert "typing" not in sys.modules or "typing" in BEFORE, "typing is loaded"
assert {"A", "help_", "sub", "x", "y", "js", "D", "E", "__name__"} <= set(dir(pkg))
assert dir(pkg) == sorted(dir(pkg))
try:
    pkg.nothing
except AttributeError as error:
    assert str(error) == "module 'pkg' has no attribute 'nothing'", error
assert not hasattr(pkg, "__path_of_none__")
found = []
threads = [threading.Thread(target=lambda: found.append(pkg.sub)) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert len({id(each) for each in found}) == 1 and found[0].__name__ == "pkg.sub"
from pkg import A, js, help_
assert A is pkg.E and js is sys.modules["json"] and help_() is A and A.__module__ == "pkg.a"
assert vars(pkg)["A"] is A
from pkg import *
assert (x, D, sub.__name__) == (1, 4, "pkg.sub")
assert pkg.y == 2
try:
    from pkg import nothing
except ImportError as error:
    assert "cannot import name 'nothing'" in str(error), error
print("fine")
`;

test("names are as they were, under every Python since 3.7", () => {
  const folder = mkdtempSync(join(tmpdir(), "importperf-re-exports-"));
  try {
    for (const [file, text] of Object.entries({ ...FILES, "pkg/__init__.py": twice })) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const program = `import sys\nsys.path.insert(0, ${JSON.stringify(folder)})\nBEFORE = set(sys.modules)\n${PROGRAM}`;
    for (const { path, minor } of interpreters()) {
      const done = spawnSync(path, ["-I", "-S", "-B", "-c", program], { encoding: "utf8", timeout: 30_000 });
      assert.is(done.stderr, "", `Python 3.${minor}`);
      assert.is(done.stdout, "a\nsub\nfine\n", `Python 3.${minor}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
