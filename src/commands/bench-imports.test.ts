import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { ImportTimesDocument, ImportTimesSet } from "../bench/imports/document.js";
import { perf } from "../cli/spawning.js";

const test = suite("perf bench --imports");

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync("schemas/imports.schema.json", "utf8")),
);

/** A module that takes as long as it says, whatever the machine does: its times can be compared without doubt. */
function slow(ms: number): string {
  return `import time\ntime.sleep(${ms / 1000})\n`;
}

const app = join(folder, "app");
mkdirSync(join(app, "tool"), { recursive: true });
writeFileSync(join(app, "tool", "__init__.py"), "");
writeFileSync(join(app, "tool", "slow.py"), slow(20));
writeFileSync(join(app, "tool", "other.py"), slow(20));
writeFileSync(join(app, "one.py"), "import tool.slow, tool.other\n");
writeFileSync(join(app, "two.py"), "import tool.slow, tool.other, tool.third, colorsys\n");
writeFileSync(join(app, "tool", "third.py"), slow(200));

async function imports(cwd: string, ...args: string[]): Promise<ImportTimesDocument> {
  const env = { XDG_CACHE_HOME: join(folder, "cache") };
  const { code, stdout, stderr } = await perf(["bench", "--imports", "--json", ...args], { cwd, env });
  assert.is(code, 0, stdout + stderr);
  assert.ok(validate(JSON.parse(stdout)), JSON.stringify(validate.errors));
  return JSON.parse(stdout);
}

function setNamed({ sets }: ImportTimesDocument, name: string): ImportTimesSet {
  const found = sets.find(({ set }) => set === name);
  assert.ok(found, `${name} of ${sets.map(({ set }) => set).join(", ")}`);
  return found;
}

async function refused(...args: string[]): Promise<string> {
  const { code, stdout } = await perf(["bench", "--imports", "--json", ...args], { cwd: app });
  assert.is(code, 2, stdout);
  return (JSON.parse(stdout) as { message: string }).message;
}

test("two commands: the set that grew, the one that is new, the one that did not change", async () => {
  const asked = ["--set", "tool.slow", "--set", "tool.third", "--set", "tool.slow,tool.other"];
  const document = await imports(
    app,
    "--pairs",
    "6",
    ...asked,
    "--command",
    "python3 two.py",
    "--",
    "python3",
    "one.py",
  );
  assert.equal(
    document.sides.map(({ command, runs, profile }) => [command?.at(-1), runs, profile]),
    [
      ["one.py", 6, null],
      ["two.py", 6, null],
    ],
  );
  const [whole] = document.sets;
  assert.is(whole?.set, "all imports");
  assert.is(whole?.comparisons.length, 1);
  const own = setNamed(document, "the project's own");
  assert.ok((own.comparisons[0]?.ratio ?? 0) > 1.5);
  assert.equal(
    own.times.map(({ modules }) => modules),
    [3, 4],
  );
  const third = setNamed(document, "tool.third");
  assert.equal([third.times[0]?.modules, third.times[1]?.modules, third.comparisons.length], [0, 1, 0]);
  assert.ok((third.times[1]?.medianUs ?? 0) >= 200_000);
  const both = setNamed(document, "tool.slow,tool.other");
  assert.equal([both.times[0]?.modules, both.times[1]?.modules], [2, 2]);
  assert.ok((both.times[0]?.medianUs ?? 0) >= 40_000);
});

test("recordings in the place of commands are compared by their runs, and nothing runs", async () => {
  const files = ["one", "two"].map((name) => join(folder, `${name}.profile.json`));
  for (const [at, name] of ["one.py", "two.py"].entries()) {
    const words = ["record", "-n", "4", "--no-trace", "-o", files[at] ?? "", "--", "python3", name];
    const { code, stderr } = await perf(words, { cwd: app });
    assert.is(code, 0, stderr);
  }
  rmSync(join(app, "one.py"));
  const document = await imports(app, ...files);
  writeFileSync(join(app, "one.py"), "import tool.slow, tool.other\n");
  assert.equal([document.machine, document.plan], [null, null]);
  assert.equal(
    document.sides.map(({ profile, runs }) => [profile, runs]),
    files.map((file) => [file, 4]),
  );
  const own = setNamed(document, "the project's own");
  assert.ok((own.comparisons[0]?.ratio ?? 0) > 1.5 && own.comparisons[0]?.pairs === null);
  const text = await perf(["bench", "--imports", ...files], { cwd: app });
  assert.match(text.stdout, /the project's own .* 3 to 4\n/);
  assert.ok(text.stdout.split("\n").every((line) => line.length <= 80));
  const markdown = await perf(["bench", "--imports", "--format", "markdown", ...files], { cwd: app });
  assert.match(markdown.stdout, "| `the project's own` |");
  assert.match(await refused("--set", "tool.slow", ...files), "tool.slow is no distribution");
});

test("two revisions: the commit at which the branch left, and the working tree", async () => {
  const git = (...words: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...words], { cwd: app });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "-m", "base");
  git("switch", "--quiet", "--create", "change");
  writeFileSync(join(app, "tool", "slow.py"), slow(150));
  const document = await imports(
    app,
    "--pairs",
    "4",
    "--set",
    "tool.slow",
    "--against",
    "main",
    "--",
    "python3",
    "one.py",
  );
  const [base, head] = setNamed(document, "tool.slow").times;
  assert.ok((base?.medianUs ?? 0) >= 20_000 && (head?.medianUs ?? 0) >= 150_000);
  assert.equal([base?.modules, head?.modules], [1, 1]);
  assert.match(document.sides[0]?.name ?? "", /^base [0-9a-f]{7}$/);
});

test("Node's imports too", async () => {
  writeFileSync(join(app, "main.cjs"), 'require("./part.cjs");');
  writeFileSync(join(app, "part.cjs"), "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30);");
  const document = await imports(app, "--pairs", "2", "--", "node", "main.cjs");
  assert.ok((setNamed(document, "the project's own").times[0]?.medianUs ?? 0) >= 30_000);
});

test("what has no import times is one clear error", async () => {
  assert.match(await refused("--pairs", "2", "--", "sh", "-c", "exit 0"), "no Python and no Node");
  assert.match(await refused("--yardstick", "true", "--", "python3", "one.py"), "--yardstick");
  assert.match(await refused("--export", "x.bencher.json", "--", "python3", "one.py"), "no format bencher");
  const alone = join(folder, "one.profile.json");
  assert.match(await refused(alone), "nothing to compare it with");
  const log = join(folder, "log.json");
  writeFileSync(log, JSON.stringify({ ...JSON.parse(readFileSync(alone, "utf8")), importRuns: undefined }));
  assert.match(await refused(alone, log), "no times of single runs");
});

test.run();
