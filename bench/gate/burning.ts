// Whether processor time is read exactly: programs end once they have used 20 and 40 ms of it by their own clock, which
// the system keeps for them; the difference that our runner reads is to be 20 ms within 1 %. Exit code 1 where it is not.
//
//     npx tsc -p . && node build/bench/gate/burning.js [PAIRS]
import { findPython } from "../../src/io/find-python.js";
import { ProgramRunner } from "../../src/io/program-runner.js";
import { measurePrograms } from "../../src/measure/programs.js";
import { median } from "../../src/measure/quantile.js";
import { seededRandom } from "../../src/measure/random.js";

const pairs = Number(process.argv[2] ?? 100);
const python = await findPython(process.env);
const { signal } = new AbortController();
const burning = (ms: number) => ({
  words: [
    python ?? "python3",
    "-I",
    "-S",
    "-c",
    `import os, time\nwhile time.process_time_ns() < ${ms}_000_000: pass\nos._exit(0)`,
  ],
  environment: process.env,
});
let failed = false;
console.log("  reading      20 ms      40 ms  difference     error");
for (const reader of [python, null]) {
  const runner = new ProgramRunner({ python: reader, timeoutS: 60, stop: signal });
  const { runs } = await measurePrograms([burning(20), burning(40)], {
    runner,
    clock: () => performance.now() / 1000,
    random: seededRandom(Date.now()),
    stop: signal,
    limits: { leastPairs: pairs, mostPairs: pairs, seconds: 600 },
    isEnough: () => false,
  });
  const [short = [], long = []] = runs.map((each) => each.map(({ cpuUs }) => (cpuUs ?? 0) / 1000));
  const difference = median(long.map((ms, at) => ms - (short[at] ?? 0)));
  const error = Math.abs(difference / 20 - 1);
  if (runner.precision === "exact" && error > 0.01) failed = true;
  const numbers = [median(short), median(long), difference].map((ms) => ms.toFixed(2).padStart(11)).join("");
  console.log(`${runner.precision.padStart(9)}${numbers}${`${(error * 100).toFixed(2)} %`.padStart(11)}`);
}
process.exitCode = failed ? 1 : 0;
