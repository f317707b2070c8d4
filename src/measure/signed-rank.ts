import type { Estimate } from "./bootstrap.js";

/** What pairs of runs say about the ratio of their times. */
export interface PairedRatio extends Estimate {
  /** Two-sided: how probable a difference like this one is where there is none. */
  readonly p: number;
}

const OUTSIDE = 0.05;
/** Up to here the distribution is counted; beyond, it is normal to more digits than anybody reads. */
const COUNTED = 100;

/**
 * How much longer the second of each pair took than the first: Hodges' and Lehmann's estimate of the logarithm of their
 * ratio, with the 95 % interval and p of Wilcoxon's signed-rank test.
 *
 * Under equal programs in random order each pair is as likely one way round as the other, whatever the machine did
 * meanwhile: drift that both share and heavy tails leave the test exact. Of fewer than six pairs the interval is
 * their whole span, and p never below 0.06.
 *
 * @param pairs of positive numbers, at least one
 */
export function signedRankRatio(pairs: readonly (readonly [number, number])[]): PairedRatio {
  const logs = pairs.map(([first, second]) => Math.log(second) - Math.log(first));
  const { value, lo, hi, p } = signedRank(logs);
  return { value: Math.exp(value), lo: Math.exp(lo), hi: Math.exp(hi), p };
}

/** Where the middle of symmetrically scattered values lies. @param values at least one */
export function signedRank(values: readonly number[]): PairedRatio {
  const means = walshAverages(values);
  const middle = (means.length - 1) / 2;
  const at = (index: number): number => means[index] ?? 0;
  const left = Math.max(0, leftOut(values.length) - 1);
  const below = means.reduce((sum, mean) => sum + (mean < 0 ? 1 : 0), 0);
  const zeros = means.reduce((sum, mean) => sum + (mean === 0 ? 1 : 0), 0);
  const fewer = Math.min(below, means.length - below - zeros);
  return {
    value: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    lo: at(left),
    hi: at(means.length - 1 - left),
    // Ties count as evidence for neither side.
    p: Math.min(1, 2 * atMost(values.length, fewer + zeros / 2)),
  };
}

/** The means of all pairs of values, each value paired with itself too, sorted. */
function walshAverages(values: readonly number[]): Float64Array {
  const means = new Float64Array((values.length * (values.length + 1)) / 2);
  let at = 0;
  for (const [index, one] of values.entries()) {
    for (let other = index; other < values.length; other++) means[at++] = (one + (values[other] ?? one)) / 2;
  }
  return means.sort();
}

/** How many of the sorted means lie outside the interval at each end, and the first one on it; 0 for none. */
function leftOut(count: number): number {
  if (count > COUNTED) {
    const { mean, deviation } = moments(count);
    return Math.floor(mean - 1.959_963_984_540_054 * deviation + 0.5);
  }
  const cumulative = distribution(count);
  const next = cumulative.findIndex((share) => share > OUTSIDE / 2);
  return Math.max(0, next);
}

/** The probability that the statistic is no greater than this. */
function atMost(count: number, statistic: number): number {
  if (count <= COUNTED) return distribution(count)[Math.floor(statistic)] ?? 0;
  const { mean, deviation } = moments(count);
  return normalTail((mean - statistic - 0.5) / deviation);
}

function moments(count: number): { mean: number; deviation: number } {
  return {
    mean: (count * (count + 1)) / 4,
    deviation: Math.sqrt((count * (count + 1) * (2 * count + 1)) / 24),
  };
}

const known = new Map<number, Float64Array>();

/** The probability of at most 0, 1, 2… for the sum of those ranks of 1 to `count` whose coin shows heads. */
function distribution(count: number): Float64Array {
  const made = known.get(count);
  if (made !== undefined) return made;
  const shares = new Float64Array((count * (count + 1)) / 2 + 1);
  shares[0] = 1;
  for (let rank = 1; rank <= count; rank++) {
    for (let sum = shares.length - 1; sum >= 0; sum--) {
      shares[sum] = ((shares[sum] ?? 0) + (sum < rank ? 0 : (shares[sum - rank] ?? 0))) / 2;
    }
  }
  for (let sum = 1; sum < shares.length; sum++) shares[sum] = (shares[sum] ?? 0) + (shares[sum - 1] ?? 0);
  known.set(count, shares);
  return shares;
}

/** The probability that a standard normal number exceeds this one, to 1e-7 (Abramowitz and Stegun, 26.2.17). */
function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const t = 1 / (1 + 0.231_641_9 * z);
  const series = [0.319_381_53, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
  const sum = series.reduceRight((value, factor) => (value + factor) * t, 0);
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}
