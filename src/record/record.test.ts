import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkGraph } from "../graph/check.js";
import type { Profile, ProfileImport } from "../graph/profile.js";
import { load } from "../io/load.js";

const PERF = resolve("bin", "run.js");
const FIXTURES = resolve("fixtures", "record");
const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
const file = join(folder, "x.profile.json");
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

function perf(args: readonly string[], input = "") {
  rmSync(file, { force: true });
  return spawnSync(process.execPath, [PERF, "record", ...args], {
    cwd: FIXTURES,
    env: { ...process.env, NO_COLOR: "1", PYTHONDONTWRITEBYTECODE: "1" },
    input,
    encoding: "utf8",
    timeout: 120_000,
  });
}

function profile(): Profile {
  return JSON.parse(readFileSync(file, "utf8")) as Profile;
}

function describe({ modules }: Profile, row: ProfileImport): string {
  const importer = row.importer === null ? "?" : modules[row.importer]?.name;
  const place = `${row.line}:${row.column}`;
  const words = [row.when, ...row.manner, row.loaded ? "loaded" : "found", ...row.names].join(" ");
  return `${importer} ${place} ${modules[row.imported]?.name} ${words}`;
}

const test = suite("perf record");

test("writes a profile with every import of a program, and leaves its output alone", async () => {
  const { status, stdout, stderr } = perf(["-n", "2", "-o", file, "--", "python3", "-m", "tool", "a"]);
  assert.is(status, 0, stderr);
  assert.match(stdout, /^__main__ tool\.__main__ tool \['a'\]/);
  assert.is(stdout.trim().split("\n").length, 1, "the program's output is shown once");
  assert.match(stderr, /runs the command 8 times/);
  const written = profile();
  assert.is(written.evidence, "traced");
  assert.is(written.root, FIXTURES);
  assert.equal(written.command, ["python3", "-m", "tool", "a"]);
  assert.is(written.runs?.length, 2);
  assert.is(written.importRuns?.length, 2);
  for (const { us, sets } of written.importRuns ?? []) {
    assert.ok(us > 0 && Math.abs(sets.reduce((sum, set) => sum + set.us, 0) - us) <= sets.length);
    assert.ok(sets.some(({ origin, distribution }) => origin === "application" && distribution === null));
  }
  const rows = written.imports.map((row) => describe(written, row));
  assert.ok(rows.includes("tool 1:1 json eager loaded"));
  assert.ok(rows.includes("__main__ 2:1 tool eager found parts"));
  assert.ok(rows.includes("__main__ 2:1 tool.parts eager loaded"));
  const tool = written.modules.find(({ name }) => name === "tool");
  assert.equal([tool?.origin, tool?.file], ["application", "tool/__init__.py"]);
  const { graph } = await load(file);
  checkGraph(graph);
  assert.equal(graph.recorded?.importRuns, written.importRuns);
  assert.is(graph.imports.count, written.imports.length, "nothing is lost on the way back");
});

test("the anatomy's parts sum to the wall time", () => {
  perf(["-n", "3", "-o", file, "--", "python3", "-c", "import json, decimal, time; time.sleep(0.05)"]);
  const { anatomy } = profile();
  assert.ok(anatomy);
  const { bootUs, siteUs, importsUs, mainUs, waitingUs, teardownUs, otherUs } = anatomy;
  const sum = [bootUs, siteUs, importsUs, mainUs, waitingUs, teardownUs, otherUs].reduce<number>(
    (a, b) => a + (b ?? 0),
    0,
  );
  assert.ok((waitingUs ?? 0) > 40_000, "sleeping is waiting");
  assert.ok(sum > (importsUs ?? 0) + 40_000);
  const { pth, ...times } = anatomy;
  assert.ok(Object.values(times).every((us) => us === null || us >= 0));
  assert.ok(pth?.every(({ us }) => us >= 0));
  const { findUs, readUs, compileUs, executeUs } = anatomy;
  const phases = (findUs ?? 0) + (readUs ?? 0) + (compileUs ?? 0) + (executeUs ?? 0);
  assert.ok(Math.abs(phases - (importsUs ?? 0)) <= 4, "imports are finding, reading, compiling and executing");
});

test("the program's own failure is our exit code, with the profile written", () => {
  const failed = perf(["--once", "-o", file, "--", "python3", "fails_in_import.py"]);
  assert.is(failed.status, 1);
  assert.match(failed.stderr, /ZeroDivisionError/);
  assert.ok(existsSync(file));
  assert.is(perf(["--once", "-o", file, "--", "python3", "exits_at_once.py"]).status, 9);
  assert.is(perf(["--once", "-o", file, "--", "python3", "kills_itself.py"]).status, 143);
  assert.ok(profile().loads.length > 0, "a killed program keeps what was written before");
});

test("standard input is read by every run alike", () => {
  const code = "import sys; text = sys.stdin.read(); __import__('json' if len(text) == 30000 else 'csv')";
  const { status, stderr } = perf(["-n", "1", "-o", file, "--", "python3", "-c", code], "abc".repeat(10_000));
  assert.is(status, 0, stderr);
  const names = profile().modules.map(({ name }) => name);
  assert.ok(names.includes("json") && !names.includes("csv"));
  assert.not.ok(profile().warnings.some(({ code }) => code.includes("differ")));
});

test("with --json the document is alone on standard output", () => {
  const { stdout, stderr } = perf(["--json", "--once", "-o", file, "--", "python3", "-m", "tool"]);
  assert.is((JSON.parse(stdout) as { kind: string }).kind, "analysis");
  assert.match(stderr, /tool\.__main__/);
});

test("without the traced run only the tree is known", () => {
  perf(["--no-trace", "-n", "1", "-o", file, "--", "python3", "-m", "tool"]);
  assert.is(profile().evidence, "tree");
});

test("children become processes with their command", () => {
  perf(["-n", "1", "-o", file, "--", "python3", "starts_children.py"]);
  const { processes, imports } = profile();
  assert.ok(processes.length >= 6);
  assert.ok(processes.slice(1).every(({ parent }) => parent === 0));
  assert.ok(imports.some((row) => row.process === 2));
});

test("what can't be recorded is said, with exit code 2", () => {
  const plain = join(folder, "plain.txt");
  writeFileSync(plain, "x");
  const script = join(folder, "script.sh");
  writeFileSync(script, "#!/bin/sh\necho from sh\n");
  chmodSync(script, 0o755);
  for (const [args, words] of [
    [["-o", file], /command|COMMAND/],
    [["-o", file, "--", "importperf-no-such-program"], /there is no importperf-no-such-program/],
    [["-o", file, "--", plain], /can't be executed/],
    [["-o", file, "--", script], /no Python and no Node.* was seen to run.*script\.sh \(#!\/bin\/sh\)/],
    [["-o", join(folder, "no", "such", "x.json"), "--", "python3", "-c", ""], /can't be written/],
    [["-o", file, "--", "python3 -c 'x"], /without its end/],
  ] as const) {
    const { status, stderr } = perf(args);
    assert.is(status, 2, `${args.join(" ")}\n${stderr}`);
    assert.match(stderr, words);
    assert.not.match(stderr, /defect/);
    assert.not.ok(existsSync(file));
  }
});

test.run();
