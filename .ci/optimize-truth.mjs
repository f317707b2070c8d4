// Generated Python programs before and after all that may be moved is moved, and after part of it is: what they print on
// 3.8 and 3.13 with several arguments must be the same; no import that the generator made unsafe may be proposed, and of the safe
// ones 95 % must be. `node .ci/optimize-truth.mjs [--programs N] [--seed N] [--from N] [--shown N] [--whole | --command] [--lanes N]`.
// The parts that judge plan, without a recording; with --whole all that `perf optimize --no-run` does, from two runs of each program;
// with --command it itself, in a second each. Ends with `N passed, N failed`. Needs `npx tsc -p .` and `node .ci/build.mjs` before.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { TruthCheck } from "../build/src/io/testing/truth-check.js";
import { drawn } from "../build/src/optimize/testing/drawn.js";

const { values } = parseArgs({
  options: {
    programs: { type: "string", default: "1000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    from: { type: "string", default: "0" },
    shown: { type: "string", default: "5" },
    whole: { type: "boolean", default: false },
    command: { type: "boolean", default: false },
    // So many programs at once; most of the time goes to their runs.
    lanes: { type: "string", default: "2" },
    out: { type: "string" },
  },
});

const seed = Number(values.seed);
const from = Number(values.from);
console.log(`seed ${seed}`);
const planner = values.command ? "command" : values.whole ? "whole" : "parts";
// Interpreters that answer for long grow.
const PROGRAMS_EACH = 200;
const sums = { programs: 0, names: 0, proposed: 0, safe: 0, safeProposed: 0, unsafe: 0 };
const NOTHING = { names: 0, proposed: 0, safe: 0, safeProposed: 0, unsafe: 0, refused: [] };
const refused = new Map();
const problems = [];
const end = from + Number(values.programs);
const began = performance.now();
let next = from;

function count(at, checked) {
  sums.programs++;
  for (const key of ["names", "proposed", "safe", "safeProposed", "unsafe"]) sums[key] += checked[key];
  for (const reason of checked.refused) {
    const code = reason.replace(/:.*/s, "");
    refused.set(code, [...(refused.get(code) ?? []), `${at} ${reason}`]);
  }
  if (checked.problem !== null) {
    problems.push(at);
    if (problems.length <= Number(values.shown)) console.log(`program ${at}\n${checked.problem}`);
  }
  if (sums.programs % 500 !== 0) return;
  const minutes = (performance.now() - began) / 60_000;
  const rate = (sums.programs / minutes).toFixed(0);
  console.log(`${sums.programs} (${rate} a minute): ${JSON.stringify(sums)}, wrong: ${problems.length}`);
}

async function lane() {
  while (next < end) {
    const check = await TruthCheck.open(planner);
    for (let done = 0; done < PROGRAMS_EACH && next < end; done++) {
      const at = next++;
      count(at, await check.check(drawn(seed, at)).catch((error) => ({ ...NOTHING, problem: String(error) })));
    }
    check.close();
  }
}

await Promise.all(Array.from({ length: Number(values.lanes) }, lane));
problems.sort((a, b) => a - b);
console.log(JSON.stringify(sums));
console.log(`safe and proposed: ${((100 * sums.safeProposed) / Math.max(1, sums.safe)).toFixed(2)} %`);
for (const [code, all] of refused)
  console.log(`  refused ${all.length} safe ones, ${code}: ${all.slice(0, 3).join("; ")}`);
if (values.out !== undefined) writeFileSync(values.out, JSON.stringify({ seed, sums, problems }));
console.log(`wrong: ${problems.join(" ")}`);
console.log(`${sums.programs - problems.length} passed, ${problems.length} failed`);
process.exitCode = problems.length === 0 && sums.safeProposed >= 0.95 * sums.safe ? 0 : 1;
