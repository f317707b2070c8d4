// Generated Python programs before and after all that may be moved is moved, and after part of it is: what they print on
// 3.8 and 3.13 with several arguments must be the same; no import that the generator made unsafe may be proposed, and of the safe
// ones 95 % must be. `node .ci/optimize-truth.mjs [--programs N] [--seed N] [--from N] [--shown N]
// [--whole]`: with the last, `perf optimize` itself plans, in seconds each; otherwise its parts do, without a recording. Ends with
// `N passed, N failed`. Needs `npx tsc -p .` and `node .ci/build.mjs` before.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { TruthCheck } from "../build/src/io/testing/truth-check.js";

const { values } = parseArgs({
  options: {
    programs: { type: "string", default: "1000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    from: { type: "string", default: "0" },
    shown: { type: "string", default: "5" },
    whole: { type: "boolean", default: false },
    out: { type: "string" },
  },
});

/** Mulberry32. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 8;
  };
}

/** What decides about one program. */
const NUMBERS = 1500;

const seed = Number(values.seed);
const from = Number(values.from);
console.log(`seed ${seed}`);
const check = await TruthCheck.open(values.whole);
const sums = { programs: 0, names: 0, proposed: 0, safe: 0, safeProposed: 0, unsafe: 0 };
const NOTHING = { names: 0, proposed: 0, safe: 0, safeProposed: 0, unsafe: 0, refused: [] };
const refused = new Map();
const problems = [];
for (let at = from; at < from + Number(values.programs); at++) {
  const next = random(seed * 1_000_003 + at);
  const numbers = Array.from({ length: NUMBERS }, next);
  const checked = await check.check(numbers).catch((error) => ({ ...NOTHING, problem: String(error) }));
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
  if (at % 500 === 499) console.log(`${at + 1}: ${JSON.stringify(sums)}, wrong: ${problems.length}`);
}
check.close();
console.log(JSON.stringify(sums));
console.log(`safe and proposed: ${((100 * sums.safeProposed) / Math.max(1, sums.safe)).toFixed(2)} %`);
for (const [code, all] of refused)
  console.log(`  refused ${all.length} safe ones, ${code}: ${all.slice(0, 3).join("; ")}`);
if (values.out !== undefined) writeFileSync(values.out, JSON.stringify({ seed, sums, problems }));
console.log(`wrong: ${problems.join(" ")}`);
console.log(`${sums.programs - problems.length} passed, ${problems.length} failed`);
process.exitCode = problems.length === 0 && sums.safeProposed >= 0.95 * sums.safe ? 0 : 1;
