// Gates on this machine: a Python program of some 50 ms against itself, and against one that takes 10 % longer; how many fail, and
// how long each takes. Half an hour on a busy machine: it can be stopped at any time and goes on where it was (--new begins again);
// a smaller number first, then a larger one, measures what is missing. Exit code 1 where more than 1 of 100 equal ones fails, less than
// 98 of 100 of the others, or one takes more than 30 s.
//
//     npx tsc -p . && node build/bench/gate/real-gates.js [EQUAL] [LONGER] [--new]
import { findPython } from "../../src/io/find-python.js";
import { ProgramRunner } from "../../src/io/program-runner.js";
import type { Decision } from "../../src/measure/looks.js";
import { median } from "../../src/measure/quantile.js";
import { countingPrograms } from "./counting-programs.js";
import { KeptRows, numbersGiven } from "./kept-rows.js";
import { ourGate } from "./our-gate.js";

const [equal = 100, longer = 50] = numbersGiven();
/** Percent. */
const GROWTH = 10;
const MOST_SECONDS = 30;

interface Gate {
  readonly kind: "equal" | "longer";
  readonly verdict: Decision["verdict"];
  readonly seconds: number;
  readonly pairs: number;
}

const python = await findPython(process.env);
if (python === null) throw new Error("there is no Python 3 on PATH");
const stop = new AbortController().signal;
const runner = new ProgramRunner({ python, timeoutS: 60, stop });
const kept = new KeptRows<Gate>("real-gates");

const { program, baseUs } = await countingPrograms(python, runner);
const [base, head] = [program(0), program(GROWTH)];

const gates = (kind: Gate["kind"]): Gate[] => kept.rows.filter((row) => row.kind === kind);

async function gate(kind: Gate["kind"]): Promise<void> {
  const began = performance.now();
  const { decision, base: runs } = await ourGate(base, kind === "equal" ? base : head, runner, stop);
  kept.add({ kind, verdict: decision.verdict, seconds: (performance.now() - began) / 1000, pairs: runs.length });
}

// In turns, so that a part of it is a part of both.
while (gates("equal").length < equal || gates("longer").length < longer) {
  const [one, two] = [gates("equal").length / Math.max(1, equal), gates("longer").length / Math.max(1, longer)];
  await gate(two >= 1 || (one < 1 && one <= two) ? "equal" : "longer");
}

let isBad = false;
for (const [kind, name, expected] of [
  ["equal", "equal", "pass"],
  ["longer", "10 % longer", "fail"],
] as const) {
  const found = gates(kind);
  const said = { pass: 0, fail: 0, open: 0 };
  for (const { verdict } of found) said[verdict]++;
  const seconds = found.map((each) => each.seconds);
  const longest = Math.max(0, ...seconds);
  const count = found.length;
  if (longest > MOST_SECONDS) isBad = true;
  if (kind === "equal" ? said.fail > 0.01 * count : said.fail < 0.98 * count) isBad = true;
  const times = `${median(seconds).toFixed(1)} s, at most ${longest.toFixed(1)} s`;
  const pairs = median(found.map((each) => each.pairs));
  console.log(
    `${name.padEnd(12)} ${(baseUs / 1000).toFixed(0)} ms, ${count} gates (${expected} is right): ${JSON.stringify(said)}, median ${pairs} pairs, ${times}`,
  );
}
process.exitCode = isBad ? 1 : 0;
