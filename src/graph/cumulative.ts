/**
 * Each load's cumulative time: its self time plus its loads' cumulative times.
 *
 * @param importer index of a load's importer, which stands before it; -1 for none
 * @param selfUs microseconds
 */
export function cumulativeTimes(importer: Int32Array, selfUs: Float64Array): Float64Array {
  const cumulativeUs = selfUs.slice();
  for (let load = cumulativeUs.length - 1; load >= 0; load--) {
    const above = importer[load] ?? -1;
    if (above >= 0) cumulativeUs[above] = (cumulativeUs[above] ?? 0) + (cumulativeUs[load] ?? 0);
  }
  return cumulativeUs;
}
