import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Profile } from "../graph/profile.js";
import { interpreters } from "../io/testing/pythons.js";

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "profile.json");
const cwd = resolve("fixtures", "record", "mixed");
const [python] = interpreters();
const command = [python?.path ?? "python3", "first.py", process.execPath];

const test = suite("programs of both languages that start each other");

test("see neither hooks nor variables of ours, and are one profile", () => {
  const [program = "", ...args] = command;
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", NO_COLOR: "1" };
  const plain = spawnSync(program, args, { cwd, env, encoding: "utf8" });
  const perf = [resolve("bin", "run.js"), "record", "-n", "1", "-o", file, "--", ...command];
  const recorded = spawnSync(process.execPath, perf, { cwd, env, encoding: "utf8", timeout: 120_000 });
  assert.is(plain.status, 0, plain.stderr);
  assert.is(recorded.status, 0, recorded.stderr);
  assert.is(recorded.stdout, plain.stdout);
  assert.not.match(recorded.stderr, /counted as application: second/, "Python is not asked for what Node loaded");
  const { processes, modules, imports } = JSON.parse(readFileSync(file, "utf8")) as Profile;
  assert.equal(
    processes.map(({ runtime, parent }) => [runtime?.split(" ")[0], parent]),
    [
      ["CPython", null],
      ["Node.js", 0],
      ["CPython", 1],
    ],
  );
  const helpers = imports
    .filter(({ imported }) => /^helper/.test(modules[imported]?.name ?? ""))
    .map(({ process, imported, line, column }) => [process, modules[imported]?.name, line, column]);
  assert.equal(helpers, [
    [0, "helper", 6, 1],
    [1, "helper.cjs", 2, 18],
    [2, "helper", 3, 1],
  ]);
  const origins = modules.filter(({ name }) => /^(?:helper|node:child_process$|subprocess$)/.test(name));
  assert.equal(Object.fromEntries(origins.map(({ name, origin }) => [name, origin])), {
    subprocess: "stdlib",
    helper: "application",
    "node:child_process": "stdlib",
    "helper.cjs": "application",
  });
});

test("are shown in every format, both languages", () => {
  const analyze = (...args: string[]) =>
    spawnSync(process.execPath, [resolve("bin", "run.js"), ...args], { encoding: "utf8", timeout: 60_000 });
  for (const format of ["text", "json", "markdown", "csv", "collapsed", "speedscope", "chrome", "html", "profile"]) {
    const { status, stdout, stderr } = analyze(
      "analyze",
      file,
      "--format",
      format,
      "--output",
      "-",
      "--no-open",
      "--top",
      "500",
    );
    assert.is(status, 0, `${format}: ${stderr}`);
    for (const name of ["second.cjs", "subprocess"]) assert.ok(stdout.includes(name), `${format}: ${name}`);
    if (["json", "speedscope", "chrome", "profile"].includes(format)) JSON.parse(stdout);
  }
  const { status, stdout, stderr } = analyze("diff", file, file, "--json");
  assert.is(status, 0, stderr);
  const { added, removed, changed } = JSON.parse(stdout) as Record<"added" | "removed" | "changed", unknown[]>;
  assert.equal([added, removed, changed], [[], [], []]);
});

test.run();
