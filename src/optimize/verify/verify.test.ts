import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { madeFolder } from "../../io/testing/hooked.js";
import { venvsWithPytest } from "../../io/testing/venvs.js";
import type { Verified, VerifyOptions } from "./options.js";
import { verify } from "./verify.js";

const FILES: Record<string, string> = {
  "pyproject.toml": '[project]\nname = "thing"\nversion = "1"\n[tool.setuptools]\npackages = ["thing"]\n',
  "thing/__init__.py": "",
  "thing/__main__.py": "from thing.cli import main\nmain()\n",
  "thing/cli.py": [
    "import json",
    "import random",
    "import string",
    "import time",
    "from thing import other",
    "def main():",
    "    print(json.dumps({'a': 1}))",
    "    print('at', object(), time.time(), time.strftime('%Y-%m-%d %H:%M:%S'))",
    "    open('written.txt', 'w').write('x' * len(string.digits))",
    "def draw(): return random.random()",
    "",
  ].join("\n"),
  "thing/other.py": "import csv\ndef rows(): return csv.reader([])\n",
  "tests/test_cli.py": [
    "from unittest import mock",
    "import thing.cli",
    "def test_patched():",
    "    with mock.patch('thing.cli.random.random', return_value=4): assert thing.cli.draw() == 4",
    "def test_name():",
    "    with mock.patch('thing.cli.random') as fake: assert thing.cli.draw() is fake.random.return_value",
    "def test_fails(): assert False",
    "",
  ].join("\n"),
  "test_unit.py": [
    "import unittest, thing.cli",
    "class T(unittest.TestCase):",
    "    def test_string(self):",
    "        '''Words of its own.'''",
    "        self.assertEqual(thing.cli.string.digits[0], '0')",
    "    def test_other(self): pass",
    "",
  ].join("\n"),
};

/** What a proposal does to its file: text to be replaced, and by what. */
const PROPOSALS: Record<string, [string, string, string]> = {
  good: ["thing/cli.py", "import json\n", ""],
  goodPlace: ["thing/cli.py", "    print(json.dumps", "    import json\n    print(json.dumps"],
  patched: ["thing/cli.py", "import random\n", ""],
  patchedPlace: ["thing/cli.py", "def draw(): return", "def draw():\n    import random\n    return"],
  breaks: ["thing/cli.py", "import string\n", ""],
  prints: ["thing/cli.py", "dumps({'a': 1})", "dumps({'a': 2})"],
  writes: ["thing/cli.py", "'x' *", "'y' *"],
  other: ["thing/other.py", "import csv\ndef rows(): return", "def rows():\n    import csv\n    return"],
};

function project(isGit = true): string {
  const root = madeFolder();
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  if (!isGit) return root;
  for (const args of [
    ["init", "-q"],
    ["add", "-A"],
    ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "x"],
  ]) {
    execFileSync("git", args, { cwd: root });
  }
  return root;
}

function run(
  root: string,
  python: string,
  ids: readonly string[],
  more: Partial<VerifyOptions> = {},
): Promise<Verified> {
  return verify({
    root,
    environment: process.env,
    commands: [{ words: [python, "-m", "thing"], weight: 1 }],
    ids,
    edits: (some) => {
      const texts = new Map<string, string>();
      for (const id of some) {
        const [file = "", from = "", to = ""] = PROPOSALS[id] ?? [];
        const text = texts.get(file) ?? FILES[file] ?? "";
        assert.ok(text.includes(from), id);
        texts.set(file, text.replace(from, to));
      }
      return [...texts].map(([file, text]) => ({
        path: join(root, file),
        before: Buffer.from(FILES[file] ?? ""),
        after: Buffer.from(text),
      }));
    },
    packageRoot: process.cwd(),
    timeoutS: 60,
    stop: new AbortController().signal,
    say: () => {},
    limits: { pairs: 2, testSeconds: 60 },
    ...more,
  });
}

function state(root: string): string[] {
  return (readdirSync(root, { recursive: true }) as string[])
    .filter((name) => !/(^|\/)(\.git|__pycache__)(\/|$)/.test(name) && !name.endsWith(".egg-info"))
    .sort();
}

const test = suite("verification");

for (const { python, minor } of venvsWithPytest([8, 13])) {
  const pytest = [python, "-m", "pytest", "-q", "tests"];

  test(`3.${minor}: edits that change nothing hold, in a copy, with times, addresses and files that are written`, async () => {
    const root = project();
    const before = state(root);
    const { kept, commands, tests, measured, dropped, notes } = await run(
      root,
      python,
      ["good", "goodPlace", "other"],
      { test: pytest },
    );
    assert.equal(dropped, []);
    assert.equal(kept, ["good", "goodPlace", "other"]);
    assert.equal(commands, [{ command: [python, "-m", "thing"], same: true, loaded: true }]);
    assert.equal(tests, { before: { passed: 2, failed: 1 }, after: { passed: 2, failed: 1 } });
    assert.ok(
      measured !== null && measured.beforeUs > 0 && measured.lo <= measured.ratio && measured.ratio <= measured.hi,
    );
    assert.equal(notes, ["1 test fails before any change: tests/test_cli.py::test_fails"]);
    assert.equal(state(root), before, "nothing was written in the project");
    assert.is(readFileSync(join(root, "thing/cli.py"), "utf8"), FILES["thing/cli.py"]);
  });

  test(`3.${minor}: proposals at fault are found, dropped and named; the rest holds`, async () => {
    const root = project(false);
    const ids = ["good", "goodPlace", "patched", "patchedPlace", "breaks", "prints", "writes", "other"];
    const { kept, dropped, tests, commands } = await run(root, python, ids, { test: pytest });
    assert.equal(kept, ["good", "goodPlace", "other"]);
    const why = new Map(dropped.map(({ id, why }) => [id, why]));
    assert.match(why.get("breaks") ?? "", /exit code was "0", is "1" \(NameError/);
    assert.match(why.get("prints") ?? "", /stdout, line 1 was "\{\\"a\\": 1\}", is "\{\\"a\\": 2\}"/);
    assert.match(why.get("writes") ?? "", /written\.txt, line 1 was "xxxxxxxxxx", is "yyyyyyyyyy"/);
    assert.match(why.get("patched") ?? "", /tests\/test_cli\.py::test_(name|patched) passed, now failed: .*random/);
    assert.equal(tests?.after, { passed: 2, failed: 1 });
    assert.ok(commands.every(({ same, loaded }) => same && loaded));
  });

  test(`3.${minor}: unittest's tests are compared one by one, too`, async () => {
    const root = project();
    const { kept, tests, dropped, notes } = await run(root, python, ["breaks", "other"], {
      test: [python, "-m", "unittest", "test_unit"],
      commands: [{ words: [python, "-c", "import thing.cli"], weight: 1 }],
    });
    assert.equal(kept, ["other"]);
    assert.match(dropped[0]?.why ?? "", /test_unit\.T\.test_string passed, now error/);
    assert.equal(tests, { before: { passed: 2, failed: 0 }, after: { passed: 2, failed: 0 } });
    assert.match(notes.join(), /not pytest's/);
  });

  test(`3.${minor}: an editable install is led to the copy, and where it can't be, that is told`, async () => {
    const root = project();
    const venv = join(madeFolder(), "venv");
    execFileSync(python, ["-m", "venv", "--without-pip", venv]);
    const own = join(venv, "bin", "python");
    const site = join(venv, "lib", `python3.${minor}`, "site-packages");
    writeFileSync(join(site, "thing.pth"), `${root}\n`);
    const led = await run(root, own, ["good", "goodPlace"], { cwd: dirname(venv) });
    assert.ok(
      led.commands.every(({ same, loaded }) => same && loaded),
      JSON.stringify(led.commands),
    );
    writeFileSync(join(site, "thing.pth"), `import sys; sys.path.insert(0, ${JSON.stringify(root)})\n`);
    const astray = await run(root, own, ["good", "goodPlace"], { cwd: dirname(venv) });
    assert.equal(astray.kept, []);
    assert.is(astray.commands[0]?.loaded, false);
    assert.match(astray.commands[0]?.why ?? "", /thing\/cli\.py was loaded, not its copy/);
  });

  test(`3.${minor}: edited files that no command loads are imported by themselves, and what is random is left out`, async () => {
    const root = project();
    const words = [python, "-c", "import random; print(random.random()); print('same')"];
    const { kept, commands, notes } = await run(root, python, ["other"], { commands: [{ words, weight: 1 }] });
    assert.equal(kept, ["other"]);
    assert.ok(commands[0]?.loaded);
    assert.match(notes.join(), /not deterministic, left out: stdout, line 1$/);
    const isolated = await run(root, python, ["other"], {
      commands: [{ words: [python, "-I", ...words.slice(1)], weight: 1 }],
    });
    assert.is(isolated.commands[0]?.loaded, false);
    assert.match(isolated.commands[0]?.why ?? "", /no Python was seen/);
  });
}

test.run();
