// Ten programs, each timed by single runs of hyperfine and of ours in turn, in random order: the intervals of both medians
// (bootstrap) are to overlap. What programs write goes to a pipe in both. Exit code 1 where they do not. Needs hyperfine 1.13 or later on PATH.
//
//     npx tsc -p . && node build/bench/gate/beside-hyperfine.js [PAIRS]
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

const pairs = Number(process.argv[2] ?? 60);
const python = (await findPython(process.env)) ?? "python3";
const candidates = [
  ["perl", "-e", "0"],
  ["git", "--version"],
  [python, "-I", "-S", "-c", ""],
  [python, "-c", "import argparse, json"],
  [python, "-m", "pip", "--version"],
  ["kubectl", "version", "--client"],
  [process.execPath, "-e", "0"],
  ["sleep", "0.05"],
  ["ls", "-l", "/usr/bin"],
  ["bash", "-c", "for each in $(seq 3000); do :; done"],
  [process.execPath, "--version"],
];
const programs = candidates.filter(([program = ""]) => executable(program, process.env.PATH) !== null).slice(0, 10);
const runner = new ProgramRunner({ python, timeoutS: 60, stop: new AbortController().signal });
const folder = mkdtempSync(join(tmpdir(), "importperf-bench-"));
const environment = { ...process.env, KUBECONFIG: "/dev/null" };

/** Microseconds. */
function byHyperfine(words: readonly string[]): number {
  const file = join(folder, "x.json");
  const command = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  execFileSync("hyperfine", ["-N", "-r", "1", "--output", "pipe", "--style", "none", "--export-json", file, command], {
    env: environment,
    stdio: "ignore",
  });
  return JSON.parse(readFileSync(file, "utf8")).results[0].times[0] * 1e6;
}

const ms = (us: number): string => (us / 1000).toFixed(2);
let apart = 0;
console.log(`${"program".padEnd(28)}${"hyperfine ms".padStart(24)}${"perf bench ms".padStart(24)}   ours / hyperfine`);
try {
  for (const words of programs) {
    const random = seededRandom(Date.now());
    const ours = async (): Promise<number> => (await runner.run({ words, environment }, false)).wallUs;
    const theirs = async (): Promise<number> => byHyperfine(words);
    const never = new AbortController().signal;
    await inRounds([theirs, ours], (rounds) => rounds.length === 3, random, never);
    const rounds = await inRounds([theirs, ours], (known) => known.length === pairs, random, never);
    const [one, two] = [0, 1].map((side) =>
      estimate(
        rounds.map((round) => round[side] ?? 0),
        random,
      ),
    );
    if (one === undefined || two === undefined) continue;
    const { value, lo, hi } = signedRankRatio(rounds.map(([a = 1, b = 1]): [number, number] => [a, b]));
    const agree = one.lo <= two.hi && two.lo <= one.hi;
    if (!agree) apart++;
    const shown = [one, two]
      .map((each) => `${ms(each.value)} (${ms(each.lo)} to ${ms(each.hi)})`.padStart(24))
      .join("");
    const name = words.map((word) => word.replace(/^.*\//, "")).join(" ");
    const ratio = `${value.toFixed(3)}, ${lo.toFixed(3)} to ${hi.toFixed(3)}`;
    console.log(`${name.slice(0, 27).padEnd(28)}${shown}   ${ratio}${agree ? "" : "  apart"}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${programs.length} programs, ${apart} apart`);
process.exitCode = apart > 0 ? 1 : 0;
