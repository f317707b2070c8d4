import { type Estimate, estimate } from "../measure/bootstrap.js";
import type { Measured } from "../measure/programs.js";
import { median } from "../measure/quantile.js";
import type { Random } from "../measure/random.js";
import type { ProgramRun } from "../measure/runner.js";
import { signedRankRatio } from "../measure/signed-rank.js";
import type { BenchComparison, BenchTime } from "./document.js";

type Runs = Measured["runs"];

/** Which program is held against which: all against the yardstick, and all others against the first. */
export function compared(count: number, yardstick: number | null): { of: number; to: number }[] {
  const others = [...Array(count).keys()].filter((each) => each !== yardstick);
  const toYardstick = yardstick === null ? [] : others.map((of) => ({ of, to: yardstick }));
  return [...toYardstick, ...others.slice(1).map((of) => ({ of, to: others[0] ?? 0 }))];
}

/** @returns null where a time is unknown, or 0 by ticks: there is no ratio of those */
export function ratioOf(runs: Runs, { of, to }: { of: number; to: number }, metric: "wall" | "cpu") {
  const pairs = (runs[of] ?? []).map((run, round): [number, number] => {
    const other = runs[to]?.[round];
    return [other === undefined ? 0 : timeOf(other, metric), timeOf(run, metric)];
  });
  if (pairs.length === 0 || pairs.some(([a, b]) => !(a > 0 && b > 0))) return null;
  return signedRankRatio(pairs);
}

export function comparisons(names: readonly string[], runs: Runs, yardstick: number | null): BenchComparison[] {
  return compared(names.length, yardstick).flatMap(({ of, to }) =>
    (["wall", "cpu"] as const).flatMap((metric) => {
      const found = ratioOf(runs, { of, to }, metric);
      if (found === null) return [];
      const { value: ratio, lo, hi, p } = found;
      return { of: names[of] ?? "", to: names[to] ?? "", metric, ratio, lo, hi, p, pairs: runs[of]?.length ?? 0 };
    }),
  );
}

/**
 * Whether the wall times say enough: the interval of every ratio, or of the median of what is compared with nothing, is
 * no wider to either side than this share of it.
 */
export function isNarrow(runs: Runs, yardstick: number | null, precision: number, random: Random): boolean {
  const pairs = compared(runs.length, yardstick);
  const found =
    pairs.length > 0
      ? pairs.map((pair) => ratioOf(runs, pair, "wall"))
      : runs.map((each) =>
          estimate(
            each.map(({ wallUs }) => wallUs),
            random,
          ),
        );
  return found.every((each) => isWithin(each, precision));
}

/** Whether the interval of what was found is no wider to either side than this share of it. */
export function isWithin(found: Estimate | null, precision: number): boolean {
  return found !== null && Math.max(found.hi / found.value, found.value / found.lo) <= 1 + precision;
}

/** @returns null where it is unknown */
export function timeOfRuns(runs: readonly ProgramRun[], metric: "wall" | "cpu", random: Random): BenchTime | null {
  const times = runs.map((run) => timeOf(run, metric));
  if (times.length === 0 || times.some((time) => Number.isNaN(time))) return null;
  const { value, lo, hi } = estimate(times, random);
  return { medianUs: Math.round(value), loUs: Math.round(lo), hiUs: Math.round(hi) };
}

/** The median of a count that some runs may not know; null where none does. */
export function medianCount(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.round(median(known));
}

function timeOf({ wallUs, cpuUs }: ProgramRun, metric: "wall" | "cpu"): number {
  return metric === "wall" ? wallUs : (cpuUs ?? Number.NaN);
}
