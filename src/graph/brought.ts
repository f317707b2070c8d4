import type { ImportGraph } from "./graph.js";
import { importEdges, isEager } from "./import-edges.js";
import { ORIGINS, type Origin } from "./vocabulary.js";

/** What a distribution adds to a start. */
export interface Brought {
  /** Index in `distributions`, -1 for modules of this origin without one. */
  readonly distribution: number;
  readonly origin: Origin;
  /** Its modules that are loaded at startup. */
  readonly modules: readonly number[];
  /** The import that is met first, breadth first from the entries; null where one of its modules is an entry. */
  readonly by: number | null;
}

/**
 * The distributions that imports at startup bring in, those with most modules first. Linear but for sorting.
 *
 * @param entries what runs as `__main__`
 * @param starts what is loaded first, as of `reachOf`
 */
export function brought(graph: ImportGraph, entries: ReadonlySet<number>, starts = entries): Brought[] {
  const edges = importEdges(graph, isEager(graph, entries));
  const met = new Uint8Array(graph.modules.count);
  const groups = new Map<number, { by: number | null; modules: number[] }>();
  const open: number[] = [];
  const meet = (module: number, by: number | null): void => {
    if (met[module] !== 0) return;
    met[module] = 1;
    open.push(module);
    const key = ((graph.modules.distribution[module] ?? -1) + 1) * ORIGINS.length + (graph.modules.origin[module] ?? 0);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { by, modules: [module] });
    else group.modules.push(module);
  };
  for (const start of starts) meet(start, null);
  for (let at = 0; at < open.length; at++) {
    const module = open[at] ?? 0;
    for (let edge = edges.first[module] ?? 0; edge < (edges.first[module + 1] ?? 0); edge++) {
      const row = edges.row[edge] ?? 0;
      meet(graph.imports.imported[row] ?? 0, row);
    }
  }
  return [...groups]
    .map(([key, { by, modules }]) => ({
      distribution: Math.floor(key / ORIGINS.length) - 1,
      origin: ORIGINS[key % ORIGINS.length] ?? "dependency",
      modules,
      by,
    }))
    .sort((a, b) => b.modules.length - a.modules.length);
}
