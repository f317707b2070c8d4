import { median } from "./quantile.js";

/** Makes the median absolute deviation of normal values their standard deviation. */
const NORMAL = 1.4826;
const FAR = 5;
const LEAST_SHARE = 0.25;

/** The values far above the others: more than five deviations (by medians) and a quarter above the median. */
export function outliers(values: readonly number[]): number[] {
  const middle = median(values);
  const deviation = NORMAL * median(values.map((value) => Math.abs(value - middle)));
  const limit = Math.max(middle + FAR * deviation, middle * (1 + LEAST_SHARE));
  return values.filter((value) => value > limit);
}

/**
 * By which factor values changed from the first to the last, by Theil's and Sen's slope of their logarithms.
 *
 * @param values positive, at least two
 * @returns null where Mann's and Kendall's test sees no trend at 0.1 %
 */
export function drift(values: readonly number[]): number | null {
  const logs = values.map((value) => Math.log(value));
  const slopes: number[] = [];
  let rising = 0;
  for (const [at, first] of logs.entries()) {
    for (let later = at + 1; later < logs.length; later++) {
      const difference = (logs[later] ?? first) - first;
      slopes.push(difference / (later - at));
      rising += Math.sign(difference);
    }
  }
  const count = logs.length;
  const deviation = Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  if (count < 10 || Math.abs(rising) < 3.29 * deviation) return null;
  return Math.exp(median(slopes) * (count - 1));
}
