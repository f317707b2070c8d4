import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { interpreters } from "../../../io/testing/pythons.js";
import type { FixtureFile } from "./testing/fixtures.js";

/** Formatters are installed into a temporary environment: what was formatted before an edit must be formatted after it. */

const FIXTURES = "fixtures/rewrite/python";
const test = suite("formatted");
const folder = mkdtempSync(join(tmpdir(), "importperf-formatted-"));
const python = interpreters().find(({ minor }) => minor >= 10);
if (python === undefined) throw new Error("these tests need a Python 3.10 or later");

function run(command: string, args: readonly string[]): void {
  const done = spawnSync(command, args, { encoding: "utf8", timeout: 300_000 });
  if (done.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${done.error ?? done.stdout + done.stderr}`);
}

/** Fixtures set in the formatters' own line length, as files of a folder each for before and after. */
const names = readdirSync(FIXTURES).filter((name) => {
  const said: FixtureFile = JSON.parse(readFileSync(join(FIXTURES, name, "edits.json"), "utf8"));
  return name.startsWith("text-") && (said.lineLength ?? 88) === 88;
});

test.before(() => {
  run(python.path, ["-m", "venv", join(folder, "env")]);
  run(join(folder, "env", "bin", "python"), ["-m", "pip", "install", "--quiet", "ruff", "black"]);
  for (const side of ["before", "after"]) {
    mkdirSync(join(folder, side));
    for (const name of names) copyFileSync(join(FIXTURES, name, `${side}.py`), join(folder, side, `${name}.py`));
  }
});

test.after(() => rmSync(folder, { recursive: true, force: true }));

/** The fixtures that a formatter leaves as they are. */
function formatted(side: string, command: string, args: readonly string[]): Set<string> {
  const unchanged = names.filter((name) => {
    const file = join(folder, side, `${name}.py`);
    const done = spawnSync(join(folder, "env", "bin", command), [...args, file], { encoding: "utf8", timeout: 60_000 });
    if (done.error !== undefined) throw done.error;
    return done.status === 0;
  });
  return new Set(unchanged);
}

for (const [command, args] of [
  ["ruff", ["format", "--isolated", "--no-cache", "--check"]],
  ["black", ["--check", "--quiet"]],
] as const) {
  test(`${command}: what was formatted is formatted`, () => {
    const before = formatted("before", command, args);
    const after = formatted("after", command, args);
    assert.ok(before.size > 12, `${before.size} are formatted before`);
    assert.equal(
      [...before].filter((name) => !after.has(name)),
      [],
    );
  });
}

test.run();
