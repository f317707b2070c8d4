import { median, quantile } from "./quantile.js";

/** An estimate and the interval that holds it in 95 of 100 repetitions. */
export interface Estimate {
  readonly value: number;
  readonly lo: number;
  readonly hi: number;
}

const TIMES = 1000;
const OUTSIDE = 0.05;

/**
 * The median of some values, with what it is for values drawn from them anew (percentile bootstrap). Of fewer than six
 * values the interval is their whole span: too few for it to be narrower.
 */
export function estimate(values: readonly number[], random: () => number): Estimate {
  const value = median(values);
  if (values.length < 6) return { value, lo: quantile(values, 0), hi: quantile(values, 1) };
  const medians = Array.from({ length: TIMES }, () =>
    median(values.map(() => values[Math.floor(random() * values.length)] ?? value)),
  );
  return { value, lo: quantile(medians, OUTSIDE / 2), hi: quantile(medians, 1 - OUTSIDE / 2) };
}

/**
 * How much longer the second of each pair took than the first: runs of a pair drift together, so their ratios scatter
 * less than the ratio of two medians does.
 *
 * @param pairs of positive numbers
 */
export function pairedRatio(pairs: readonly (readonly [number, number])[], random: () => number): Estimate {
  const { value, lo, hi } = estimate(
    pairs.map(([first, second]) => Math.log(second / first)),
    random,
  );
  return { value: Math.exp(value), lo: Math.exp(lo), hi: Math.exp(hi) };
}
