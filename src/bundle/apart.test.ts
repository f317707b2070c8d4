import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { scriptLines } from "../io/script-lines.js";
import { someInterpreters } from "../io/testing/pythons.js";

const test = suite("modules that nothing in a program names");
const newest = someInterpreters().at(-1);
if (newest === undefined) throw new Error("these tests need a Python");
const python = newest.path;

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

interface Asked {
  readonly loaded?: readonly string[];
  readonly asked?: readonly string[];
  readonly excluded?: readonly string[];
  readonly entry?: string | null;
  readonly needs?: readonly string[] | null;
}

/** The program `app`, and the distribution `kit`, which brings `kit_parts`, that starts load, `kit_build` and `_kit_hooks`. */
const INSTALLED = {
  "app/__init__.py": "import kit_parts\n",
  "kit_parts/__init__.py": "'Of kit_build.'\nCOLOUR = 'red'\n",
  "kit_build/__init__.py": "import _kit_hooks, sys\ndef again(): sys.modules.clear()\n",
  "_kit_hooks/__init__.py": "",
  "kit-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: kit\nVersion: 1\n",
  "kit-1.dist-info/RECORD":
    "kit_parts/__init__.py,,\nkit_build/__init__.py,,\n_kit_hooks/__init__.py,,\nkit-1.dist-info/METADATA,,\n",
  "kit-1.dist-info/entry_points.txt": "[builders]\nfast = kit_build:again\n",
};

let count = 0;

async function apart(changed: Readonly<Record<string, string>>, asked: Asked = {}): Promise<readonly string[]> {
  const modules = join(folder, `${count++}`);
  for (const [name, text] of Object.entries({ ...INSTALLED, ...changed })) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    writeFileSync(join(modules, name), text);
  }
  const request = {
    modules,
    excluded: [],
    entry: "app",
    out: `${modules} copies`,
    loaded: ["app", "kit_parts"],
    asked: [],
    needs: null,
    ...asked,
  };
  const script = join(process.cwd(), "dist/bundle/python/copies.py");
  const [answer] = await scriptLines<{ apart: string[] }>(python, script, JSON.stringify(request), 1);
  const left = [...(answer?.apart ?? []), ...(asked.excluded ?? [])];
  for (const top of ["app", "kit_parts", ...BOTH])
    assert.is(existsSync(join(request.out, top)), !left.includes(top), `${top} is copied`);
  return answer?.apart ?? [];
}

const BOTH = ["_kit_hooks", "kit_build"];

test("what a distribution brings beside what starts load of it stands apart", async () => {
  assert.equal(await apart({}), BOTH);
});

test("names in docstrings, comments and comparisons lead to nothing", async () => {
  const said =
    "def main(key):\n    'As kit_build has it.'\n    # kit_build\n    return key == 'kit_build' or key in ('a', 'kit_build')\n";
  assert.equal(await apart({ "app/main.py": said }), BOTH);
});

test("what the bundle will not have stands nowhere", async () => {
  assert.equal(await apart({ "app/main.py": "import kit_build\n" }), []);
  assert.equal(await apart({ "app/main.py": "import kit_build\n" }, { excluded: BOTH }), []);
  assert.equal(await apart({}, { excluded: ["kit_build"] }), ["_kit_hooks"]);
});

const NAMED: Readonly<Record<string, string>> = {
  "an import in a function": "def main():\n    import kit_build.more\n",
  "an import in a try": "try:\n    from kit_build import again\nexcept ImportError:\n    again = None\n",
  "a text": "from importlib import import_module\ndef main(): return import_module('kit_build')\n",
  "a part of a text": "def main(name): return __import__(f'kit_build.{name}')\n",
  "a text among others": "PLUGINS = {'fast': ('kit_build', 'again')}\n",
  "code for another process":
    "import subprocess, sys\ndef main(): subprocess.run([sys.executable, b'-c', b'import kit_build'])\n",
  "a file that is no Python of this version": "print 'kit_build'\n",
  "the group of its entry point":
    "from importlib.metadata import entry_points\ndef main(): entry_points(group='builders')\n",
};

for (const [what, source] of Object.entries(NAMED)) {
  test(`${what} leads to it, and on to what it imports`, async () => {
    assert.equal(await apart({ "app/main.py": source }), []);
  });
}

test("an entry point of a group that is called by a module of the program leads to it", async () => {
  assert.equal(await apart({ "kit-1.dist-info/entry_points.txt": "[app.builders]\nfast = kit_build:again\n" }), []);
});

/** `kit_parts` extends what `kit_build` does. */
const EXTENDED = {
  "kit_parts/steps.py": "def steps():\n    from kit_build import again\n    again()\n",
  "kit-1.dist-info/entry_points.txt": "[kit_build.steps]\nmore = kit_parts.steps:steps\n",
};

test("what only extends it does not lead to it", async () => {
  assert.equal(await apart(EXTENDED), BOTH);
  assert.equal(await apart({ ...EXTENDED, "app/main.py": "def main(): from kit_parts import steps\n" }), []);
  assert.equal(await apart({ ...EXTENDED, "app/main.py": "GROUP = 'kit_build.steps'\n" }), []);
  const entries = "[kit_build.steps]\nmore = kit_parts.steps:steps\n[app.steps]\nmore = kit_parts.steps:steps\n";
  assert.equal(await apart({ ...EXTENDED, "kit-1.dist-info/entry_points.txt": entries }), []);
  assert.equal(await apart({ ...EXTENDED, "kit-1.dist-info/entry_points.txt": "" }), []);
});

test("only what is named does not stand apart", async () => {
  assert.equal(await apart({ "app/main.py": "def main():\n    import _kit_hooks\n" }), ["kit_build"]);
});

test("a distribution that the user named, or that nobody needs and starts load nothing of, is there for a reason", async () => {
  assert.equal(await apart({}, { asked: ["Kit"] }), []);
  assert.equal(await apart({ "app/__init__.py": "" }, { loaded: ["app"] }), []);
});

/** `app` is a distribution that needs `kit`, and that needs `deep`, which starts load nothing of. */
const NEEDED = {
  "app-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: app\nVersion: 1\nRequires-Dist: kit>=1\n",
  "app-1.dist-info/RECORD": "app/__init__.py,,\n",
  "kit-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: kit\nVersion: 1\nRequires-Dist: deep; extra == 'all'\n",
  "deep/__init__.py": "import sys\ndef again(): sys.modules.clear()\n",
  "deep-1.egg-info/PKG-INFO": "Metadata-Version: 1.0\nName: deep\nVersion: 1\n",
  "deep-1.egg-info/top_level.txt": "deep\n",
};

test("what only a dependency says it needs stands apart where nothing names it", async () => {
  assert.equal(await apart(NEEDED), ["_kit_hooks", "deep", "kit_build"]);
  assert.equal(await apart({ ...NEEDED, "kit_parts/more.py": "def more(): import deep\n" }), BOTH);
  assert.equal(await apart(NEEDED, { asked: ["deep"] }), BOTH);
});

test("what the program itself says it needs is there for a reason", async () => {
  const itself = `${NEEDED["app-1.dist-info/METADATA"]}Requires-Dist: Deep ; python_version > "3"\n`;
  assert.equal(await apart({ ...NEEDED, "app-1.dist-info/METADATA": itself }), BOTH);
  // Nobody needs the program, or its entry is in it: either tells that it is the program.
  assert.equal(await apart({ ...NEEDED, "app-1.dist-info/METADATA": itself }, { entry: null }), BOTH);
  const { "app-1.dist-info/METADATA": _, "app-1.dist-info/RECORD": __, ...without } = NEEDED;
  assert.equal(await apart(without), BOTH);
  assert.equal(await apart(without, { needs: ["Kit"] }), ["_kit_hooks", "deep", "kit_build"], "sources that need kit");
  assert.equal(await apart(without, { needs: ["Kit", "Deep"] }), BOTH);
  assert.equal(await apart(without, { entry: null }), BOTH);
  const circle = { ...NEEDED, "app-1.dist-info/METADATA": itself, "deep-1.egg-info/requires.txt": "app\n" };
  assert.equal(await apart(circle), BOTH);
});

test.run();
