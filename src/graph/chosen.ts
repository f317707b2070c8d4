import type { ImportGraph } from "./graph.js";

export interface ChosenTotals {
  /** How many loads were chosen. */
  loads: number;
  /** Their own bodies, microseconds. */
  selfUs: number;
  /** They and everything that they loaded, each load counted once. */
  cumulativeUs: number;
}

/**
 * What a choice of loads adds up to.
 *
 * @param chosen 1 for each chosen load
 * @param ends from `subtreeEnds`
 */
export function chosenTotals(graph: ImportGraph, chosen: Uint8Array, ends: Int32Array): ChosenTotals {
  const sums: ChosenTotals = { loads: 0, selfUs: 0, cumulativeUs: 0 };
  let coveredTo = 0;
  for (let load = 0; load < graph.loads.count; load++) {
    if (chosen[load] !== 1) continue;
    sums.loads++;
    sums.selfUs += graph.loads.selfUs[load] ?? 0;
    if (load < coveredTo) continue;
    sums.cumulativeUs += graph.loads.cumulativeUs[load] ?? 0;
    coveredTo = ends[load] ?? 0;
  }
  return sums;
}
