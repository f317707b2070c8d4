import type { Pairs } from "../measure/label-swap.js";
import { type Decision, decide, LOOKS, type Look, type Tolerance } from "../measure/looks.js";
import { normalAbove } from "../measure/normal.js";
import { median } from "../measure/quantile.js";
import type { Random } from "../measure/random.js";
import type { Calibration } from "./verdict.js";

/** Runs of one program in pairs, both of the same: processor times, or wall times where those are not read exactly. */
export interface SelfPairs {
  readonly times: Pairs;
  readonly wall: Pairs | null;
  /** For one pair. */
  readonly seconds: number;
}

/** Of comparisons without growth, and of those with each growth. */
export interface Comparisons {
  readonly same: number;
  readonly grown: number;
}

const USUAL_COMPARISONS: Comparisons = { same: 2000, grown: 300 };
const GROWTHS = [0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2];
/** Pairs that stood side by side stay together: the machine's drift is part of what is tried. */
const BLOCK = 12;
const WANTED = 0.95;

/** What a gate with this tolerance would say of this program on this machine, by comparisons resampled from its own pairs. */
export function calibrate(
  pairs: SelfPairs,
  tolerance: Tolerance,
  random: Random,
  comparisons = USUAL_COMPARISONS,
  looks = LOOKS,
): Calibration {
  const tried = (growth: number, count: number): Outcome[] =>
    Array.from({ length: count }, () => resampled(pairs, growth, tolerance, random, looks));
  const same = tried(0, comparisons.same);
  const seen = GROWTHS.map((growth) => ({ growth, share: share(tried(growth, comparisons.grown), "fail") }));
  const smallest = seen.find(
    (each, at) => seen.slice(at).every(({ share }) => share >= WANTED) && each.share >= WANTED,
  );
  const medianPairs = median(same.map((each) => each.pairs));
  return {
    comparisons: comparisons.same,
    pairs: pairs.times.base.length,
    falseAlarms: share(same, "fail"),
    falseAlarmsAtMost: atMost(share(same, "fail"), comparisons.same),
    inconclusive: share(same, "open"),
    seen,
    smallestVisible: smallest?.growth ?? null,
    medianPairs,
    seconds: Math.round(medianPairs * pairs.seconds * 10) / 10,
    // A growth that can't be ruled out here keeps every gate inconclusive.
    proposed: { "max-growth": Math.round(Math.max(tolerance.growth, smallest?.growth ?? 0.25) * 100) },
  };
}

/** The end of Wilson's interval, which holds the true share in 95 of 100 cases: none of 2,000 may still be 2 in 1,000. */
function atMost(share: number, of: number): number {
  const z2 = normalAbove(0.025) ** 2;
  const middle = share + z2 / (2 * of);
  const half = Math.sqrt(z2 * ((share * (1 - share)) / of + z2 / (4 * of * of)));
  return Math.min(1, (middle + half) / (1 + z2 / of));
}

interface Outcome {
  readonly verdict: Decision["verdict"];
  readonly pairs: number;
}

function share(outcomes: readonly Outcome[], verdict: Decision["verdict"]): number {
  return outcomes.filter((each) => each.verdict === verdict).length / outcomes.length;
}

function resampled(
  { times, wall }: SelfPairs,
  growth: number,
  tolerance: Tolerance,
  random: Random,
  looks: readonly Look[],
): Outcome {
  const order = drawn(times.base.length, looks.at(-1)?.pairs ?? 0, random);
  const swaps = order.map(() => random() < 0.5);
  const take = (pairs: Pairs, count: number): Pairs => {
    const at = (index: number, isHead: boolean): number => {
      const pair = order[index] ?? 0;
      const value = (swaps[index] === isHead ? pairs.base : pairs.head)[pair] ?? 1;
      return isHead ? value * (1 + growth) : value;
    };
    const indices = [...Array(count).keys()];
    return { base: indices.map((index) => at(index, false)), head: indices.map((index) => at(index, true)) };
  };
  let pairs = 0;
  for (const look of looks) {
    pairs = look.pairs;
    const compared = { times: take(times, pairs), wall: wall === null ? null : take(wall, pairs) };
    const { verdict } = decide(compared, look, tolerance);
    if (verdict !== "open") return { verdict, pairs };
  }
  return { verdict: "open", pairs };
}

/** Indices of neighbours in blocks. */
function drawn(available: number, wanted: number, random: Random): number[] {
  const block = Math.min(BLOCK, available);
  const found: number[] = [];
  while (found.length < wanted) {
    const start = Math.floor(random() * available);
    for (let at = 0; at < block; at++) found.push((start + at) % available);
  }
  return found.slice(0, wanted);
}
