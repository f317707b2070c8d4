import { components } from "./components.js";
import type { ImportGraph } from "./graph.js";
import { importEdges, isEager } from "./import-edges.js";
import { reachOf } from "./reach.js";

/** What a static graph says beside its tree. */
export interface StaticFacts {
  /** Modules that the tree begins with. */
  readonly entries: readonly number[];
  /** Whether somebody named them: the user, or the document. Otherwise nothing imports them. */
  readonly named: boolean;
  /** How many modules load at startup, can load later by a deferred import, and have no way to them. */
  readonly eager: number;
  readonly deferred: number;
  readonly never: number;
  /** Cycles of eager imports, the largest first, as modules in ascending order. */
  readonly cycles: readonly (readonly number[])[];
}

export function staticFacts(graph: ImportGraph, entries: readonly number[], named: boolean): StaticFacts {
  const starts = new Set(entries);
  const reach = { eager: 0, deferred: 0, never: 0 };
  // What loads is read off the tree: it holds the packages around an entry too.
  const isLoaded = new Uint8Array(graph.modules.count);
  for (const module of graph.loads.module) isLoaded[module] = 1;
  for (const [module, how] of reachOf(graph, starts).entries()) reach[isLoaded[module] === 1 ? "eager" : how]++;
  const cycles = components(importEdges(graph, isEager(graph, starts))).sort((a, b) => b.length - a.length);
  return { entries, named, ...reach, cycles };
}
