import type { ImportGraph } from "./graph.js";

/**
 * The loads with the largest self or cumulative time, largest first; ties keep the order of loading.
 *
 * @param limit how many at most
 */
export function heaviest(graph: ImportGraph, by: "selfUs" | "cumulativeUs", limit: number): number[] {
  const times = graph.loads[by];
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
