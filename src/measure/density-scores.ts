import { median } from "./quantile.js";

/** Where normal kernels end; beyond is nothing that counts. */
const REACH = 4;

/**
 * What each value says about where all of them lie: the slope of the logarithm of their density there, of kernels of this width.
 * Values above the next peak of the density have positive scores, those below it negative ones; on the peak and far from all others they
 * are 0. It is what a shift of the values is best seen by, whatever their distribution (Stone 1975): where values gather at
 * two places, each is compared with those around it, and where they begin sharply, the first ones count most.
 *
 * @param width of the kernels, above 0
 * @returns a score for each value, in the values' order
 */
export function densityScores(values: Float64Array, width: number): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const sorted = Float64Array.from(order, (at) => (values[at] ?? 0) / width);
  const density = new Float64Array(values.length).fill(1);
  const slope = new Float64Array(values.length);
  for (let low = 0; low < sorted.length; low++) {
    const from = sorted[low] ?? 0;
    for (let high = low + 1; high < sorted.length; high++) {
      const far = (sorted[high] ?? 0) - from;
      if (far > REACH) break;
      const kernel = Math.exp((-far * far) / 2);
      density[low] = (density[low] ?? 0) + kernel;
      density[high] = (density[high] ?? 0) + kernel;
      slope[low] = (slope[low] ?? 0) - far * kernel;
      slope[high] = (slope[high] ?? 0) + far * kernel;
    }
  }
  const scores = new Float64Array(values.length);
  for (const [place, at] of order.entries()) scores[at] = (slope[place] ?? 0) / (density[place] ?? 1);
  return scores;
}

/** Makes the median absolute deviation of normal values their standard deviation. */
const NORMAL = 1.4826;
/** Half as wide again as what draws a normal density best (Scott 1992): slopes need more smoothness than heights. */
const SMOOTHNESS = 1.5 * 1.06;

/** The width of kernels that shows the form of these values; 0 where more than half of them are equal. */
export function kernelWidth(values: Float64Array): number {
  const middle = median(values);
  const scatter = NORMAL * median(values.map((value) => Math.abs(value - middle)));
  return SMOOTHNESS * scatter * values.length ** -0.2;
}
