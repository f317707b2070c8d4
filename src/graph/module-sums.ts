import { type ImportGraph, LOAD_UNFINISHED } from "./graph.js";

/** All loads of one module, in all processes, as one. */
export interface ModuleSum {
  readonly name: string;
  /** Index in `modules`. */
  readonly module: number;
  /** Its first load whose own row is known, else its first load: the one whose chain is shown. */
  firstLoad: number;
  /** Loads whose own row is known; 0 when nothing is known of its time. */
  loads: number;
  /** Whether some load of it has no row of its own: then `selfUs` is less than it took. */
  isPartial: boolean;
  selfUs: number;
  /** Distance between the quartiles over several runs, summed; null where a load has none. */
  spreadUs: number | null;
}

/** Each module that was loaded, by name, in the order of their first loads. Times are microseconds. */
export function moduleSums(graph: ImportGraph): Map<string, ModuleSum> {
  const { loads, modules, recorded } = graph;
  const sums = new Map<string, ModuleSum>();
  for (let load = 0; load < loads.count; load++) {
    const module = loads.module[load] ?? 0;
    const name = modules.name[module] ?? "";
    const isKnown = ((loads.flags[load] ?? 0) & LOAD_UNFINISHED) === 0;
    let sum = sums.get(name);
    if (sum === undefined) {
      sum = { name, module, firstLoad: load, loads: 0, isPartial: false, selfUs: 0, spreadUs: 0 };
      sums.set(name, sum);
    }
    if (!isKnown) {
      sum.isPartial = true;
      continue;
    }
    if (sum.loads === 0) sum.firstLoad = load;
    sum.loads++;
    sum.selfUs += loads.selfUs[load] ?? 0;
    const spread = recorded?.loads?.get(load)?.spreadUs;
    sum.spreadUs = spread === undefined || sum.spreadUs === null ? null : sum.spreadUs + spread;
  }
  return sums;
}
