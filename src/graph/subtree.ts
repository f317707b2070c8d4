import type { ImportGraph } from "./graph.js";

/**
 * For each load the index behind the last load of its subtree: the subtree of `load` is
 * `load … ends[load] - 1`, because a subtree stands together.
 */
export function subtreeEnds(graph: ImportGraph): Int32Array {
  const { count, importer } = graph.loads;
  const ends = new Int32Array(count);
  for (let load = count - 1; load >= 0; load--) {
    if ((ends[load] ?? 0) === 0) ends[load] = load + 1;
    const above = importer[load] ?? -1;
    if (above >= 0 && (ends[above] ?? 0) < (ends[load] ?? 0)) ends[above] = ends[load] ?? 0;
  }
  return ends;
}

/** The loads that a load caused itself, in the order of loading. */
export function loadsOf(ends: Int32Array, load: number): number[] {
  const loads: number[] = [];
  for (let at = load + 1; at < (ends[load] ?? 0); at = ends[at] ?? at + 1) loads.push(at);
  return loads;
}
