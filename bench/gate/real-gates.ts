// Gates on this machine: a Python program of some 50 ms against itself, and against one that takes 10 % longer; how many fail, and
// how long each takes. Exit code 1 where more than 1 of 100 equal ones fails, or less than 98 of 100 of the others.
//
//     npx tsc -p . && node build/bench/gate/real-gates.js [EQUAL] [LONGER]
import { compare } from "../../src/gate/compare.js";
import { findPython } from "../../src/io/find-python.js";
import { ProgramRunner } from "../../src/io/program-runner.js";
import { USUAL_TOLERANCE } from "../../src/measure/looks.js";
import { median } from "../../src/measure/quantile.js";
import { seededRandom } from "../../src/measure/random.js";
import type { Program } from "../../src/measure/runner.js";

const [equal, longer] = [Number(process.argv[2] ?? 100), Number(process.argv[3] ?? 50)];
const WANTED_US = 50_000;
const GROWTH = 0.1;

const python = await findPython(process.env);
if (python === null) throw new Error("there is no Python 3 on PATH");
const stop = new AbortController().signal;
const runner = new ProgramRunner({ python, timeoutS: 60, stop });
const interpreter = python;

/** Starts Python, imports what programs import, and counts. */
function counting(turns: number): Program {
  const code = `import argparse, json\nfor i in range(${turns}): pass`;
  return { words: [interpreter, "-I", "-c", code], environment: process.env };
}

async function medianCpu(program: Program): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 21; run++) times.push((await runner.run(program, false)).cpuUs ?? 0);
  return median(times);
}

const [least, most] = [await medianCpu(counting(0)), await medianCpu(counting(2_000_000))];
const perUs = 2_000_000 / (most - least);
const turns = Math.max(0, Math.round((WANTED_US - least) * perUs));
const base = counting(turns);
const baseUs = await medianCpu(base);
const head = counting(turns + Math.round(GROWTH * baseUs * perUs));

let isBad = false;
for (const [name, other, count, expected] of [
  ["equal", base, equal, "pass"],
  ["10 % longer", head, longer, "fail"],
] as const) {
  const said = { pass: 0, fail: 0, open: 0 };
  const seconds: number[] = [];
  const pairs: number[] = [];
  for (let gate = 0; gate < count; gate++) {
    const began = performance.now();
    const { decision, base: runs } = await compare(base, other, {
      runner,
      clock: () => performance.now() / 1000,
      random: seededRandom(Date.now()),
      stop,
      tolerance: USUAL_TOLERANCE,
      seconds: 60,
    });
    said[decision.verdict]++;
    seconds.push((performance.now() - began) / 1000);
    pairs.push(runs.length);
  }
  if (name === "equal" ? said.fail > 0.01 * count : said.fail < 0.98 * count) isBad = true;
  const times = `${median(seconds).toFixed(1)} s, at most ${Math.max(0, ...seconds).toFixed(1)} s`;
  console.log(
    `${name.padEnd(12)} ${(baseUs / 1000).toFixed(0)} ms, ${count} gates (${expected} is right): ${JSON.stringify(said)}, median ${median(pairs)} pairs, ${times}`,
  );
}
process.exitCode = isBad ? 1 : 0;
