import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { interpreters } from "../io/testing/pythons.js";
import { ended, optimized, patched, projectOf } from "../io/testing/tried-project.js";
import { planned } from "../optimize/testing/planned.js";

const FILES = [
  ["app/__init__.py", ""],
  ["app/heavy.py", "for _ in range(400000): pass\ndef work(): return 1\n"],
  [
    "app/__main__.py",
    'import sys\nfrom app import heavy\n\ndef main():\n    if sys.argv[1:]:\n        print(heavy.work())\n    print("help")\n\nmain()\n',
  ],
] as const;

const python = interpreters()
  .filter(({ minor }) => minor >= 8)
  .at(-1)?.path;
if (python === undefined) throw new Error("no Python from 3.8 on is there");

const test = suite("perf optimize");

test("proposes what is safe; the module is gone in the patched copy, and git takes the patch", async () => {
  const root = projectOf(FILES);
  const plan = await planned([python, "-m", "app"], root, false);
  assert.equal(
    plan.proposals.map(({ file, line, names }) => ({ file, line, names })),
    [{ file: "app/__main__.py", line: 2, names: ["heavy"] }],
  );
  const copy = patched(root, plan);
  const { stderr } = await ended(python, ["-X", "importtime", "-m", "app"], copy);
  assert.not.match(stderr, "app.heavy");
  const [command] = plan.commands;
  assert.is(command?.predicted.modules, (command?.before.modules ?? 0) - 1);
  assert.is((await ended(python, ["-m", "app", "use"], copy)).stdout, "1\nhelp\n");
});

test("finds nothing more in what it has edited", async () => {
  const root = projectOf(FILES);
  const copy = patched(root, await planned([python, "-m", "app"], root, false));
  const again = await planned([python, "-m", "app"], copy, false);
  assert.equal([again.proposals, again.patch], [[], ""]);
});

test("a profile of another project is told", async () => {
  const root = projectOf(FILES);
  const profile = join(root, "profile.json");
  const bin = join(process.cwd(), "bin", "run.js");
  execFileSync(process.execPath, [bin, "record", "-n", "1", "-o", profile, "--", python, "-m", "app"], {
    cwd: root,
    stdio: "ignore",
  });
  const planOf = (project: string) =>
    spawnSync(process.execPath, [bin, "optimize", "--no-run", "--profile", profile, "--project", project], {
      cwd: root,
      encoding: "utf8",
    });
  const { status, stderr } = planOf(join(root, "app"));
  assert.is(status, 2);
  assert.match(stderr, /profile\.json: none of its 3 files of the project is in .*app: it was recorded of /);
  const { status: same, stdout } = planOf(root);
  assert.is(same, 0);
  assert.match(stdout, "app/__main__.py:2");
});

test("keeps what a comment or the settings pin", async () => {
  const root = projectOf(FILES);
  const main = join(root, "app", "__main__.py");
  writeFileSync(main, readFileSync(main, "utf8").replace("import heavy", "import heavy  # importperf: keep"));
  const plan = await planned([python, "-m", "app"], root, false);
  assert.equal(plan.proposals, []);
  assert.ok(plan.refusals.some(({ reason }) => reason.code === "kept" && reason.line === 2));
});

test("says what accepting the reasons that stand in the way together would save", async () => {
  const heavy =
    'import os\nfor _ in range(400000): pass\nos.environ["HEAVY"] = open("data.txt").read()\ndef work(): return 1\n';
  const root = projectOf([...FILES, ["app/heavy.py", heavy], ["data.txt", "1"]]);
  const { proposals, accepting } = await planned([python, "-m", "app"], root, false);
  assert.equal(proposals, []);
  assert.equal(
    accepting.map(({ codes }) => codes),
    [["changes-environment", "reads-file"]],
  );
  assert.ok((accepting[0]?.savingUs ?? 0) > 1000);
  assert.ok(accepting[0]?.reasons.every(({ file, line }) => file === "app/heavy.py" && line === 3));
  const accepted = ["--accept", "changes-environment", "--accept", "reads-file"];
  const { stdout } = await optimized(["-n", "1", "--no-run", "--json", ...accepted, "--", python, "-m", "app"], root);
  const plan = JSON.parse(stdout);
  assert.equal([plan.proposals.length, plan.accepting], [1, []]);
});

test("writes no line of its text longer than 80 columns", async () => {
  const root = projectOf(FILES);
  const { code, stdout } = await optimized(["-n", "1", "--no-run", "--", python, "-m", "app"], root);
  assert.is(code, 0);
  for (const line of stdout.split("\n")) assert.ok(line.length <= 80, line);
});

test("says what is missing without a command", async () => {
  const { code, stderr } = await optimized([], projectOf(FILES));
  assert.is(code, 2);
  assert.match(stderr, "no startup command");
  const listed = await optimized(["--accept", "reads-file,reads-clock", "--", "true"], projectOf(FILES));
  assert.is(listed.code, 2);
  assert.match(listed.stderr, "--accept reads-file,reads-clock is no code of a refusal");
});

test("says that a program does not start", async () => {
  const { code, stderr, stdout } = await optimized(
    ["-n", "1", "--no-run", "--", "no-such-program-here"],
    projectOf(FILES),
  );
  assert.is(code, 2);
  assert.is(stdout, "");
  assert.match(stderr, "no-such-program-here");
});

test("plans for a program that ends with an error, and says so", async () => {
  const root = projectOf(FILES);
  const main = join(root, "app", "__main__.py");
  writeFileSync(main, `${readFileSync(main, "utf8")}sys.exit(3)\n`);
  const plan = await planned([python, "-m", "app"], root, false);
  assert.ok(plan.warnings.some(({ code, message }) => code === "exit-code" && message.includes("3")));
});

test("proposes nothing for a script outside of the project", async () => {
  const root = projectOf(FILES);
  const other = projectOf([["script.py", "import json\nprint(json.dumps(1))\n"]]);
  const plan = await planned([python, join(other, "script.py")], root, false);
  assert.equal([plan.proposals, plan.patch], [[], ""]);
});

test("leaves a file that no parser reads, and plans for the rest", async () => {
  const root = projectOf([...FILES, ["app/broken.py", "def (:\n"]]);
  const plan = await planned([python, "-m", "app"], root, false);
  assert.is(plan.proposals.length, 1);
});

test("plans in a git repository for the whole of it", async () => {
  const root = projectOf(FILES.map(([name, text]) => [`inner/${name}`, text] as const));
  execFileSync("git", ["init", "-q"], { cwd: root });
  const plan = await planned([python, "-m", "app"], join(root, "inner"), false);
  assert.equal(
    plan.proposals.map(({ file }) => file),
    ["inner/app/__main__.py"],
  );
});

test("plans for several commands", async () => {
  const root = projectOf(FILES);
  const flags = ["-n", "1", "--no-run", "--json"];
  const each = ["--command", `${python} -m app`, "--command", `${python} -m app use`];
  const { code, stdout, stderr } = await optimized([...flags, ...each], root);
  assert.is(code, 0, stderr);
  assert.is(JSON.parse(stdout).commands.length, 2);
});

test("reads a project with an empty folder and without sources", async () => {
  const root = projectOf([["notes.txt", "nothing\n"]]);
  mkdirSync(join(root, "empty"));
  const plan = await planned([python, "-c", "import json"], root, false);
  assert.equal(plan.proposals, []);
  rmSync(join(root, "empty"), { recursive: true });
});

test.run();
