import { densityScores, kernelWidth } from "./density-scores.js";
import { normalAbove } from "./normal.js";
import { median } from "./quantile.js";
import { signSumAtLeast } from "./sign-sums.js";

/** Times of runs in pairs: those at the same index ran one after the other, in an order drawn at random. */
export interface Pairs {
  /** Positive. */
  readonly base: readonly number[];
  /** As many. */
  readonly head: readonly number[];
}

/**
 * The probability of a difference at least as large as this one if head were no slower than base.
 *
 * Which run of a pair came first was drawn at random, so in equal programs the labels of a pair could as well be swapped:
 * p is the share of all such labellings in which the scores of head's runs sum to as much more than those of base's. That is
 * exact whatever the times' distribution and however the machine drifted, since the scores do not know the labels.
 *
 * @param by the logarithm by which head is taken to be slower: 0 for "no slower", log(1.05) for "5 % slower"
 */
export function slowerP(pairs: Pairs, by = 0): number {
  return shareBeyond(differences(pairs, by), 1);
}

/** The probability of a difference at least as small as this one if head were that much slower. */
export function fasterP(pairs: Pairs, by: number): number {
  return shareBeyond(differences(pairs, by), -1);
}

/** Whether head is slower by more than this logarithm, sure or not. */
export function isSlowerBy(pairs: Pairs, by: number): boolean {
  return sumOf(differences(pairs, by)) > 0;
}

/**
 * How much longer head takes than base, as the logarithm of their ratio: the shift without which no side's scores are the larger.
 *
 * @param pairs at least one
 */
export function differenceOf(pairs: Pairs): number {
  const middle = median(pairs.base.map((time, pair) => Math.log((pairs.head[pair] ?? time) / time)));
  let [low, high] = [middle, middle];
  for (let step = 2 * FINE; low > middle - FARTHEST && !isSlowerBy(pairs, low); step *= 2) low -= step;
  for (let step = 2 * FINE; high < middle + FARTHEST && isSlowerBy(pairs, high); step *= 2) high += step;
  while (high - low > FINE) {
    const between = (low + high) / 2;
    if (isSlowerBy(pairs, between)) low = between;
    else high = between;
  }
  return (low + high) / 2;
}

export interface Shift {
  /** The ratio of head to base, and the interval that holds it in 95 of 100 comparisons. */
  readonly ratio: number;
  readonly lo: number;
  readonly hi: number;
  /** The ratio that a test at `alpha` would have seen in 95 of 100 comparisons as noisy as this one. */
  readonly smallestVisible: number;
}

/** @param alpha of the test that `smallestVisible` is about */
export function shiftOf(pairs: Pairs, alpha: number): Shift {
  const difference = differenceOf(pairs);
  const lo = edge(difference, -1, (by) => slowerP(pairs, by) <= OUTSIDE / 2);
  const hi = edge(difference, 1, (by) => fasterP(pairs, by) <= OUTSIDE / 2);
  const deviation = (hi - lo) / 2 / normalAbove(OUTSIDE / 2);
  // What the test just sees in these pairs; others scatter around it.
  const seen = difference - edge(difference, -1, (by) => slowerP(pairs, by) <= alpha);
  const visible = seen + normalAbove(UNSEEN) * deviation;
  return { ratio: Math.exp(difference), lo: Math.exp(lo), hi: Math.exp(hi), smallestVisible: Math.exp(visible) };
}

const OUTSIDE = 0.05;
const UNSEEN = 0.05;
/** Logarithms of ratios are told apart to this. */
const FINE = 0.0005;
const FARTHEST = 4;

/** The shift nearest to the difference that the pairs reject, in one direction; the farthest where they reject none. */
function edge(difference: number, direction: 1 | -1, isRejected: (by: number) => boolean): number {
  let step = 0.01;
  while (step < FARTHEST && !isRejected(difference + direction * step)) step *= 2;
  if (step >= FARTHEST) return difference + direction * FARTHEST;
  let [kept, rejected] = [0, step];
  while (rejected - kept > FINE) {
    const middle = (kept + rejected) / 2;
    if (isRejected(difference + direction * middle)) rejected = middle;
    else kept = middle;
  }
  return difference + direction * rejected;
}

/** Scores are rounded to so many steps, so that sums of them can be counted. */
const STEPS = 200;

/** The share of labellings whose differences of scores sum to as much as these do, upwards or downwards. */
function shareBeyond(differences: Float64Array, direction: 1 | -1): number {
  const largest = differences.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  if (largest === 0) return 1;
  const steps = Array.from(differences, (each) => Math.round((each / largest) * STEPS));
  return signSumAtLeast(steps.map(Math.abs), direction * sumOf(steps));
}

function sumOf(values: Float64Array | readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Pairs to each side that say how fast the machine was just then. */
const NEIGHBOURS = 8;
/** Kernels at least this wide, as a share of what usually lies between the runs of a pair: two sides that lie far apart are no two peaks. */
const ACROSS = 0.7;
/** Nor do kernels tell apart what no clock does. */
const LEAST_WIDTH = 0.0005;

/**
 * By how much the score of head's run is above that of base's in each pair, head being taken to be slower by `by`. Swapping the
 * labels of a pair changes the sign of its difference and nothing else.
 */
function differences({ base, head }: Pairs, by: number): Float64Array {
  const count = base.length;
  const logs = new Float64Array(2 * count);
  for (let pair = 0; pair < count; pair++) {
    logs[pair] = Math.log(base[pair] ?? 1);
    logs[count + pair] = Math.log(head[pair] ?? 1) - by;
  }
  const between = new Float64Array(count).map((_, pair) => Math.abs((logs[count + pair] ?? 0) - (logs[pair] ?? 0)));
  const levels = levelsOf(logs, count);
  const level = logs.map((log, at) => log - (levels[at % count] ?? 0));
  const scores = densityScores(level, Math.max(kernelWidth(level), ACROSS * median(between), LEAST_WIDTH));
  return between.map((_, pair) => (scores[count + pair] ?? 0) - (scores[pair] ?? 0));
}

/** Of each pair, by the logarithms of all of base's runs and then head's: what runs of either side around it took. */
function levelsOf(logs: Float64Array, count: number): Float64Array {
  return new Float64Array(count).map((_, pair) => {
    const [from, to] = [Math.max(0, pair - NEIGHBOURS), Math.min(count, pair + NEIGHBOURS + 1)];
    const around = new Float64Array(2 * (to - from));
    around.set(logs.subarray(from, to));
    around.set(logs.subarray(count + from, count + to), to - from);
    return median(around);
  });
}
