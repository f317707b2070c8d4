import { type ImportGraph, LOAD_UNFINISHED } from "./graph.js";
import type { ModuleSum } from "./module-sums.js";

/** A module of a set whose importer is not of the set, with what of the set is loaded under it. */
export interface Topmost {
  readonly module: ModuleSum;
  /** Self time of it and of the modules of the set that it loads, directly or through others of the set. */
  us: number;
  /** Their loads. */
  loads: number;
}

/**
 * Where the loads of some modules begin: the imports that brought them. Each load of the set counts under
 * exactly one of the results, so their times sum to those of the set.
 *
 * @param set modules of the graph, by name
 * @returns largest time first
 */
export function topmost(graph: ImportGraph, set: ReadonlyMap<string, ModuleSum>): Topmost[] {
  const { loads, modules } = graph;
  const isIn = new Uint8Array(modules.count);
  for (let module = 0; module < modules.count; module++) isIn[module] = set.has(modules.name[module] ?? "") ? 1 : 0;
  const us = new Float64Array(loads.count);
  const counts = new Float64Array(loads.count);
  const found = new Map<string, Topmost>();
  // A load stands behind its importer, so that backwards all that is under it is known.
  for (let load = loads.count - 1; load >= 0; load--) {
    if (isIn[loads.module[load] ?? 0] === 0) continue;
    us[load] = (us[load] ?? 0) + (loads.selfUs[load] ?? 0);
    if (((loads.flags[load] ?? 0) & LOAD_UNFINISHED) === 0) counts[load] = (counts[load] ?? 0) + 1;
    const importer = loads.importer[load] ?? -1;
    if (importer >= 0 && isIn[loads.module[importer] ?? 0] === 1) {
      us[importer] = (us[importer] ?? 0) + (us[load] ?? 0);
      counts[importer] = (counts[importer] ?? 0) + (counts[load] ?? 0);
      continue;
    }
    const name = modules.name[loads.module[load] ?? 0] ?? "";
    const module = set.get(name);
    if (module === undefined) continue;
    const entry = found.get(name) ?? { module, us: 0, loads: 0 };
    entry.us += us[load] ?? 0;
    entry.loads += counts[load] ?? 0;
    found.set(name, entry);
  }
  return [...found.values()].reverse().sort((a, b) => b.us - a.us);
}
