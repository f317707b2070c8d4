import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { interpreters } from "../io/testing/pythons.js";
import { documentOf, graph, projectOf, reachedNames, shown } from "./testing.js";

const test = suite("perf graph of Python");
const exe = interpreters().at(-1)?.path ?? "python3";

const APP = {
  "app/__init__.py": "",
  "app/__main__.py": "from app.cli import main\nif __name__ == '__main__':\n    import app.guard\n    main()\n",
  "app/cli.py":
    "from typing import TYPE_CHECKING\nfrom . import api\nif TYPE_CHECKING:\n    import app.types\ndef main():\n    from .heavy import work\n    work()\n",
  "app/api.py":
    "try:\n    import missing_one\nexcept ImportError:\n    missing_one = None\nfrom .sub.leaf import value as v\n",
  "app/guard.py": "",
  "app/types.py": "",
  "app/heavy.py": "import json.tool\n",
  "app/sub/__init__.py": "if __name__ == '__main__':\n    import app.types\n",
  "app/sub/leaf.py": "value = 1\n",
  "app/alone.py":
    "import importlib\nimportlib.import_module('app.heavy')\nname = input()\nimportlib.import_module(name)\n",
};

test("a package: every import with its place, time and manner", async () => {
  const folder = projectOf(APP);
  const document = await documentOf(join(folder, "app"), "--no-external", "--python", exe);
  assert.is(document.root, folder);
  assert.equal(
    document.entries.map((entry) => document.modules[entry]?.name),
    ["app.__main__"],
  );
  assert.equal(shown(document), [
    "app.__main__:1 app.cli eager",
    "app.__main__:3 app.guard eager in entry",
    "app.alone:2 app.heavy eager dynamic",
    "app.api:5 app.sub eager implicit",
    "app.api:5 app.sub.leaf eager",
    "app.cli:2 app eager",
    "app.cli:2 app.api eager",
    "app.cli:4 app.types type-only",
    "app.cli:6 app.heavy deferred",
    "app.sub:2 app.types eager in entry",
  ]);
  assert.equal(reachedNames(document, "eager").sort(), [
    "app",
    "app.__main__",
    "app.api",
    "app.cli",
    "app.guard",
    "app.sub",
    "app.sub.leaf",
  ]);
  assert.equal(reachedNames(document, "deferred"), ["app.heavy"]);
  assert.equal(reachedNames(document, "never"), ["app.alone", "app.types"]);
  assert.equal(
    document.unresolved.map(({ line, text, reason }) => `${line} ${text} ${reason}`),
    ["4 importlib.import_module(name) computed", "2 missing_one not-found"],
  );
  const leaf = document.imports.find(({ names }) => names.includes("value"));
  assert.equal([leaf?.text, leaf?.column], [".sub.leaf", 1]);
});

test("origins and what is followed: the standard library and dependencies only where asked", async () => {
  const folder = projectOf(APP);
  const without = await documentOf(join(folder, "app"), "--python", exe);
  const names = (document: typeof without) => new Map(document.modules.map((module) => [module.name, module]));
  assert.is(names(without).get("json.tool")?.origin, "stdlib");
  assert.not(names(without).has("json.decoder"));
  const followed = names(await documentOf(join(folder, "app"), "--follow", "--python", exe));
  assert.is(followed.get("json.decoder")?.origin, "stdlib");
  assert.is(followed.get("json.decoder")?.reach, "deferred");
  assert.is(followed.get("sys")?.origin, "builtin");
});

test("entries: a module, a function, a file, a console script; parents of an entry are loaded too", async () => {
  const folder = projectOf({
    ...APP,
    "pyproject.toml": '[project]\nname = "app"\n[project.scripts]\nrun-app = "app.sub.leaf:value"\n',
    "tool.py": "import app.alone\n",
  });
  const eager = async (...argv: string[]): Promise<string[]> =>
    reachedNames(await documentOf(folder, "--no-external", "--python", exe, ...argv), "eager").sort();
  assert.equal(await eager(), ["app", "app.sub", "app.sub.leaf"]);
  assert.equal(await eager("--entry", "run-app"), ["app", "app.sub", "app.sub.leaf"]);
  assert.equal(await eager("--entry", "app.heavy"), ["app", "app.heavy"]);
  assert.equal(await eager("--entry", join(folder, "tool.py")), ["app", "app.alone", "app.heavy", "tool"]);
  assert.ok((await eager("--entry", "app.__main__")).includes("app.guard"));
  assert.not((await eager("--entry", "app.__main__:main")).includes("app.guard"), "a launcher imports it");
  const { error } = await graph(folder, "--entry", "app.hevy", "--python", exe);
  assert.is(error?.code, "entry-missing");
  assert.match(error?.hint ?? "", /app\.heavy/);
});

test("project folders: src layouts, several packages, loose scripts; environments and what is made are left out", async () => {
  const folder = projectOf({
    "pyproject.toml": "",
    "src/one/__init__.py": "import two\n",
    "src/two/__init__.py": "",
    "tests/test_one.py": "import one\n",
    "inner/setup.py": "",
    "inner/src/three/__init__.py": "",
    "my-scripts/run.py": "",
    "venv/pyvenv.cfg": "",
    "venv/lib/x.py": "",
    "build/lib/one/x.py": "",
    "node_modules/x/y.py": "",
    ".hidden/x.py": "",
    "src/one/__pycache__/x.py": "",
  });
  symlinkSync("../src", join(folder, "src", "round"));
  const { modules, imports } = await documentOf(folder, "--no-external", "--python", exe);
  assert.equal(modules.map(({ name }) => name).sort(), ["one", "run", "setup", "tests.test_one", "three", "two"]);
  assert.is(imports.length, 2);
});

test("bad input is named, the rest goes on", async () => {
  const folder = projectOf({
    "app/__init__.py": "import app.good\n",
    "app/good.py": "",
    "app/binary.py": Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2]),
    "app/half.py": "import os\ndef f(:\n",
    "app/latin.py": Buffer.from("# caf\xe9\nimport os\n", "latin1"),
    "app/declared.py": Buffer.from("# -*- coding: latin-1 -*-\n# caf\xe9\nimport app.good\n", "latin1"),
    "app/deep.py": `x = ${"(".repeat(100_000)}${")".repeat(100_000)}\n`,
    "app/huge.py": "x = 1\n",
  });
  truncateSync(join(folder, "app/huge.py"), 50 * 1024 * 1024);
  symlinkSync("round.py", join(folder, "app/round.py"));
  mkdirSync(join(folder, "app/folder.py"));
  writeFileSync(join(folder, "app/folder.py/inner.py"), "");
  const { modules, unread } = await documentOf(join(folder, "app"), "--python", exe);
  assert.equal(unread.map(({ file }) => file).sort(), [
    "app/binary.py",
    "app/deep.py",
    "app/half.py",
    "app/huge.py",
    "app/latin.py",
    "app/round.py",
  ]);
  const reasons = new Map(unread.map(({ file, reason }) => [file, reason]));
  assert.is(reasons.get("app/binary.py"), "binary");
  assert.match(reasons.get("app/huge.py") ?? "", /larger than/);
  assert.ok(modules.some(({ name }) => name === "app.declared"));
});

test("a missing target or module is named with the nearest names, an interpreter as asked", async () => {
  assert.is((await graph("no/such/folder")).error?.code, "target-missing");
  const { error } = await graph("--module", "jsn", "--python", exe);
  assert.is(error?.code, "module-missing");
  assert.match(error?.hint ?? "", /json/);
  assert.is((await graph(projectOf(APP), "--python", "/no/such/python")).error?.code, "python-missing");
  assert.is((await graph(projectOf({ "a.txt": "" }))).error?.code, "nothing-to-scan");
  assert.is((await graph()).error?.code, "usage");
});

test("distributions come from RECORD", async () => {
  const folder = projectOf({
    "env/pyvenv.cfg": "",
    "app/__init__.py": "import ns.part\nimport stray\n",
    "env/lib/ns/part.py": "",
  });
  // An environment of our own is made, so that nothing is installed for the test.
  execFileSync(exe, ["-m", "venv", "--without-pip", join(folder, ".venv")]);
  const code = "import sysconfig; print(sysconfig.get_path('purelib'))";
  const site = execFileSync(join(folder, ".venv/bin/python"), ["-c", code], { encoding: "utf8" }).trim();
  for (const [path, text] of Object.entries({
    "ns/part.py": "",
    "stray.py": "",
    "Ns_Part-1.2.dist-info/METADATA": "Metadata-Version: 2.1\nName: Ns.Part\nVersion: 1.2\n\nVersion: 9\n",
    "Ns_Part-1.2.dist-info/RECORD": 'ns/part.py,sha256=abc,0\n"odd,name.py",,\n',
  })) {
    mkdirSync(join(site, path, ".."), { recursive: true });
    writeFileSync(join(site, path), text);
  }
  const { modules } = await documentOf(join(folder, "app"), "--python", join(folder, ".venv/bin/python"));
  const part = modules.find(({ name }) => name === "ns.part");
  assert.equal([part?.origin, part?.distribution, part?.distributionVersion], ["dependency", "Ns.Part", "1.2"]);
  const stray = modules.find(({ name }) => name === "stray");
  assert.equal([stray?.origin, stray?.distribution], ["dependency", null]);
});

test("a package that takes its own submodule by its full name loads it; a name that it binds itself hides one", async () => {
  const folder = projectOf({
    "pkg/__init__.py": "from pkg import inner\nfrom .other import thing as hidden\n",
    "pkg/inner.py": "",
    "pkg/hidden.py": "",
    "pkg/other.py": "thing = 1\n",
    "main.py": "from pkg import hidden, inner\n",
  });
  const document = await documentOf(join(folder, "main.py"), "--no-external", "--python", exe);
  assert.equal(shown(document), [
    "main:1 pkg eager",
    "main:1 pkg.inner eager",
    "pkg:1 pkg eager",
    "pkg:1 pkg.inner eager",
    "pkg:2 pkg.other eager",
  ]);
});

test("a package's own finder lets it import a copy by the copy's own name", async () => {
  const folder = projectOf({
    "app/__init__.py": "import sys\nsys.meta_path.insert(0, object())\n",
    "app/__main__.py": "import copied.part\n",
    "app/copied/__init__.py": "",
    "app/copied/part.py": "",
  });
  const document = await documentOf(join(folder, "app"), "--no-external", "--python", exe);
  assert.ok(shown(document).includes("app.__main__:1 app.copied.part eager"), shown(document).join("\n"));
});

/** What CPython loads for a module, beyond what it starts with; other names of a module (`os.path`) left out. */
function loaded(module: string): string[] {
  const code = `import sys\nbefore = set(sys.modules)\nimport ${module}\nprint("\\n".join(n for n, m in sys.modules.items() if n not in before and m.__name__ == n == m.__spec__.name))`;
  return execFileSync(exe, ["-I", "-S", "-c", code], { encoding: "utf8" }).trim().split("\n");
}

test("what the sources say is loaded at startup covers what CPython loads", async () => {
  for (const module of [
    "json.tool",
    "asyncio",
    "http.client",
    "logging.config",
    "unittest",
    "email.message",
    "urllib.request",
  ]) {
    const document = await documentOf("--module", module, "--entry", `${module}:main`, "--follow", "--python", exe);
    const eager = new Set(reachedNames(document, "eager"));
    const modules = loaded(module);
    // Codecs are loaded by what looks them up, and by no statement.
    const uncovered = modules.filter((name) => !eager.has(name) && !name.startsWith("encodings."));
    assert.ok(uncovered.length <= modules.length * 0.02, `${module}: ${uncovered.join(", ")} of ${modules.length}`);
  }
});

test("names below extern are the copies in _vendor, where a finder of the package makes them so", async () => {
  const folder = projectOf({
    "app/__init__.py": "",
    "app/extern/__init__.py": "import sys\nsys.meta_path.append(None)\n",
    "app/_vendor/__init__.py": "",
    "app/_vendor/packaging/__init__.py": "",
    "app/_vendor/packaging/version.py": "",
    "app/__main__.py": "import app.extern.packaging.version\nfrom app.extern import packaging, json, nothing\n",
  });
  const document = await documentOf(join(folder, "app"), "--python", exe);
  const found = shown(document).filter((line) => line.startsWith("app.__main__"));
  assert.ok(found.includes("app.__main__:1 app._vendor.packaging.version eager"), found.join("\n"));
  assert.ok(found.includes("app.__main__:2 app._vendor.packaging eager"));
  assert.ok(found.includes("app.__main__:2 json eager"));
  assert.not(found.some((line) => line.includes("nothing")));
});

test("a name that a function computes behind a package's and a dot may be any module of it", async () => {
  const folder = projectOf({
    "app/__init__.py": "",
    "app/__main__.py":
      "import importlib\nimportlib.import_module(f'app.eager.{1}')\ndef load(name):\n    importlib.import_module(f'app.parts.{name}')\n",
    "app/eager/__init__.py": "",
    "app/eager/one.py": "",
    "app/parts/__init__.py": "",
    "app/parts/one.py": "",
    "app/parts/two/__init__.py": "",
    "app/parts/data/three.txt": "",
    "app/parts/no-module.py": "",
  });
  const document = await documentOf(join(folder, "app"), "--python", exe);
  assert.equal(
    shown(document).filter((line) => !line.endsWith("importlib eager")),
    ["app.__main__:4 app.parts.one deferred dynamic", "app.__main__:4 app.parts.two deferred dynamic"],
  );
  assert.equal(
    document.unresolved.map(({ text }) => text),
    ["app.eager.…", "app.parts.…"],
  );
});

test("modules of its own that a file lists beside a computed import are deferred imports of it", async () => {
  const folder = projectOf({
    "app/__init__.py": "",
    "app/__main__.py":
      "import logging\nPLUGINS = {'own': 'app.handlers', 'run': 'app.tasks:run', 'class': 'app.late.Late', 'no': 'app.no'}\n" +
      "logging.getLogger('app.quiet')\ndef load(path):\n    return __import__(path)\n",
    "app/handlers.py": "",
    "app/tasks.py": "",
    "app/late.py": "",
    "app/quiet.py": "",
  });
  const document = await documentOf(join(folder, "app"), "--python", exe);
  const found = shown(document).filter((line) => line.startsWith("app.__main__:5"));
  assert.equal(
    found,
    ["handlers", "tasks", "late"].map((name) => `app.__main__:5 app.${name} deferred dynamic`),
  );
  assert.is(document.unresolved.length, 1);
});

test("without an interpreter, what the scanner leaves to Python's parser is named as not read", async () => {
  const folder = projectOf({
    "app.py": "import json\n",
    "strange.py": `import os\nx = ${"(".repeat(10_000)}1${")".repeat(10_000)}\n`,
  });
  const { PATH, VIRTUAL_ENV } = process.env;
  process.env.PATH = join(folder, "empty");
  delete process.env.VIRTUAL_ENV;
  try {
    const { unread, warnings } = await documentOf(folder);
    assert.ok(warnings.some(({ code }) => code === "no-interpreter"));
    assert.equal(
      unread.map(({ file, line }) => [file, line]),
      [["strange.py", 2]],
    );
    assert.match(unread[0]?.reason ?? "", /: only Python's own parser could tell, and none was there to ask$/);
  } finally {
    process.env.PATH = PATH;
    if (VIRTUAL_ENV !== undefined) process.env.VIRTUAL_ENV = VIRTUAL_ENV;
  }
});

test.run();
