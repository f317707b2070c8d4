import type { ImportGraph } from "./graph.js";

/** Up to here a short sorted list beats sorting everything. */
const SHORT = 256;

/**
 * The loads with the largest self or cumulative time, largest first; ties keep the order of loading.
 *
 * @param limit how many at most
 */
export function heaviest(graph: ImportGraph, by: "selfUs" | "cumulativeUs", limit: number): number[] {
  const times = graph.loads[by];
  if (limit > SHORT) {
    const order = Int32Array.from({ length: graph.loads.count }, (_, load) => load);
    order.sort((a, b) => (times[b] ?? 0) - (times[a] ?? 0) || a - b);
    return Array.from(order.subarray(0, limit));
  }
  const kept: number[] = [];
  for (let load = 0; load < graph.loads.count; load++) {
    const time = times[load] ?? 0;
    if (kept.length >= limit && time <= (times[kept[kept.length - 1] ?? 0] ?? 0)) continue;
    let place = kept.length;
    while (place > 0 && (times[kept[place - 1] ?? 0] ?? 0) < time) place--;
    kept.splice(place, 0, load);
    if (kept.length > limit) kept.pop();
  }
  return kept;
}
