import type { Bundle, BundleTimes } from "./document.js";

/** A time, as reports write it. */
type Written = (us: number) => string;

/**
 * The bundle to ship, in one sentence with what it costs.
 *
 * @param bundles sorted
 * @returns null where none works
 */
export function recommendation(
  bundles: readonly Bundle[],
  unbundled: BundleTimes,
  yardstick: string | null,
  { time, size }: { readonly time: Written; readonly size: Written },
): string | null {
  const [best, ...others] = bundles.filter(({ works }) => works === true);
  if (best === undefined) return null;
  const { wall, bytes, files, buildMs, needs } = best;
  const price = `${size(bytes ?? 0)} in ${files} ${files === 1 ? "file" : "files"}, ${time((buildMs ?? 0) * 1000)} to build`;
  const need = needs === null || needs === "nothing" ? "needs nothing" : `needs ${needs}`;
  if (wall === null) return `${best.with} works: ${price}, and ${need}.`;
  const { ratioToYardstick: ratio } = best;
  const beside = ratio === null || yardstick === null ? "" : `, ${ratio.toFixed(2)} x ${yardstick}`;
  const plain = unbundled.wall === null ? "" : `, ${faster(unbundled.wall.medianUs / wall.medianUs)} without a bundle`;
  const next = others.find((other) => other.wall !== null);
  const rival = next?.wall == null ? "" : ` (next is ${next.with}, ${time(next.wall.medianUs)})`;
  return `${best.with} starts fastest of those that work, in ${time(wall.medianUs)}${beside}${plain}${rival}, for ${price}; it ${need}.`;
}

function faster(factor: number): string {
  if (factor >= 1.005) return `${factor.toFixed(2)} times as fast as`;
  return factor > 0.995 ? "as fast as" : `${(1 / factor).toFixed(2)} times as slow as`;
}
