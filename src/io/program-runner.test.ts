import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../errors.js";
import { findPython } from "./find-python.js";
import { isAlive } from "./is-alive.js";
import { ProgramRunner } from "./program-runner.js";

const test = suite("io/program-runner");

const python = await findPython(process.env);
const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));
const never = new AbortController().signal;
const runner = new ProgramRunner({ python, timeoutS: 60, stop: never });
const coarse = new ProgramRunner({ python: null, timeoutS: 60, stop: never });

function run(words: string[], by = runner, isWarmUp = false) {
  return by.run({ words, environment: process.env }, isWarmUp);
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

const MB = 1 << 20;
const allocating = (bytes: number): string[] => [process.execPath, "-e", `global.kept = Buffer.alloc(${bytes}, 1)`];

test("time, faults and memory are the program's, and those of what it waits for", async () => {
  const [small, large] = [await run(allocating(0)), await run(["sh", "-c", '"$0" "$@"; true', ...allocating(64 * MB)])];
  assert.is(runner.precision, "exact");
  const memory = ((large.maxRssBytes ?? 0) - (small.maxRssBytes ?? 0)) / MB;
  assert.ok(memory > 55 && memory < 75, `${memory} MB`);
  assert.ok((large.minorFaults ?? 0) - (small.minorFaults ?? 0) > 100);
  for (const { cpuUs, userUs, wallUs } of [small, large]) {
    assert.ok(cpuUs !== null && userUs !== null && userUs > 0 && userUs <= cpuUs && wallUs > 0);
  }
});

test("less memory can be told in warm-ups, and none is told that is only that of what starts the program", async () => {
  const empty = [python ?? "", "-I", "-S", "-c", ""];
  const [timed, warm] = [await run(empty), await run(empty, runner, true)];
  assert.is(timed.maxRssBytes, null);
  assert.ok((warm.maxRssBytes ?? 0) > 2 * MB && (warm.maxRssBytes ?? 0) < 20 * MB, `${warm.maxRssBytes}`);
  for (const isWarmUp of [true, false]) assert.is((await run(["true"], runner, isWarmUp)).maxRssBytes, null);
});

test("without a Python, faults are counted and time goes by ticks", async () => {
  const { minorFaults, maxRssBytes, cpuUs, exitCode } = await run([process.execPath, "-e", "process.exit(3)"], coarse);
  assert.is(coarse.precision, process.platform === "linux" ? "ticks" : "none");
  assert.is(maxRssBytes, null);
  assert.is(exitCode, 3);
  if (process.platform === "linux") assert.ok((minorFaults ?? 0) > 500 && (cpuUs ?? -1) % 10_000 === 0);
});

for (const [name, by] of Object.entries({ "with Python": runner, without: coarse })) {
  test(`output flows through and is told apart, ${name}`, async () => {
    const written = (letter: string) => ["sh", "-c", `head -c 30000000 /dev/zero | tr '\\0' ${letter}; echo end >&2`];
    const before = process.memoryUsage().rss;
    const [one, again, other] = [await run(written("a"), by), await run(written("a"), by), await run(written("b"), by)];
    assert.is(one.output.hash, again.output.hash);
    assert.is.not(one.output.hash, other.output.hash);
    assert.equal([one.output.stdoutBytes, one.output.stderrBytes], [30_000_000, 4]);
    assert.is(one.output.firstLine, "a".repeat(200));
    assert.is(one.lastWords, "end\n");
    assert.ok(process.memoryUsage().rss - before < 200 * MB);
  });

  test(`stdin is empty and there is no terminal, ${name}`, async () => {
    assert.is((await run(["cat"], by)).output.stdoutBytes, 0);
    assert.is.not((await run(["sh", "-c", "exec 3</dev/tty"], by)).exitCode, 0);
  });

  test(`what can't be started is an error, ${name}`, async () => {
    const errors: unknown[] = [];
    for (const program of ["importperf-no-such-program", join(folder, "gone"), folder]) {
      await run([program], by).catch((error) => errors.push(error instanceof UserError ? error.code : error));
    }
    assert.equal(errors, ["command-missing", "command-missing", "command-not-executable"]);
    const text = file("text", "echo it runs $1\n");
    assert.is((await run([text, "too"], by)).output.firstLine, "it runs too");
  });

  test(`a signal is an exit code, and the time limit ends the whole group, ${name}`, async () => {
    assert.is((await run(["sh", "-c", "kill -TERM $$"], by)).exitCode, 143);
    const limited = new ProgramRunner({ python: by === runner ? python : null, timeoutS: 1, stop: never });
    const stubborn = "trap '' TERM; sleep 60 & echo $!; wait";
    const { ending, output } = await run(["sh", "-c", stubborn], limited);
    assert.is(ending, "timeout");
    const left = Number(output.firstLine);
    for (let time = 0; time < 50 && isAlive(left); time++) await setTimeout(100);
    assert.ok(left > 0 && !isAlive(left));
  });
}

test("the user's stop ends the run at once", async () => {
  const stopping = new AbortController();
  const stopped = new ProgramRunner({ python, timeoutS: 60, stop: stopping.signal });
  void setTimeout(300).then(() => stopping.abort("SIGINT"));
  assert.is((await run(["sleep", "60"], stopped)).ending, "user");
});

test.run();
