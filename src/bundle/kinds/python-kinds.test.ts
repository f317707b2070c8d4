import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { PythonProgram } from "../bundler.js";
import { PYTHON_KINDS } from "./kinds.js";
import { FakeTools, PYTHON_PROGRAM } from "./testing.js";

const INSTALLED = { pyinstaller: "6.22.3 3.11", nuitka: "4.3 3.11", shiv: "1.0.8 3.11", pex: "2.105 3.11" };

async function bundler(kind: string) {
  const load = PYTHON_KINDS[kind];
  if (load === undefined) throw new Error(`no ${kind}`);
  return load();
}

async function built(kind: string, more: Partial<PythonProgram> = {}, tools = new FakeTools(INSTALLED)) {
  const made = await (await bundler(kind)).build({ ...PYTHON_PROGRAM, ...more }, "/into", tools);
  return { ...made, ran: tools.ran, made: tools.made };
}

async function found(kind: string, tools: FakeTools, more: Partial<PythonProgram> = {}) {
  return (await bundler(kind)).find({ ...PYTHON_PROGRAM, ...more }, tools);
}

const test = suite("bundlers of Python programs");

test("are in order, each under its own name", async () => {
  const names = Object.keys(PYTHON_KINDS);
  assert.equal(names, [...names].sort());
  for (const name of names) assert.is((await bundler(name)).kind, name);
});

test("PyInstaller is told in its words what it can't see", async () => {
  const { path, command, ran } = await built("pyinstaller", { excluded: ["tkinter"] });
  assert.equal([path, command], ["/into/greet", ["/into/greet/greet"]]);
  assert.equal(ran, [
    "PYTHONPATH=/modules PYINSTALLER_CONFIG_DIR=/scratch/config /venv/bin/python -m PyInstaller --noconfirm --onedir --name greet --distpath /into --workpath /scratch/building --specpath /scratch --paths /modules --hidden-import greet.how --collect-data greet --copy-metadata greet --exclude-module tkinter /start/greet_start.py",
  ]);
});

test("PyInstaller makes one file", async () => {
  const { path, command, ran } = await built("pyinstaller-onefile");
  assert.equal([path, command], ["/into/greet", ["/into/greet"]]);
  assert.match(ran[0] ?? "", " --onefile ");
});

test("Nuitka is told in its words what it can't see", async () => {
  const module = { file: "/modules/greet/cli.py", loader: "SourceFileLoader", package: false };
  const started = [
    { ...module, name: "greet.cli", early: false },
    { ...module, name: "hook", early: true },
  ];
  const hook = { name: "hook", version: "2", metadata: "hook-2.dist-info", modules: ["hook"] };
  const distributions = [...PYTHON_PROGRAM.distributions, hook];
  const { path, command, ran } = await built("nuitka", { excluded: ["tkinter"], started, distributions });
  assert.equal([path, command], ["/into/greet", ["/into/greet/greet_start.dist/greet"]]);
  assert.equal(ran, [
    "PYTHONPATH=/modules NUITKA_CACHE_DIR=/scratch/cache /venv/bin/python -m nuitka --standalone --assume-yes-for-downloads --remove-output --output-dir=/into/greet --output-filename=greet --include-module=greet.how --include-package-data=greet --include-distribution-metadata=greet --include-data-dir=/modules/hook-2.dist-info=hook-2.dist-info --nofollow-import-to=tkinter /start/greet_start.py",
  ]);
});

test("Nuitka's program gives way to a package of its name, and keeps its own by a link", async () => {
  const files = { "/modules/greet": "", "/start/greet_start.py": "from greet import main\n" };
  const { command, ran, made } = await built("nuitka", {}, new FakeTools(INSTALLED, [], files));
  assert.match(ran[0] ?? "", / --output-filename=greet\.bin .* \/scratch\/greet_start\.py$/);
  assert.match(
    made.get("/scratch/greet_start.py") ?? "",
    /^import sys\nsys\.argv\[0\] = .*original_argv0.*\nfrom greet import main\n$/,
  );
  assert.equal(command, ["/into/greet/greet"]);
  assert.is(made.get("/into/greet/greet"), "-> greet_start.dist/greet.bin");
  const one = await built("nuitka-onefile", {}, new FakeTools(INSTALLED, [], { "/modules/greet": "" }));
  assert.equal([one.path, one.command], ["/into/greet", ["/into/greet"]]);
  assert.match(
    one.ran[0] ?? "",
    "--onefile --assume-yes-for-downloads --remove-output --output-dir=/into --output-filename=greet ",
  );
});

test("Nuitka needs a compiler and patchelf", async () => {
  assert.match(JSON.stringify(await found("nuitka", new FakeTools(INSTALLED))), "apt-get install gcc");
  const compiling = await found("nuitka", new FakeTools(INSTALLED, ["gcc"]));
  if (process.platform === "linux") assert.match(JSON.stringify(compiling), "apt-get install patchelf");
  assert.equal(await found("nuitka", new FakeTools(INSTALLED, ["gcc", "patchelf"])), { version: "4.3" });
});

test("zipapp gets a copy that starts by the script", async () => {
  const { command, ran, made, needs } = await built("zipapp", { excluded: ["junk"] });
  assert.is(made.get("/scratch/app"), "copy of /modules without junk without junk.py");
  assert.is(made.get("/scratch/app/__main__.py"), "copy of /start/greet_start.py");
  assert.equal(ran, [
    "/usr/bin/python3.11 -m zipapp /scratch/app --output /into/greet --python /usr/bin/env python3.11",
  ]);
  assert.equal([command, needs], [["/usr/bin/python3.11", "/into/greet"], "CPython 3.11"]);
});

test("shiv and PEX get the folder itself and a function", async () => {
  const shiv = await built("shiv");
  assert.equal(shiv.ran, [
    "/venv/bin/python -m shiv --site-packages /modules --entry-point greet.cli:main --output-file /into/greet --python /usr/bin/env python3.11 --compile-pyc --reproducible",
  ]);
  assert.equal(shiv.command, ["/usr/bin/python3.11", "/into/greet"]);
  const pex = await built("pex");
  assert.equal(pex.ran, [
    "/venv/bin/python -m pex --disable-cache --python /usr/bin/python3.11 --sources-directory /modules --entry-point greet.cli:main --output-file /into/greet --venv --sh-boot --python-shebang /usr/bin/python3.11",
  ]);
  assert.equal(pex.command, ["/into/greet"]);
});

test("shiv and PEX start a file by a function of ours", async () => {
  for (const kind of ["shiv", "pex"]) {
    const { ran, made } = await built(kind, { entry: { file: "/project/greet.py" } });
    assert.match(ran[0] ?? "", /\/scratch\/modules .*_importperf_start:main/);
    assert.is(made.get("/scratch/modules/_importperf_start/script.py"), "copy of /start/greet_start.py");
  }
});

test("PyApp needs cargo, and holds the program's interpreter with its modules", async () => {
  assert.match(JSON.stringify(await found("pyapp", new FakeTools())), "apt-get install cargo");
  const files = { "/start/greet_start.py": "sys.exit(main())" };
  const { path, needs, ran, made } = await built(
    "pyapp",
    { name: "greet_it!", excluded: ["tkinter"] },
    new FakeTools({}, [], files),
  );
  assert.is(made.get("/scratch/modules"), "copy of /modules without tkinter without tkinter.py");
  assert.is(
    ran[0],
    "/usr/bin/python3.11 -I /ours/python/distribution.py /scratch/distribution.tar.gz /scratch/modules",
  );
  assert.match(ran[1] ?? "", "PYAPP_PROJECT_NAME=greet-it PYAPP_PROJECT_VERSION=0 ");
  assert.match(ran[1] ?? "", "PYAPP_DISTRIBUTION_PATH=/scratch/distribution.tar.gz ");
  assert.match(ran[1] ?? "", "PYAPP_FULL_ISOLATION=1 PYAPP_SKIP_INSTALL=1 PYAPP_PYTHON_VERSION=3.11 ");
  assert.is(needs, "a HOME to unpack into");
  assert.is(made.get(path), "was /scratch/installed/bin/pyapp");
});

test("PyApp embeds a distribution that is given, and ends with what the function returns", async () => {
  const files = { "/start/greet_start.py": "sys.exit(main())" };
  const { needs, ran } = await built("pyapp", { distribution: "/dist/greet.whl" }, new FakeTools({}, [], files));
  assert.is(ran.length, 1);
  assert.match(
    ran[0] ?? "",
    /^PYAPP_PROJECT_PATH=\/dist\/greet.whl PYAPP_PYTHON_VERSION=3.11 PYAPP_EXEC_CODE=import os, sys\nsys.argv\[0\] = os.environ\["PYAPP"\]\nsys.exit\(main\(\)\) PYAPP_PASS_LOCATION=1 CARGO_TARGET_DIR=\/scratch\/target cargo install pyapp --version [\d.]+ --locked --force --root \/scratch\/installed$/,
  );
  assert.match(needs, "the network at its first start");
});

test("PyOxidizer says that it is unmaintained, and embeds 3.8 to 3.10", async () => {
  const late = JSON.stringify(await found("pyoxidizer", new FakeTools({ pyoxidizer: "pyoxidizer 0.24.0" })));
  assert.match(late, "unmaintained since 2023");
  assert.match(late, "runs on 3.11");
  const interpreter = { ...PYTHON_PROGRAM.interpreter, version: [3, 10, 1] as const };
  assert.match(JSON.stringify(await found("pyoxidizer", new FakeTools(), { interpreter })), "pip install pyoxidizer");
  const there = new FakeTools({ "/bin/pyoxidizer": "PyOxidizer 0.24.0" }, ["pyoxidizer"]);
  assert.equal(await found("pyoxidizer", there, { interpreter }), { version: "0.24.0" });
  const { command, ran, made } = await built("pyoxidizer", { interpreter }, there);
  assert.match(ran[0] ?? "", /^\/bin\/pyoxidizer build --release /);
  assert.match(made.get("/scratch/pyoxidizer.bzl") ?? "", 'python_version = "3.10"');
  assert.is(made.get("/into/greet/lib"), "copy of /modules");
  assert.equal(command, ["/into/greet/greet"]);
});

test("an image is built where a daemon answers", async () => {
  assert.match(JSON.stringify(await found("docker", new FakeTools())), "apt-get install docker.io");
  assert.match(JSON.stringify(await found("docker", new FakeTools({}, ["docker"]))), "daemon doesn't answer");
  assert.equal(await found("docker", new FakeTools({ version: "28.2" }, ["docker"])), { version: "28.2" });
  const { path, command, ran, made } = await built("docker", { name: "Greet_It" });
  assert.equal(ran, [
    "docker build --tag importperf-bundle/greet-it /scratch/image",
    "docker save --output /into/Greet_It.tar importperf-bundle/greet-it",
  ]);
  assert.match(made.get("/scratch/image/Dockerfile") ?? "", "FROM python:3.11-slim\n");
  assert.equal(
    [path, command],
    ["/into/Greet_It.tar", ["docker", "run", "--rm", "--interactive", "importperf-bundle/greet-it"]],
  );
});

test.run();
