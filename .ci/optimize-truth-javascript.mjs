// Generated Node programs before and after all that may be moved is moved: what they print with several arguments must be the same; no
// import that the generator made unsafe may be proposed, and of the safe ones 90 % must be.
// `node .ci/optimize-truth-javascript.mjs [--programs N] [--seed N] [--shown N]`, on the Node that runs it and those of IMPORTPERF_NODES.
// Ends with `N passed, N failed`. Needs `npx tsc -p .` and `node .ci/build.mjs` before.
import { parseArgs } from "node:util";
import { JavaScriptTruth } from "../build/src/io/testing/javascript-truth.js";
import { nodePrograms } from "../build/src/io/testing/nodes.js";

const { values } = parseArgs({
  options: {
    programs: { type: "string", default: "300" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    shown: { type: "string", default: "3" },
  },
});

const seed = Number(values.seed);
console.log(`seed ${seed}`);
const nodes = nodePrograms().filter(({ major }) => [20, 22, 24].includes(major));
const sums = { proposed: 0, safe: 0, safeProposed: 0, unsafe: 0 };
const refused = new Map();
const problems = [];
const truth = new JavaScriptTruth(nodes.map(({ path }) => path));
for (let at = seed; at < seed + Number(values.programs); at++) {
  const checked = await truth.check(at).catch((error) => ({ problem: String(error?.stack ?? error), refused: [] }));
  for (const key of Object.keys(sums)) sums[key] += checked[key] ?? 0;
  for (const reason of checked.refused) {
    const code = reason.replace(/:.*/s, "");
    refused.set(code, [...(refused.get(code) ?? []), `${at} ${reason}`]);
  }
  if (checked.problem === null) continue;
  problems.push(at);
  if (problems.length <= Number(values.shown)) console.log(`program ${at}\n${checked.problem}`);
}
truth.close();
console.log(JSON.stringify(sums));
console.log(`safe and proposed: ${((100 * sums.safeProposed) / Math.max(1, sums.safe)).toFixed(2)} %`);
for (const [code, all] of refused)
  console.log(`  refused ${all.length} safe ones, ${code}: ${all.slice(0, 3).join("; ")}`);
console.log(`wrong: ${problems.join(" ")}`);
console.log(`${Number(values.programs) - problems.length} passed, ${problems.length} failed`);
process.exitCode = problems.length === 0 && sums.safeProposed >= 0.9 * sums.safe ? 0 : 1;
