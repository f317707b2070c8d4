/** Times in whole microseconds. */
export interface RoundedTimes {
  us: Float64Array;
  /** How many were negative, no number, or too large for the sum to stay exact; they count as 0. */
  unfit: number;
}

/**
 * Rounds times so that they sum to the rounded total: each is less than 1 µs from what was measured, as
 * what one loses by rounding the next one gets.
 */
export function roundedTimes(seconds: readonly number[]): RoundedTimes {
  const us = new Float64Array(seconds.length);
  let unfit = 0;
  let exact = 0;
  let rounded = 0;
  for (const [at, time] of seconds.entries()) {
    const sum = exact + time * 1e6;
    if (!(time >= 0) || sum > Number.MAX_SAFE_INTEGER) {
      unfit++;
      continue;
    }
    exact = sum;
    us[at] = Math.round(exact) - rounded;
    rounded = Math.round(exact);
  }
  return { us, unfit };
}
