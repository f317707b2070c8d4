// What gates say of a program that did not change, and of one that takes 5 % or 10 % longer: simulated comparisons drawn from
// recorded runs with their drift, and from made ones with heavy tails. Beside ours what people use: two blocks of runs, one after
// the other, judged by the means' ratio or by Welch's test. Exit code 1 where ours fails more than 1 % of equal programs, or
// sees less than 95 % of those that take 5 % longer or 99.5 % of those that take 10 % longer.
//
//     npx tsc -p . && node build/bench/gate/false-alarms.js [COMPARISONS]
import { readFileSync } from "node:fs";
import { decide, LOOKS, USUAL_TOLERANCE } from "../../src/measure/looks.js";
import { type Random, seededRandom } from "../../src/measure/random.js";
import { type RecordedRuns, samePairs } from "../../src/measure/testing.js";
import { heavyTailed, neverFaster, twoTimes } from "./made-runs.js";

const comparisons = Number(process.argv[2] ?? 10_000);
const GROWTHS = [0, 0.05, 0.1];

function isAsWanted(growth: number, fails: number): boolean {
  return growth === 0 ? fails <= 0.01 : fails >= (growth < 0.1 ? 0.95 : 0.995);
}

const MOST = LOOKS.at(-1)?.pairs ?? 0;

interface Source {
  readonly name: string;
  /** Processor and wall times of one program against itself. */
  pairs(count: number, random: Random): { readonly cpu: [number, number][]; readonly wall: [number, number][] };
}

interface Said {
  readonly verdict: "pass" | "fail" | "open";
  readonly pairs: number;
}

function recorded(name: string, file: string): Source {
  const runs: RecordedRuns = JSON.parse(readFileSync(file, "utf8"));
  const both = runs.cpuUs.map((cpu, at): [number, number] => [cpu, runs.wallUs[at] ?? cpu]);
  return {
    name,
    pairs(count, random) {
      // The same runs for both: which of them is called base is drawn once.
      const order = samePairs(
        both.map((_, at) => at + 1),
        count,
        random,
      );
      const of = (which: 0 | 1): [number, number][] =>
        order.map(([one, two]) => [both[one - 1]?.[which] ?? 1, both[two - 1]?.[which] ?? 1]);
      return { cpu: of(0), wall: of(1) };
    },
  };
}

const SOURCES: readonly Source[] = [
  recorded("recorded, busy", "fixtures/measure/recorded-runs.json"),
  recorded("recorded, quiet", "fixtures/measure/recorded-runs-quiet.json"),
  made("heavy tails", heavyTailed),
  made("two times", twoTimes),
  made("never faster", neverFaster),
];

function made(name: string, runs: (count: number, random: Random) => readonly number[]): Source {
  return {
    name,
    pairs(count, random) {
      const cpu = samePairs(runs(2 * count, random), count, random);
      return { cpu, wall: cpu.map(([one, two]) => [one * (1 + random() / 5), two * (1 + random() / 5)]) };
    },
  };
}

function ours(source: Source, growth: number, random: Random): Said {
  const { cpu, wall } = source.pairs(MOST, random);
  const side = (pairs: readonly [number, number][], count: number) => ({
    base: pairs.slice(0, count).map(([base]) => base),
    head: pairs.slice(0, count).map(([, head]) => head * (1 + growth)),
  });
  for (const look of LOOKS) {
    const times = { times: side(cpu, look.pairs), wall: side(wall, look.pairs) };
    const { verdict } = decide(times, look, USUAL_TOLERANCE);
    if (verdict !== "open" || look.pairs === MOST) return { verdict, pairs: look.pairs };
  }
  throw new Error("the last look says something");
}

/** As many runs of base, then as many of head, wall times: what two calls of a benchmark compare. */
function blocks(
  source: Source,
  growth: number,
  random: Random,
  isWorse: (base: number[], head: number[]) => boolean,
): Said {
  const all = source.pairs(BLOCK, random).wall.flat();
  const head = all.slice(BLOCK).map((us) => us * (1 + growth));
  return { verdict: isWorse(all.slice(0, BLOCK), head) ? "fail" : "pass", pairs: BLOCK };
}

const BLOCK = 20;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

/** Two-sided at 5 %: with 20 runs each, 2.02 to 2.09 deviations by the degrees of freedom. */
function welch(base: number[], head: number[]): boolean {
  const error = Math.sqrt(variance(base) / base.length + variance(head) / head.length);
  return (mean(head) - mean(base)) / error > 2.05;
}

/** Compared with ours where the runs are real. */
const WAYS: Record<string, (source: Source, growth: number, random: Random) => Said> = {
  "perf gate": ours,
  "blocks, means over 5 %": (source, growth, random) =>
    blocks(source, growth, random, (base, head) => mean(head) > 1.05 * mean(base)),
  "blocks, Welch p < 0.05": (source, growth, random) => blocks(source, growth, random, welch),
};

const random = seededRandom(11);
let isBad = false;
console.log(`${"runs".padEnd(17)}${"gate".padEnd(24)}growth    fails   passes     open   pairs`);
for (const source of SOURCES) {
  for (const [way, compare] of Object.entries(WAYS)) {
    for (const growth of GROWTHS) {
      const count = { pass: 0, fail: 0, open: 0, pairs: 0 };
      for (let at = 0; at < comparisons; at++) {
        const { verdict, pairs } = compare(source, growth, random);
        count[verdict]++;
        count.pairs += pairs;
      }
      if (way === "perf gate" && !isAsWanted(growth, count.fail / comparisons)) isBad = true;
      const shares = (["fail", "pass", "open"] as const).map(
        (each) => `${((100 * count[each]) / comparisons).toFixed(2)} %`,
      );
      const numbers = shares.map((text) => text.padStart(9)).join("");
      const line = `${source.name.padEnd(17)}${way.padEnd(24)}${`${growth * 100} %`.padStart(6)}${numbers}`;
      console.log(`${line}${(count.pairs / comparisons).toFixed(1).padStart(8)}`);
    }
  }
}
process.exitCode = isBad ? 1 : 0;
