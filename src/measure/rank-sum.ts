import { normalTail } from "./normal.js";
import type { PairedRatio } from "./signed-rank.js";

const OUTSIDE = 0.05;
/** Up to so many values together the distribution is counted; beyond, it is normal to more digits than anybody reads. */
const COUNTED = 60;

/**
 * How much longer the second runs took than the first ones, which have nothing to do with each other: Hodges' and Lehmann's
 * estimate of the logarithm of their ratio, with the 95 % interval and p of Wilcoxon's rank-sum test (Mann's and Whitney's U).
 *
 * Drift between the two is part of what it tells: runs in turns (`signedRankRatio`) are better where they can be had. Of
 * fewer than four on each side the interval is their whole span, and p never below 0.1.
 *
 * @param first @param second positive numbers, at least one each
 */
export function rankSumRatio(first: readonly number[], second: readonly number[]): PairedRatio {
  const { value, lo, hi, p } = rankSum(first.map(Math.log), second.map(Math.log));
  return { value: Math.exp(value), lo: Math.exp(lo), hi: Math.exp(hi), p };
}

/** How far the second values lie above the first. @param first @param second at least one each */
export function rankSum(first: readonly number[], second: readonly number[]): PairedRatio {
  const differences = new Float64Array(first.length * second.length);
  let at = 0;
  for (const one of first) for (const other of second) differences[at++] = other - one;
  differences.sort();
  const last = differences.length - 1;
  const given = (index: number): number => differences[index] ?? 0;
  const left = Math.max(0, leftOut(first.length, second.length) - 1);
  const below = differences.reduce((sum, each) => sum + (each < 0 ? 1 : 0), 0);
  const zeros = differences.reduce((sum, each) => sum + (each === 0 ? 1 : 0), 0);
  const fewer = Math.min(below, last + 1 - below - zeros);
  return {
    value: (given(Math.floor(last / 2)) + given(Math.ceil(last / 2))) / 2,
    lo: given(left),
    hi: given(last - left),
    // Ties count as evidence for neither side.
    p: Math.min(1, 2 * atMost(first.length, second.length, fewer + zeros / 2)),
  };
}

/** How many of the sorted differences lie outside the interval at each end, and the first one on it; 0 for none. */
function leftOut(first: number, second: number): number {
  if (first + second > COUNTED) {
    const { mean, deviation } = moments(first, second);
    return Math.floor(mean - 1.959_963_984_540_054 * deviation + 0.5);
  }
  return Math.max(
    0,
    distribution(first, second).findIndex((share) => share > OUTSIDE / 2),
  );
}

/** The probability that the statistic is no greater than this. */
function atMost(first: number, second: number, statistic: number): number {
  if (first + second <= COUNTED) return distribution(first, second)[Math.floor(statistic)] ?? 0;
  const { mean, deviation } = moments(first, second);
  return normalTail((mean - statistic - 0.5) / deviation);
}

function moments(first: number, second: number): { mean: number; deviation: number } {
  return { mean: (first * second) / 2, deviation: Math.sqrt((first * second * (first + second + 1)) / 12) };
}

/**
 * The probability of at most 0, 1, 2… pairs of which the first is the larger, where all orders of the values are as likely.
 * Value by value from the smallest: it is one of the first with the share of those that are left, and larger than the second
 * ones before it.
 */
function distribution(first: number, second: number): Float64Array {
  const pairs = first * second;
  // By how many of the first were met, the probability of each number of pairs.
  let met = Array.from({ length: first + 1 }, () => new Float64Array(pairs + 1));
  (met[0] as Float64Array)[0] = 1;
  for (let value = 0; value < first + second; value++) {
    const next = Array.from({ length: first + 1 }, () => new Float64Array(pairs + 1));
    for (const [ones, shares] of met.entries()) {
      const others = value - ones;
      if (others < 0 || others > second) continue;
      const share = (first - ones) / (first + second - value);
      for (let sum = 0; sum <= pairs; sum++) {
        const here = shares[sum] ?? 0;
        if (here === 0) continue;
        if (share > 0) add(next[ones + 1], sum + others, here * share);
        if (share < 1) add(next[ones], sum, here * (1 - share));
      }
    }
    met = next;
  }
  const shares = met[first] ?? new Float64Array(pairs + 1);
  for (let sum = 1; sum <= pairs; sum++) add(shares, sum, shares[sum - 1] ?? 0);
  return shares;
}

function add(shares: Float64Array | undefined, at: number, share: number): void {
  if (shares !== undefined) shares[at] = (shares[at] ?? 0) + share;
}
