import type { ImportGraph } from "./graph.js";

/** The loads from a load's root down to the load itself, by who came first. */
export function chain(graph: ImportGraph, load: number): number[] {
  const loads: number[] = [];
  for (let at = load; at >= 0; at = graph.loads.importer[at] ?? -1) loads.push(at);
  return loads.reverse();
}

/** The name of the module that a load loaded. */
export function loadName(graph: ImportGraph, load: number): string {
  return graph.modules.name[graph.loads.module[load] ?? -1] ?? "";
}
