/** The probability that a standard normal number exceeds this one, to 1e-7 (Abramowitz and Stegun, 26.2.17). */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const t = 1 / (1 + 0.231_641_9 * z);
  const series = [0.319_381_53, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
  const sum = series.reduceRight((value, factor) => (value + factor) * t, 0);
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}

/** The number that a standard normal one exceeds with this probability. @param share between 0 and 1 */
export function normalAbove(share: number): number {
  let [low, high] = [-8, 8];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (normalTail(middle) > share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
