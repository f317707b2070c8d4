// Ten programs, each timed by single runs of hyperfine and of ours in turn, in random order: the intervals of both medians
// (bootstrap), of wall and of processor time, are to overlap. What programs write goes to a pipe in both, and both run in a session of their own, since Linux
// shares a busy machine out to sessions. Exit code 1 where they do not. It can
// be stopped at any time and goes on where it was; --new begins again. Needs hyperfine 1.13 or later on PATH.
//
//     npx tsc -p . && node build/bench/gate/beside-hyperfine.js [PAIRS] [--new]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { executable } from "../../src/io/executable.js";
import { findPython } from "../../src/io/find-python.js";
import { ProgramRunner } from "../../src/io/program-runner.js";
import { estimate } from "../../src/measure/bootstrap.js";
import { inRounds } from "../../src/measure/interleaved.js";
import { seededRandom } from "../../src/measure/random.js";
import { signedRankRatio } from "../../src/measure/signed-rank.js";
import { KeptRows, numbersGiven } from "./kept-rows.js";

const [pairs = 60] = numbersGiven();
/** Of each program's rounds the times by hyperfine and by us. */
const kept = new KeptRows<{ readonly program: string; readonly times: readonly Times[] }>("beside-hyperfine");
const python = (await findPython(process.env)) ?? "python3";
const candidates = [
  ["perl", "-e", "0"],
  ["git", "--version"],
  [python, "-I", "-S", "-c", ""],
  [python, "-c", "import argparse, json"],
  [python, "-c", "import asyncio"],
  ["kubectl", "version", "--client"],
  [process.execPath, "-e", "0"],
  ["sleep", "0.05"],
  ["ls", "-l", "/usr/bin"],
  ["bash", "-c", "for each in $(seq 3000); do :; done"],
  [process.execPath, "--version"],
];
const programs = candidates.filter(([program = ""]) => executable(program, process.env.PATH) !== null).slice(0, 10);
const runner = new ProgramRunner({ python, timeoutS: 60, stop: new AbortController().signal });
const [start = "", ...rest] =
  executable("setsid", process.env.PATH) === null ? ["hyperfine"] : ["setsid", "-w", "hyperfine"];
const folder = mkdtempSync(join(tmpdir(), "importperf-bench-"));
const environment = { ...process.env, KUBECONFIG: "/dev/null" };

/** Microseconds. */
interface Times {
  readonly wall: number;
  readonly cpu: number;
}

function byHyperfine(words: readonly string[]): Times {
  const file = join(folder, "x.json");
  const command = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  execFileSync(
    start,
    [...rest, "-N", "-r", "1", "--output", "pipe", "--style", "none", "--export-json", file, command],
    {
      env: environment,
      stdio: "ignore",
    },
  );
  const { times, user, system } = JSON.parse(readFileSync(file, "utf8")).results[0];
  return { wall: times[0] * 1e6, cpu: (user + system) * 1e6 };
}

const ms = (us: number): string => (us / 1000).toFixed(us < 100_000 ? 2 : 1);
const random = seededRandom(Date.now());
let apart = 0;

/** Both medians with their intervals, and the ratio by pairs. */
function row(name: string, metric: keyof Times, rounds: readonly (readonly Times[])[]): string {
  const sides = [0, 1].map((side) => rounds.map((round) => round[side]?.[metric] ?? 0));
  const [one = NOTHING, two = NOTHING] = sides.map((times) => estimate(times, random));
  const isOverlap = one.lo <= two.hi && two.lo <= one.hi;
  if (!isOverlap) apart++;
  const shown = [one, two].map((each) => `${ms(each.value)} (${ms(each.lo)} to ${ms(each.hi)})`.padStart(25)).join("");
  const pairs = rounds.map((_, at): [number, number] => [sides[0]?.[at] ?? 1, sides[1]?.[at] ?? 1]);
  const { value, lo, hi } = signedRankRatio(pairs);
  const ratio = `${value.toFixed(3)}, ${lo.toFixed(3)} to ${hi.toFixed(3)}`;
  return `${name.slice(0, 23).padEnd(24)}${metric.padEnd(5)}${shown}   ${ratio}${isOverlap ? "" : "  apart"}`;
}

const NOTHING = { value: 0, lo: 0, hi: 0 };

console.log(`${"program".padEnd(29)}${"hyperfine ms".padStart(25)}${"perf bench ms".padStart(25)}   ours / hyperfine`);
try {
  for (const words of programs) {
    const ours = async (): Promise<Times> => {
      const { wallUs, cpuUs } = await runner.run({ words, environment }, false);
      return { wall: wallUs, cpu: cpuUs ?? 0 };
    };
    const theirs = async (): Promise<Times> => byHyperfine(words);
    const never = new AbortController().signal;
    const name = words.map((word) => word.replace(/^.*\//, "")).join(" ");
    const known = (): (readonly Times[])[] =>
      kept.rows.flatMap(({ program, times }) => (program === name ? [times] : []));
    if (known().length < pairs) {
      await inRounds([theirs, ours], (rounds) => rounds.length === 3, random, never);
      await inRounds(
        [theirs, ours],
        (rounds) => {
          kept.add({ program: name, times: rounds.at(-1) ?? [] });
          return known().length >= pairs;
        },
        random,
        never,
      );
    }
    const rounds = known();
    for (const metric of ["wall", "cpu"] as const) console.log(row(name, metric, rounds));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${programs.length} programs, ${apart} of ${2 * programs.length} times apart`);
process.exitCode = apart > 0 ? 1 : 0;
