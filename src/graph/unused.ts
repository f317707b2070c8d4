import { type ImportGraph, LOAD_NOT_RUN_LATER, LOAD_RAN_LATER } from "./graph.js";
import { subtreeEnds } from "./subtree.js";

/** A load of which, with all that it loaded, nothing was used once loaded. */
export interface UnusedLoad {
  readonly load: number;
  /** Its cumulative time, microseconds. */
  readonly us: number;
  /** Loads, itself included. */
  readonly loads: number;
}

/**
 * Loads whose module has code, none of which ran after its load, and under which no code of any module ran later; of
 * such within one another the outermost. A module that another process used counts as used. What has no code to be
 * seen (C extensions, modules of constants that the recording says nothing of) hinders none.
 *
 * @returns largest time first
 */
export function unusedLoads(graph: ImportGraph): UnusedLoad[] {
  const { loads, modules } = graph;
  const isUsed = new Uint8Array(modules.count);
  let known = false;
  for (let load = 0; load < loads.count; load++) {
    const flags = loads.flags[load] ?? 0;
    if ((flags & LOAD_RAN_LATER) !== 0) isUsed[loads.module[load] ?? 0] = 1;
    if ((flags & LOAD_NOT_RUN_LATER) !== 0) known = true;
  }
  if (!known) return [];
  const ends = subtreeEnds(graph);
  const usedWithin = new Uint8Array(loads.count);
  for (let load = loads.count - 1; load >= 0; load--) {
    if (isUsed[loads.module[load] ?? 0] === 1) usedWithin[load] = 1;
    const importer = loads.importer[load] ?? -1;
    if (importer >= 0 && usedWithin[load] === 1) usedWithin[importer] = 1;
  }
  const found: UnusedLoad[] = [];
  for (let load = 0; load < loads.count; load++) {
    if (usedWithin[load] === 1 || ((loads.flags[load] ?? 0) & LOAD_NOT_RUN_LATER) === 0) continue;
    const end = ends[load] ?? load + 1;
    found.push({ load, us: loads.cumulativeUs[load] ?? 0, loads: end - load });
    load = end - 1;
  }
  return found.sort((a, b) => b.us - a.us || a.load - b.load);
}
