import { type ImportGraph, LOAD_UNFINISHED } from "./graph.js";

export interface Totals {
  /** Sum of all self times, microseconds. */
  us: number;
  /** Loads whose own row is known; a module that two processes load counts twice. */
  modules: number;
  processes: number;
}

/** What a graph holds in all. */
export function totals(graph: ImportGraph): Totals {
  const { selfUs, flags, count } = graph.loads;
  let us = 0;
  let modules = 0;
  for (let load = 0; load < count; load++) {
    us += selfUs[load] ?? 0;
    if (((flags[load] ?? 0) & LOAD_UNFINISHED) === 0) modules++;
  }
  return { us, modules, processes: graph.processes.length };
}
