import type { ImportGraph } from "./graph.js";

/**
 * Cumulative time of each group of loads: what the group's loads and everything below them took, a load
 * inside another of its own group counted once. Microseconds.
 *
 * @param groupOf group of each load, -1 for none
 * @param groups how many groups there are
 * @param ends from `subtreeEnds`
 */
export function groupSpans(graph: ImportGraph, groupOf: Int32Array, groups: number, ends: Int32Array): Float64Array {
  const spans = new Float64Array(groups);
  const coveredTo = new Int32Array(groups);
  for (let load = 0; load < graph.loads.count; load++) {
    const group = groupOf[load] ?? -1;
    if (group < 0 || load < (coveredTo[group] ?? 0)) continue;
    spans[group] = (spans[group] ?? 0) + (graph.loads.cumulativeUs[load] ?? 0);
    coveredTo[group] = ends[load] ?? 0;
  }
  return spans;
}
