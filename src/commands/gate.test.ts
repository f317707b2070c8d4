import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { BenchDocument } from "../bench/document.js";
import { PERF } from "../cli/record-workshop.js";
import { perf, type Ran, ran } from "../cli/spawning.js";
import type { Verdict, Verdicts } from "../gate/verdict.js";
import { isAlive } from "../io/is-alive.js";

const test = suite("commands/gate");

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

/** A place for kept checkouts and one for temporary files, both empty. */
class Place {
  readonly cache = mkdtempSync(join(folder, "cache-"));
  readonly temporary = mkdtempSync(join(folder, "tmp-"));
  readonly env = { XDG_CACHE_HOME: this.cache, TMPDIR: this.temporary };

  /** Names of kept checkouts and locks. */
  kept(): string[] {
    const own = join(this.cache, "importperf", "gate");
    return existsSync(own) ? readdirSync(own).sort() : [];
  }

  /** Nothing that is half made, locked or temporary. */
  assertClean(): void {
    for (const name of this.kept()) {
      assert.match(name, /^[0-9a-f]{16}$/);
      assert.ok(existsSync(join(this.cache, "importperf", "gate", name, "ready")));
    }
    assert.equal(readdirSync(this.temporary), []);
  }
}

function git(at: string, ...words: string[]): string {
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
  return execFileSync("git", [...who, "-C", at, ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

/** A repository with a program whose second commit, on the branch `change`, imports one module more. */
function repository(): string {
  const root = mkdtempSync(join(folder, "repository-"));
  mkdirSync(join(root, "app"));
  writeFileSync(join(root, "app", "__init__.py"), "");
  writeFileSync(join(root, "app", "heavy.py"), "import json.tool\n");
  writeFileSync(join(root, "app", "__main__.py"), 'print("help")\n');
  git(root, "init", "--quiet", "--initial-branch=main");
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "-m", "base");
  git(root, "switch", "--quiet", "--create", "change");
  writeFileSync(join(root, "app", "__main__.py"), 'import app.heavy\n\nprint("help")\n');
  git(root, "commit", "--quiet", "--all", "-m", "change");
  return root;
}

const root = repository();

async function failing(args: readonly string[], more: { env?: Record<string, string>; cwd?: string } = {}) {
  const place = new Place();
  const { code, stdout, stderr } = await perf(["gate", "--json", ...args], {
    cwd: root,
    ...more,
    env: { ...place.env, ...more.env },
  });
  assert.is(code, 2, stdout + stderr);
  place.assertClean();
  const said = JSON.parse(stdout) as { code: string; message: string; hint: string; said?: string[] };
  return { ...said, kept: place.kept().length };
}

const APP = ["--", "python3", "-m", "app"];

test("perf bench compares the same checkouts, without a verdict", async () => {
  const place = new Place();
  const words = ["bench", "--json", "--pairs", "3", "--yardstick", "none", "--against", "main", ...APP];
  const { code, stdout, stderr } = await perf(words, { cwd: root, env: place.env });
  assert.is(code, 0, stderr);
  const { commands, comparisons }: BenchDocument = JSON.parse(stdout);
  const commit = git(root, "rev-parse", "main").slice(0, 7);
  assert.equal(
    commands.map(({ name, runs }) => [name, runs.length]),
    [
      [`base ${commit}`, 3],
      ["head", 3],
    ],
  );
  assert.ok(commands.every(({ runs }) => runs.every(({ exitCode }) => exitCode === 0)));
  assert.is(comparisons.find(({ metric }) => metric === "cpu")?.of, "head");
  assert.is(place.kept().length, 2);
  place.assertClean();
});

test("commands that are missing, fail on one side or hang are one clear error each", async () => {
  const commands = (base: string, head: string): string[] => ["--timeout", "1", "--base", base, "--head", head];
  const errors = [
    await failing(commands("importperf-no-such x", "true")),
    await failing(commands("true", "importperf-no-such x")),
    await failing(commands("node -e 0", "node -e 'console.error(\"why\"); process.exit(3)'")),
    await failing(commands("sleep 60", "sleep 60")),
    await failing(["--against", "main", "--", "importperf-no-such"]),
  ];
  assert.equal(
    errors.map(({ code, message }) => [code, message]),
    [
      ["command-missing", "there is no importperf-no-such"],
      ["command-missing", "there is no importperf-no-such"],
      [
        "exit-codes-differ",
        'head (node -e console.error("why"); process.exit(3)) ends with exit code 3, the other with 0: why',
      ],
      ["timeout", "sleep 60 was ended after the time that a run may take"],
      ["command-missing", "there is no importperf-no-such"],
    ],
  );
});

test("a base that does not build: its last lines are shown, and its checkout is gone", async () => {
  const broken = await failing([
    "--against",
    "main",
    "--setup",
    "sh -c 'echo no; echo why 1>&2; echo that 1>&2; exit 4'",
    ...APP,
  ]);
  assert.equal([broken.code, broken.said, broken.kept], ["setup-failed", ["why", "that"], 0]);
  assert.match(broken.message, /which sets up [0-9a-f]{7} \(main\), ended with exit code 4$/);
  const quiet = await failing(["--against", "main", "--setup", "false", ...APP]);
  assert.equal([quiet.code, quiet.said, quiet.kept], ["setup-failed", undefined, 0]);
  const missing = await failing(["--against", "main", "--setup", "importperf-no-such", ...APP]);
  assert.match(missing.message, /^there is no importperf-no-such, which is to set up [0-9a-f]{7} \(main\)$/);
  assert.is(missing.kept, 0);
});

test("what git can't give is said, and what to do", async () => {
  const shallow = join(folder, "shallow");
  git(folder, "clone", "--quiet", "--depth=1", "--branch=change", `file://${root}`, shallow);
  git(shallow, "fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main");
  const alone = await failing(["--against", "origin/main", ...APP], { cwd: shallow });
  assert.is(alone.message, "HEAD and origin/main have no commit in common in this shallow clone");
  assert.match(alone.hint, "fetch-depth: 0");
  const unfetched = await failing(["--against", "origin/other", ...APP], { cwd: shallow });
  assert.is(unfetched.code, "revision-unknown");
  assert.match(unfetched.hint, "fetch-depth: 0");
  const unknown = await failing(["--against", "--upload-pack=x", ...APP]);
  assert.is(unknown.message, "git knows no revision --upload-pack=x here");
  const none = await failing(["--against", "main", ...APP], { cwd: folder });
  assert.equal([none.code, none.message], ["no-repository", "git knows no repository here"]);
  const programs = join(folder, "programs");
  mkdirSync(programs);
  symlinkSync(process.execPath, join(programs, "node"));
  const without = await failing(["--against", "main", ...APP], { env: { PATH: programs } });
  assert.equal([without.code, without.message], ["no-repository", "there is no git to ask"]);
});

test("settings, flags and files that can't be are refused before anything runs", async () => {
  const project = mkdtempSync(join(folder, "settings-"));
  const pyproject = join(project, "pyproject.toml");
  const wrong = async (text: string): Promise<string> => {
    writeFileSync(pyproject, text);
    const { message, hint } = await failing(["--budget-only", "--", "importperf-never-run"], { cwd: project });
    return `${message}; ${hint.split("?")[0]}`;
  };
  assert.is(
    await wrong("[tool.importperf.gate]\nmax-modulse = 3\n"),
    "there is no setting max-modulse in [tool.importperf.gate]; did you mean max-modules",
  );
  assert.is(
    await wrong('[tool.importperf.gate]\nsetup = "make"\n'),
    'setup in [tool.importperf.gate] is no list of texts; write setup = ["pip install -e ."]',
  );
  writeFileSync(pyproject, "");
  const codes: string[] = [];
  for (const args of [
    ["--budget-only", "--", "importperf-never-run"],
    ["--base", "true", "--head", "true", "--", "importperf-never-run"],
    ["--base", "true"],
    ["--", "importperf-never-run"],
    ["--against", "main"],
    ["--budget-only", "--max-ms", "-3", "--", "importperf-never-run"],
    ["--budget-only", "--max-self-ms", "json", "--", "importperf-never-run"],
    ["--budget-only", "--max-modules", "3", "--export", join(folder, "none", "x.json"), "--", "importperf-never-run"],
    ["--budget-only", "--max-modules", "3", "--keep", pyproject, "--", "importperf-never-run"],
  ])
    codes.push((await failing(args, { cwd: project })).code);
  const usage = "usage";
  const files = ["output-folder-missing", "output-not-writable"];
  assert.equal(codes, ["no-budgets", usage, usage, usage, usage, usage, usage, ...files]);
});

test("two gates at once set one checkout up once, and both have a verdict that names what came in", async () => {
  const place = new Place();
  const log = join(folder, "set-up");
  const words = ["--max-time", "1", "--setup", `sh -c 'echo x >> ${log}; sleep 1'`];
  const gates = [0, 1].map(async (at) => {
    const keep = join(folder, `kept-${at}`);
    const done = await perf(["gate", "--json", "--against", "main", ...words, "--keep", keep, ...APP], {
      cwd: root,
      env: place.env,
    });
    assert.equal(
      [done.code === 0 || done.code === 1, readdirSync(keep).sort()],
      [true, KEPT],
      done.stdout + done.stderr,
    );
    return JSON.parse(done.stdout) as Verdict;
  });
  for (const verdict of await Promise.all(gates)) {
    const [own] = verdict.introducedBy.filter(({ origin }) => origin === "application");
    assert.equal(own?.defer, { importer: "__main__", imported: "app.heavy", file: "app/__main__.py", line: 1 });
    assert.ok(verdict.introduced.some(({ module }) => module === "json.tool"));
  }
  assert.is(readFileSync(log, "utf8"), "x\nx\n");
  assert.is(place.kept().length, 2);
  place.assertClean();
  assert.is(git(root, "worktree", "list").trim().split("\n").length, 1);
  assert.is(git(root, "status", "--porcelain"), "");
});

const KEPT = ["base.profile.json", "head.profile.json", "view.html"];

/** Starts a gate, sends it SIGINT once a file has so many lines, and waits for its end. */
async function interrupted(place: Place, file: string, lines: number, ...args: string[]): Promise<Ran> {
  const script = `"$0" "$@" & perf=$!
    while [ "$(wc -l < ${file} 2>/dev/null || echo 0)" -lt ${lines} ]; do sleep 0.1; done
    kill -INT $perf; wait $perf; echo "exit $?"`;
  return ran("sh", ["-c", script, process.execPath, PERF, "gate", ...args], { cwd: root, env: place.env });
}

async function assertEnds(file: string): Promise<void> {
  for (const pid of readFileSync(file, "utf8").trim().split("\n").map(Number)) {
    for (let time = 0; time < 50 && isAlive(pid); time++) await setTimeout(100);
    assert.not(isAlive(pid));
  }
}

test("Ctrl-C while a checkout is set up leaves nothing of it", async () => {
  const place = new Place();
  const pids = join(folder, "setting-up");
  const words = ["--against", "main", "--setup", `sh -c 'echo $$ >> ${pids}; sleep 60'`];
  const { stdout, stderr } = await interrupted(place, pids, 1, ...words, ...APP);
  assert.is(stdout, "exit 130\n");
  assert.match(stderr, /\nperf: interrupted while a checkout was set up\n$/);
  await assertEnds(pids);
  assert.equal(place.kept(), []);
  place.assertClean();
});

test("Ctrl-C during pairs ends what runs, and leaves no temporary file", async () => {
  const place = new Place();
  const pids = join(folder, "running");
  const program = join(folder, "program.py");
  writeFileSync(
    program,
    `import os\nwith open(${JSON.stringify(pids)}, "a") as file: file.write(f"{os.getpid()}\\n")\n`,
  );
  const command = `python3 ${program}`;
  // Each side is recorded by 7 runs, and warmed up twice.
  const { stdout, stderr } = await interrupted(place, pids, 20, "--base", command, "--head", command);
  assert.is(stdout, "exit 130\n");
  assert.match(stderr, "perf: interrupted before there was a verdict\n");
  await assertEnds(pids);
  place.assertClean();
});

test("a module that loads only sometimes is no finding, and files that head opens are counted", async () => {
  const place = new Place();
  const turns = join(folder, "turns");
  writeFileSync(turns, "");
  // In the timed run, the third of all, and in one of the three that are counted.
  const sometimes = `import os\nopen(${JSON.stringify(turns)}, "a").write("x")\nif os.path.getsize(${JSON.stringify(turns)}) % 3 == 0: import wave\n`;
  const files = [0, 1].map((at) => join(folder, `side${at}.py`));
  writeFileSync(files[0] ?? "", "import json\n");
  writeFileSync(
    files[1] ?? "",
    `import json\nfor _ in range(7): open(os.devnull)\n`.replace("import json", `import json\n${sometimes}`),
  );
  const [base, head] = files.map((file) => `python3 ${file}`);
  const words = ["gate", "--json", "--max-time", "1", "--base", base ?? "", "--head", head ?? "", "--forbid", "wave"];
  const { stdout, stderr } = await perf(words, { env: place.env });
  const verdict = JSON.parse(stdout) as Verdict;
  // Of 4 runs it loads in 2, which are not most; that it varies is said.
  assert.not(
    verdict.introduced.some(({ module }) => module === "wave"),
    stderr,
  );
  assert.equal(verdict.budgets, [{ rule: "forbid wave", limit: 0, value: 0, ok: true }]);
  assert.match(verdict.warnings.find(({ code }) => code === "loads-vary")?.message ?? "", /^head loads .*wave/);
  const opened = verdict.counts.find(({ metric }) => metric === "opened");
  // One that is written, and seven that are read.
  const more = (opened?.head ?? 0) - (opened?.base ?? 0);
  assert.is(more, 8);
  place.assertClean();
});

test("without a command every one that the settings name is gated, with one verdict", async () => {
  const place = new Place();
  const project = mkdtempSync(join(folder, "several-"));
  writeFileSync(join(project, "small.py"), "import json\n");
  writeFileSync(
    join(project, "pyproject.toml"),
    `[tool.importperf]
commands = ["python3 small.py", "python3 -c 'import json'"]
[tool.importperf.gate.commands."python3 small.py"]
max-modules = 5000
[tool.importperf.gate.commands."python3 -c 'import wave'"]
max-modules = 3
`,
  );
  const files = ["a.md", "a.xml", "a.sarif"].map((name) => join(project, name));
  const kept = join(project, "kept");
  const words = ["gate", "--json", "--keep", kept, ...files.flatMap((file) => ["--export", file])];
  const { code, stdout, stderr } = await perf(words, { cwd: project, env: place.env });
  assert.is(code, 1, stderr);
  const { kind, verdict, commands }: Verdicts = JSON.parse(stdout);
  // What is started but has no budget is left out.
  assert.equal(
    [kind, verdict, commands.map((each) => [each.head.command.join(" "), each.verdict])],
    [
      "verdicts",
      "fail",
      [
        ["python3 small.py", "pass"],
        ["python3 -c import wave", "fail"],
      ],
    ],
  );
  assert.equal(readdirSync(kept).sort(), ["1", "2"]);
  const [markdown = "", junit = "", sarif = ""] = files.map((file) => readFileSync(file, "utf8"));
  assert.match(markdown, "Startup: fail: 1 of 2 commands fails");
  assert.is(markdown.split("<!--").length, 2);
  assert.match(junit, /<testsuites tests="2" failures="1">/);
  assert.match(JSON.parse(sarif).runs[0].results[0].message.text, /^python3 -c import wave: max-modules is 3/);
  const text = await perf(["gate", "--budget-only", "--max-modules", "5000"], { cwd: project, env: place.env });
  assert.is(text.code, 0, text.stdout);
  assert.match(text.stdout, /^pass {2}3 commands\n\npass {2}python3 small.py\n/);
  place.assertClean();
});

test("budgets alone: what is over, and the way of what is forbidden", async () => {
  const place = new Place();
  const text = await perf(["gate", "--budget-only", "--max-modules", "1", "--forbid", "json", ...APP], {
    cwd: root,
    env: place.env,
  });
  assert.is(text.code, 1);
  assert.match(text.stdout, /^fail {2}python3 -m app\n/);
  assert.match(text.stdout, /· max-modules is 1, and it is \d+\n/);
  assert.match(text.stdout.replace(/\n\s+/g, " "), "json is forbidden at startup and loaded");
  assert.match(text.stdout.replace(/\n\s+/g, " "), "__main__:1 → app.heavy:1 → json.tool");
  const below = join(root, "app");
  const inFolder = ["--budget-only", "--forbid", "json", "--format", "github", "--", "python3", "__main__.py"];
  const inside = await perf(["gate", ...inFolder], { cwd: below, env: { ...place.env, PYTHONPATH: root } });
  // Files are the repository's, wherever it runs.
  assert.match(inside.stdout, /^::error file=app\/__main__\.py,line=1,/);
  appendFileSync(join(root, ".git", "info", "exclude"), "*.json\n");
  const fine = await perf(["gate", "--budget-only", "--max-modules", "5000", ...APP], { cwd: root, env: place.env });
  assert.equal([fine.code, fine.stdout.split("\n")[0]], [0, "pass  python3 -m app"]);
  place.assertClean();
});

test.run();
