import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { withBundleTools } from "../../io/bundle-tools.js";
import { type Interpreter, interpreters, someInterpreters } from "../../io/testing/pythons.js";
import type { BundleBuilt, PythonProgram } from "../bundler.js";
import { gatherPython } from "../gather-python.js";
import { laidOut } from "./laid-out.js";

const test = suite("our own bundles of Python programs");
const FIXTURES = join(process.cwd(), "fixtures/bundle");

/** A virtual environment with the fixture's distributions, and pkg_resources where the interpreter brings it along. */
function environmentOf(python: string, folder: string): string {
  const made = spawnSync(python, ["-m", "venv", "--without-pip", join(folder, "venv")], { encoding: "utf8" });
  assert.is(made.status, 0, made.stderr);
  const executable = join(folder, "venv/bin/python");
  const ask = "import sysconfig; print(sysconfig.get_paths()['purelib'])";
  const site = spawnSync(executable, ["-c", ask], { encoding: "utf8" }).stdout.trim();
  cpSync(join(FIXTURES, "installed"), site, { recursive: true });
  const unpack =
    "import ensurepip, glob, os, sys, zipfile\nfor wheel in glob.glob(os.path.dirname(ensurepip.__file__) + '/_bundled/setuptools-*.whl'): [zipfile.ZipFile(wheel).extract(name, sys.argv[1]) for name in zipfile.ZipFile(wheel).namelist() if name.startswith('pkg_resources/')]";
  spawnSync(executable, ["-c", unpack, site]);
  return executable;
}

interface Bundled {
  readonly program: PythonProgram;
  readonly folder: BundleBuilt;
  readonly zip: BundleBuilt;
}

async function bundled({ path }: Interpreter, folder: string, probes = "main", freeze = false): Promise<Bundled> {
  const shop = join(folder, "shop");
  cpSync(join(FIXTURES, "shop"), shop, { recursive: true });
  const { signal } = new AbortController();
  const { program, warnings } = await gatherPython({
    entry: { module: "shop.cli", function: "main" },
    python: environmentOf(path, folder),
    name: "shop",
    requirements: [],
    args: [[probes]],
    excludeUnreached: false,
    freeze,
    distribution: null,
    environment: process.env,
    folder: shop,
    scratch: join(folder, "scratch"),
    packageRoot: process.cwd(),
    timeoutS: 60,
    stop: signal,
    say: () => {},
  });
  assert.equal(warnings, []);
  const build = (kind: "folder" | "zip", to: string) => {
    mkdirSync(join(folder, to));
    const options = {
      kind,
      log: join(folder, `${to}.log`),
      environment: process.env,
      interpreter: program.interpreter.executable,
      packageRoot: process.cwd(),
      cwd: shop,
      timeoutS: 120,
      stop: signal,
    };
    return withBundleTools(options, (tools) => laidOut(kind).build(program, join(folder, to), tools));
  };
  const made = { program, folder: await build("folder", "folder"), zip: await build("zip", "zip") };
  await build("folder", "again");
  await build("zip", "zipped again");
  for (const [one, other] of [
    ["folder", "again"],
    ["zip", "zipped again"],
  ] as const) {
    const differs = spawnSync("diff", ["-r", "--no-dereference", one, other], { cwd: folder, encoding: "utf8" });
    assert.is(differs.stdout + differs.stderr, "", "the same bytes each time");
  }
  return made;
}

function run(words: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = process.env) {
  const { stdout, stderr, status } = spawnSync(words[0] ?? "", words.slice(1), {
    cwd,
    env: environment,
    encoding: "utf8",
  });
  return { stdout, stderr, status };
}

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bündel "));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const interpreter of interpreters()) {
  test(`3.${interpreter.minor}: all that a bundle could break is as without one`, () =>
    inFolder(async (folder) => {
      const { program, ...bundles } = await bundled(interpreter, folder, "main,metadata,source");
      const plain = run(program.unbundled, join(folder, "shop"));
      assert.is(plain.stderr, "");
      assert.is(plain.status, 3);
      renameSync(join(folder, "shop"), join(folder, "away"));
      renameSync(join(folder, "venv"), join(folder, "venv away"));
      mkdirSync(join(folder, "elsewhere"));
      for (const { command } of interpreter.minor < 8 ? [bundles.folder] : [bundles.folder, bundles.zip]) {
        const { HOME: _, ...bare } = process.env;
        assert.equal(run(command, join(folder, "elsewhere"), bare), plain);
      }
      const linked = join(folder, "elsewhere/shop");
      symlinkSync("../folder/shop/shop", linked);
      assert.equal(run([linked], folder), plain);
      const moved = join(folder, "elsewhere/moved here");
      renameSync(join(folder, "folder/shop"), moved);
      assert.equal(run([join(moved, "shop")], folder), plain);
    }));
}

test("what a start loads comes from the one file, what it does not from the bundle's own folders", () =>
  inFolder(async (folder) => {
    const [interpreter] = someInterpreters().slice(-1);
    if (interpreter === undefined) throw new Error("no Python");
    const { folder: bundle, zip } = await bundled(interpreter, folder);
    for (const { command, path } of [bundle, zip]) {
      const ask =
        "import sys; from shop.cli import till, weigh, multiprocessing; import till.handle; print([type(each.__spec__.loader).__name__ for each in (till, weigh, multiprocessing, till.handle)])";
      const traced = run([join(path, "bin/python"), "-S", join(path, "start.py"), ...command, "main"], folder);
      assert.is(traced.status, 0, traced.stderr);
      const inside = `import sys; sys.argv[:] = ['start.py', 'shop']; __file__ = 'x'; __name__ = 'other'; exec(open(${JSON.stringify(join(path, "start.py"))}).read()); ${ask}`;
      const { stdout, stderr } = run([join(path, "bin/python"), "-S", "-c", inside], folder);
      const archive = path.includes("zip") ? "BundledArchive" : "BundledLoader";
      assert.is(stdout.trim(), `['BundledLoader', '${archive}', 'BundledLoader', 'SourceFileLoader']`, stderr);
      const paths = inside.replace(
        ask,
        "import sys, os; print(os.path.dirname(os.__file__)); print(*sys.path, sep='\\n')",
      );
      const [library = "", ...searched] = run([join(path, "bin/python"), "-S", "-c", paths], folder)
        .stdout.trim()
        .split("\n");
      assert.ok(searched.length > 1, searched.join());
      for (const each of searched)
        assert.ok(
          [library, path].some((own) => each.startsWith(own)),
          each,
        );
    }
  }));

test("where a static program can be made, the launcher is one", () =>
  inFolder(async (folder) => {
    const made = spawnSync("cc", ["-static", "-x", "c", "-o", join(folder, "made"), "-"], {
      input: "int main(void) { return 0; }",
    });
    const [interpreter] = someInterpreters();
    if (interpreter === undefined) throw new Error("no Python");
    const { folder: bundle } = await bundled(interpreter, folder);
    const isScript = readFileSync(bundle.command[0] ?? "").toString("latin1", 0, 2) === "#!";
    assert.is(isScript, made.status !== 0 || process.platform !== "linux");
  }));

for (const interpreter of interpreters()) {
  test(`3.${interpreter.minor}: patterns that a start compiles are compiled already, if nothing is said of them`, () =>
    inFolder(async (folder) => {
      const { program, ...bundles } = await bundled(interpreter, folder);
      const parsed = (command: readonly string[]) => {
        const { stdout, stderr } = run([...command, "parsed"], join(folder, "shop"));
        assert.is(stderr, "");
        return JSON.parse(stdout) as number[];
      };
      assert.equal(parsed(program.unbundled), [7, 1]);
      for (const { command } of interpreter.minor < 8 ? [bundles.folder] : [bundles.folder, bundles.zip])
        assert.equal(parsed(command), [1, 1]);
    }));
}

for (const interpreter of someInterpreters()) {
  test(`3.${interpreter.minor}: a bundle that freezes what is left still writes what an unseen command left open`, () =>
    inFolder(async (folder) => {
      const { program, ...bundles } = await bundled(interpreter, folder, "main", true);
      assert.is(program.freezes, true);
      const file = join(folder, "held.txt");
      for (const { command } of interpreter.minor < 8 ? [bundles.folder] : [bundles.folder, bundles.zip]) {
        const { status, stdout } = run([...command, "frozen"], folder);
        assert.is(status, 0);
        assert.ok(Number(JSON.parse(stdout).frozen) > 1000, stdout);
        assert.is(run([...command, `held:${file}`], folder).status, 0);
        assert.is(readFileSync(file, "utf8"), "written at the end");
        rmSync(file);
        // An object whose finaliser has nothing to do keeps nobody from freezing what is left.
        const noted = (text: string): { stdout: string; leftAlone: number } => {
          const { stdout, stderr } = run([...command, `noted:${text}`], folder);
          const counts = [...stderr.matchAll(/objects in permanent generation: (\d+)/g)];
          return { stdout, leftAlone: Number(counts.at(-1)?.[1]) };
        };
        const [idle, busy] = [noted(""), noted("said at the end")];
        assert.is(idle.stdout, "");
        assert.is(busy.stdout, "said at the end");
        // Some interpreters leave a few of their own alone.
        assert.ok(idle.leftAlone > 1000 + busy.leftAlone, JSON.stringify([idle, busy]));
      }
    }));
}

test("another interpreter in its place is told, and one that is gone", () =>
  inFolder(async (folder) => {
    const [first, ...others] = someInterpreters();
    const last = others.at(-1);
    if (first === undefined || last === undefined) throw new Error("needs two Pythons");
    const { folder: bundle } = await bundled(first, folder);
    const python = join(bundle.path, "bin/python");
    rmSync(python);
    const gone = run(bundle.command, folder);
    assert.is(gone.status, 127);
    assert.match(gone.stderr, /^shop needs CPython 3\.\d+ at \/.*, and it is not there\n$/);
    symlinkSync(last.path, python);
    const other = run(bundle.command, folder);
    assert.is(other.status, 1);
    assert.match(other.stderr, /^shop needs CPython 3\.\d+, and .* is 3\.\d+/);
  }));

test("code of the standard library is of one build of it: beside another its own files are read", () =>
  inFolder(async (folder) => {
    const [interpreter] = someInterpreters().slice(-1);
    if (interpreter === undefined) throw new Error("no Python");
    const { folder: bundle, program } = await bundled(interpreter, folder);
    const start = join(bundle.path, "start.bin");
    const bytes = readFileSync(start);
    const version = spawnSync(program.interpreter.executable, ["-c", "import sys; print(sys.version)"], {
      encoding: "utf8",
    });
    const at = bytes.indexOf(version.stdout.trim().split("\n")[0] ?? "?");
    assert.ok(at > 0);
    bytes[at + 5] = "x".charCodeAt(0);
    writeFileSync(start, bytes);
    const trace = [
      join(bundle.path, "bin/python"),
      "-v",
      "-S",
      join(bundle.path, "start.py"),
      ...bundle.command,
      "main",
    ];
    const { stderr, status } = run(trace, folder);
    assert.is(status, 0);
    assert.match(stderr, /json\/__pycache__\/__init__\.\S* matches/);
  }));

test.run();
