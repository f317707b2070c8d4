import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { withBundleTools } from "../io/bundle-tools.js";
import { GatherFolder } from "../io/gather-folder.js";
import { someInterpreters } from "../io/testing/pythons.js";
import type { PythonProgram } from "./bundler.js";
import { gatherPython } from "./gather-python.js";
import { laidOut } from "./kinds/laid-out.js";
import { optimizedCopies } from "./optimized-python.js";
import { testedCopies } from "./tested-copies.js";

const test = suite("imports deferred in a bundle's copies");
const newest = someInterpreters().at(-1);
if (newest === undefined) throw new Error("these tests need a Python");
const python = newest.path;

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));
const packageRoot = process.cwd();
const stop = new AbortController().signal;
const args = [["1", "2", "4"]];

let times = 0;

async function gathered(): Promise<PythonProgram> {
  const project = join(folder, "late");
  cpSync("fixtures/bundle/late", project, { recursive: true });
  const made = spawnSync(python, ["-m", "venv", "--without-pip", join(folder, "venv")], { encoding: "utf8" });
  assert.is(made.status, 0, made.stderr);
  const { program } = await gatherPython({
    entry: { module: "late.cli", function: "main" },
    python: join(folder, "venv/bin/python"),
    name: "late",
    requirements: [],
    args,
    excludeUnreached: false,
    freeze: false,
    distribution: null,
    environment: process.env,
    folder: project,
    scratch: join(folder, `gathered ${times++}`),
    packageRoot,
    timeoutS: 60,
    stop,
    say: () => {},
  });
  return program;
}

/** The launcher of a bundle of a program. */
async function built(program: PythonProgram, kind: "folder" | "zip", to: string): Promise<string> {
  const into = join(folder, to);
  mkdirSync(into);
  const options = {
    kind,
    log: `${into}.log`,
    environment: process.env,
    interpreter: program.interpreter.executable,
    packageRoot,
    cwd: folder,
    timeoutS: 120,
    stop,
  };
  const { command } = await withBundleTools(options, (tools) => laidOut(kind).build(program, into, tools));
  return command[0] ?? "";
}

function started(program: string, ...words: readonly string[]): { stdout: string; loaded: Set<string> } {
  const env = { ...process.env, PYTHONPROFILEIMPORTTIME: "1" };
  const { stdout, stderr } = spawnSync(program, words, { encoding: "utf8", env });
  return { stdout, loaded: new Set([...stderr.matchAll(/\|\s+([\w.]+)$/gm)].map(([, name = ""]) => name)) };
}

test("a module of the library that a start loads for nothing is loaded where it is used", async () => {
  const program = await gathered();
  const { edited, said, warnings } = await optimizedCopies(program, {
    tool: "test",
    packageRoot,
    args,
    required: [],
    environment: process.env,
    folder,
    into: new GatherFolder(join(folder, "optimized")),
    stop,
    say: () => {},
  });
  assert.equal(warnings, []);
  assert.ok(edited?.standard.includes("statistics.py"), JSON.stringify(said));
  assert.ok((said?.deferred ?? 0) > 0 && (said?.starts[0]?.saved ?? 0) > 0 && said?.files === edited?.standard.length);
  const plain = await built(program, "folder", "plain");
  const before = started(plain, "1", "2", "4");
  assert.is(before.stdout, "2\n");
  assert.ok(before.loaded.has("fractions"));
  assert.ok(before.loaded.has("bz2"));
  const archives = started(plain, "--archives").stdout;
  assert.match(archives, "bztar");
  assert.not(before.loaded.has("site"), "argparse's own variables named `help` are none of a prompt's");
  for (const kind of ["folder", "zip"] as const) {
    const made = await built(edited === null ? program : { ...program, edited }, kind, `edited ${kind}`);
    const after = started(made, "1", "2", "4");
    assert.is(after.stdout, "2\n");
    assert.not(after.loaded.has("fractions"), "it is not asked for");
    assert.not(after.loaded.has("bz2"), "that it is there is known");
    assert.is(started(made, "--archives").stdout, archives);
    assert.ok(after.loaded.has("statistics"));
    const mean = started(made, "--mean", "1", "2", "3");
    assert.is(mean.stdout, "2\n");
    assert.ok(mean.loaded.has("fractions"), "it is asked for");
    assert.equal(
      readdirSync(join(made, "../lib/standard")).filter((name) => name.endsWith(".py")),
      [...(edited?.standard ?? [])].filter((name) => !name.includes("/")).sort(),
    );
  }
});

/** What a project's tests say of deferred imports: the test's body is in a class of unittest's. */
async function testsSay(body: string, command: readonly string[] = ["python", "-m", "unittest"]) {
  const program = await gathered();
  const project = join(folder, "late");
  writeFileSync(join(project, "test_late.py"), `import sys, unittest\nclass Late(unittest.TestCase):\n${body}`);
  const source = readFileSync(fileOf(program, "statistics"), "utf8");
  const after = Buffer.from(source.replace(/^from fractions import Fraction$/m, "Fraction = None").concat(MEDIAN));
  return testedCopies(program, [{ file: "statistics.py", after }], {
    packageRoot,
    test: command,
    environment: process.env,
    folder: project,
    timeoutS: 60,
    stop,
    say: () => {},
  });
}

const MEDIAN = "\ndef median(data):\n    return 'edited'\n";
const fileOf = ({ started }: PythonProgram, module: string): string =>
  started.find(({ name }) => name === module)?.file ?? "";

test("a project's tests run what the copies hold, and are compared one by one", async () => {
  const same = await testsSay("    def test_mean(self):\n        import statistics\n        statistics.mode([1])\n");
  assert.is(same.why, null);
  const { before, after, files, loaded } = same.said;
  assert.equal({ before, after, files, loaded }, { ...counts(1, 0), files: 1, loaded: 1 });
  const other = await testsSay(
    "    def test_median(self):\n        from late.cli import main\n        import statistics\n        self.assertEqual(statistics.median([2]), 2)\n    def test_more(self): pass\n",
  );
  assert.is(other.why, "test_late.Late.test_median passed, now failed");
});

const counts = (passed: number, failed: number) => ({ before: { passed, failed }, after: { passed, failed } });

test("tests that run none of it, or another interpreter's, say nothing of it", async () => {
  const none = await testsSay("    def test_nothing(self): pass\n");
  assert.is(none.why, "the tests loaded none of the files in which imports are deferred");
  const other = someInterpreters().find(({ path }) => path !== python);
  if (other === undefined) return;
  const elsewhere = await testsSay("    def test_mode(self):\n        import statistics\n", [
    other.path,
    "-m",
    "unittest",
  ]);
  assert.match(elsewhere.why ?? "", /statistics\.py was loaded, not the copy of .*statistics\.py$/);
});

test("without asserts a bundle starts with -O and has the code for it", async () => {
  const program = await gathered();
  const launcher = await built({ ...program, isWithoutAsserts: true }, "folder", "without asserts");
  assert.is(started(launcher, "1", "2", "4").stdout, "2\n");
  assert.is(started(launcher, "--level").stdout, "1\n");
  const cached = join(launcher, "../lib", readdirSync(join(launcher, "../lib"))[0] ?? "", "site-packages/__pycache__");
  assert.ok(readdirSync(cached).every((name) => name.endsWith(".opt-1.pyc")));
});

test.run();
