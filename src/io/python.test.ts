import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import { UserError } from "../errors.js";
import { moduleOfFile, type PythonDistribution, type PythonEnvironment } from "../languages/python/environment.js";
import { askPython } from "./python.js";

interface Context {
  folder: string;
  exe: string;
  site: string;
  environment: PythonEnvironment;
}

const test = suite<Context>("askPython");

const LOUD = 'raise SystemExit("code of an installed project ran")\n';

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

test.before(async (context) => {
  context.folder = realpathSync(mkdtempSync(join(tmpdir(), "importperf-python-")));
  const venv = join(context.folder, "venv");
  const made = spawnSync("python3", ["-m", "venv", "--without-pip", venv], { encoding: "utf8" });
  assert.equal(made.status, 0, `python3 -m venv: ${made.stderr}`);
  context.exe = join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  context.site = (await askPython(context.exe)).folders.purelib;
  const { site, folder } = context;

  // Installed from an index.
  write(join(site, "yaml", "__init__.py"), LOUD);
  write(
    join(site, "PyYAML-6.0.dist-info", "METADATA"),
    "Metadata-Version: 2.1\nName: PyYAML\nVersion: 6.0\n\nVersion: 7 of the description\n",
  );
  write(
    join(site, "PyYAML-6.0.dist-info", "RECORD"),
    'yaml/__init__.py,sha256=x,1\n"yaml/with,comma.py",,\n../../../bin/tool.py,,\nPyYAML-6.0.dist-info/METADATA,,\n',
  );
  // An older form without a list of files.
  write(join(site, "old_way", "__init__.py"), LOUD);
  write(join(site, "old_way", "inner", "deep.py"), LOUD);
  write(join(site, "old_way-2.egg-info", "PKG-INFO"), "Name: old-way\nVersion: 2\n");
  write(join(site, "old_way-2.egg-info", "top_level.txt"), "old_way\n");
  // Editable, by setuptools' finder.
  write(join(folder, "project", "src", "finder_tool", "__init__.py"), LOUD);
  write(join(folder, "project", "src", "finder_tool", "cli.py"), LOUD);
  const finder = "__editable___finder_tool_0_1_finder.py";
  write(
    join(site, finder),
    `MAPPING: dict[str, str] = {'finder_tool': ${JSON.stringify(join(folder, "project", "src", "finder_tool"))}}\n${LOUD}`,
  );
  write(join(site, "finder_tool-0.1.dist-info", "METADATA"), "Name: finder-tool\nVersion: 0.1\n");
  write(join(site, "finder_tool-0.1.dist-info", "RECORD"), `${finder},,\n__editable__.finder_tool-0.1.pth,,\n`);
  write(
    join(site, "__editable__.finder_tool-0.1.pth"),
    "import __editable___finder_tool_0_1_finder; __editable___finder_tool_0_1_finder.install()\n",
  );
  write(
    join(site, "finder_tool-0.1.dist-info", "direct_url.json"),
    JSON.stringify({ url: `file://${folder}/project`, dir_info: { editable: true } }),
  );
  // Editable, by a path.
  write(join(folder, "path project", "path_tool.py"), LOUD);
  write(join(site, "path_tool-0.2.dist-info", "METADATA"), "Name: path-tool\nVersion: 0.2\n");
  write(join(site, "path_tool-0.2.dist-info", "RECORD"), "_path_tool.pth,,\n");
  write(join(site, "_path_tool.pth"), `${join(folder, "path project")}\n`);
  write(
    join(site, "path_tool-0.2.dist-info", "direct_url.json"),
    JSON.stringify({ url: `file://${folder}/path%20project`, dir_info: { editable: true } }),
  );
  // A folder on the path by hand, a file nobody installed, code that a start would run.
  write(join(folder, "extra", "extra_module.py"), LOUD);
  write(join(site, "extra.pth"), `# by hand\n${join(folder, "extra")}\n/nowhere/at/all\nimport sys; sys.exit(3)\n`);
  write(join(site, "loose_file.py"), LOUD);
  write(join(site, "sitecustomize.py"), LOUD);
  write(join(site, "broken.dist-info", "RECORD"), "");
  context.environment = await askPython(context.exe);
});

test.after(({ folder }) => rmSync(folder, { recursive: true, force: true }));

function modules(distribution: PythonDistribution | undefined): string[] {
  return (distribution?.places ?? []).flatMap((place) => place.files.map(moduleOfFile));
}

function named(environment: PythonEnvironment, name: string): PythonDistribution | undefined {
  return environment.distributions.find((distribution) => distribution.name === name);
}

test("says what the interpreter is", ({ environment, site }) => {
  assert.match(environment.runtime, /^\w+ 3\.\d+\.\d+/);
  assert.equal(environment.version[0], 3);
  for (const name of ["os", "json", "sys", "_io"]) assert.ok(environment.stdlib.includes(name), name);
  for (const name of ["sys", "_imp", "zipimport", "_frozen_importlib"])
    assert.ok(environment.builtin.includes(name), name);
  assert.ok(environment.stdlibFiles.some((place) => place.files.includes("json/decoder.py")));
  assert.deepEqual(environment.sitePackages[0], site);
});

test("reads distributions and their modules", ({ environment, site }) => {
  const yaml = named(environment, "PyYAML");
  assert.equal(yaml?.version, "6.0");
  assert.equal(yaml?.local, false);
  assert.deepEqual(yaml?.places, [{ base: site, files: ["yaml/__init__.py", "yaml/with,comma.py"] }]);
  assert.deepEqual(modules(named(environment, "old-way")), ["old_way", "old_way.inner.deep"]);
});

test("finds the files of editable installs without running their finders", ({ environment }) => {
  const tool = named(environment, "finder-tool");
  assert.equal(tool?.local, true);
  assert.deepEqual(modules(tool).sort(), ["__editable___finder_tool_0_1_finder", "finder_tool", "finder_tool.cli"]);
  const path = named(environment, "path-tool");
  assert.equal(path?.local, true);
  assert.deepEqual(modules(path), ["path_tool"]);
});

test("lists what no distribution claims and what lies elsewhere", ({ environment, folder }) => {
  const unclaimed = environment.unclaimed.flatMap((place) => place.files);
  assert.ok(unclaimed.includes("loose_file.py"));
  const extra = environment.elsewhere.find((place) => place.base === join(folder, "extra"));
  assert.deepEqual(extra?.files, ["extra_module.py"]);
});

test("a folder without metadata is no distribution with a version", ({ environment }) => {
  assert.equal(named(environment, "broken")?.version ?? null, null);
});

async function refusal(exe: string): Promise<UserError> {
  try {
    await askPython(exe);
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error;
  }
  throw new Error(`${exe} was taken for a Python`);
}

test("refuses what is not there, what is no Python, and what fails", async ({ folder }) => {
  assert.equal((await refusal(join(folder, "nowhere"))).code, "python-missing");
  assert.equal((await refusal(folder)).code, "python-missing");
  assert.equal((await refusal(process.execPath)).code, "python-failed");
  if (process.platform !== "win32") assert.match((await refusal(join(folder, "venv"))).hint, /venv\/bin\/python\.$/);
  const script = (name: string, text: string) => {
    const path = join(folder, name);
    write(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  assert.equal((await refusal(script("silent", "exit 0"))).code, "python-not-python");
  assert.equal((await refusal(script("chatty", "echo '[1, 2]'"))).code, "python-not-python");
  assert.equal((await refusal(script("null", "echo null"))).code, "python-not-python");
  const old = await refusal(script("old", `echo '{"tooOld": "3.6"}'`));
  assert.equal(old.code, "python-too-old");
  assert.match(old.message, /is Python 3\.6$/);
  assert.equal((await refusal(script("two", "echo 'Unknown option: -I' >&2; exit 2"))).code, "python-too-old");
  const failed = await refusal(script("failing", "echo 'no such library' >&2; exit 1"));
  assert.match(failed.message, /no such library$/);
});

test.run();
