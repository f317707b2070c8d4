// The same gates by perfgate (https://crates.io/crates/perfgate-cli) and by ours, in turn: a Python program of some 50 ms against itself, and
// against ones that take 5 % and 10 % longer; how many fail. perfgate pairs runs as well (`perfgate paired`): 30 pairs, failing above
// 2.5 % (half of what is to be seen), without and with its test of significance. It can be stopped at any time and goes on where it was (--new begins again).
//
//     cargo install perfgate-cli
//     npx tsc -p . && node build/bench/gate/beside-perfgate.js [GATES] [--new]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { executable } from "../../src/io/executable.js";
import { findPython } from "../../src/io/find-python.js";
import { ProgramRunner } from "../../src/io/program-runner.js";
import { median } from "../../src/measure/quantile.js";
import type { Program } from "../../src/measure/runner.js";
import { countingPrograms } from "./counting-programs.js";
import { KeptRows, numbersGiven } from "./kept-rows.js";
import { ourGate } from "./our-gate.js";

const [wanted = 20] = numbersGiven();
const GROWTHS = [0, 5, 10];
const PAIRS = "30";

interface Gate {
  readonly way: string;
  readonly growth: number;
  readonly failed: boolean;
  readonly seconds: number;
}

if (executable("perfgate", process.env.PATH) === null)
  throw new Error("there is no perfgate on PATH: cargo install perfgate-cli");
const python = await findPython(process.env);
if (python === null) throw new Error("there is no Python 3 on PATH");
const stop = new AbortController().signal;
const runner = new ProgramRunner({ python, timeoutS: 60, stop });
const { program } = await countingPrograms(python, runner);
const kept = new KeptRows<Gate>("beside-perfgate");
const folder = mkdtempSync(join(tmpdir(), "importperf-bench-"));

function shellText({ words }: Program): string {
  return words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
}

/** @returns whether it failed */
function byPerfgate(base: Program, head: Program, ...more: string[]): boolean {
  const words = ["paired", "--name", "x", "--repeat", PAIRS, "--warmup", "2", "--fail-on-regression", "2.5", ...more];
  const sides = ["--baseline", shellText(base), "--current", shellText(head), "--out", join(folder, "x.json")];
  const { status, stderr } = spawnSync("perfgate", [...words, ...sides], { encoding: "utf8", timeout: 120_000 });
  // 0.18.1 ends with 1 for a regression as well as for its own errors.
  if (status === 1 && /regression \(.*exceeded threshold/.test(stderr)) return true;
  if (status !== 0 && status !== 2) throw new Error(`perfgate ended with ${status}: ${stderr}`);
  return status === 2;
}

async function byUs(base: Program, head: Program): Promise<boolean> {
  const { decision } = await ourGate(base, head, runner, stop);
  return decision.verdict === "fail";
}

const WAYS: Record<string, (base: Program, head: Program) => boolean | Promise<boolean>> = {
  "perf gate": byUs,
  "perfgate paired": byPerfgate,
  "perfgate, significant": (base, head) => byPerfgate(base, head, "--require-significance"),
};

const known = (way: string, growth: number): Gate[] =>
  kept.rows.filter((row) => row.way === way && row.growth === growth);

try {
  for (let count = 1; count <= wanted; count++)
    for (const growth of GROWTHS)
      for (const [way, gate] of Object.entries(WAYS)) {
        if (known(way, growth).length >= count) continue;
        const began = performance.now();
        const failed = await gate(program(0), program(growth));
        kept.add({ way, growth, failed, seconds: (performance.now() - began) / 1000 });
      }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(`${"gate".padEnd(24)}growth   fails            seconds`);
for (const way of Object.keys(WAYS))
  for (const growth of GROWTHS) {
    const gates = known(way, growth);
    const fails = `${gates.filter(({ failed }) => failed).length} of ${gates.length}`;
    const seconds = median(gates.map((each) => each.seconds)).toFixed(1);
    console.log(`${way.padEnd(24)}${`${growth} %`.padStart(6)}   ${fails.padEnd(12)}${seconds.padStart(10)}`);
  }
