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

/**
 * @param graph with the tree that `staticTree` draws
 * @param run those of the entries that run as `__main__`; a launcher imports the others
 */
export function staticFacts(
  graph: ImportGraph,
  entries: readonly number[],
  named: boolean,
  run: ReadonlySet<number> = new Set(entries),
): StaticFacts {
  const reach = { eager: 0, deferred: 0, never: 0 };
  // What loads is read off the tree: it holds the packages around an entry too.
  const starts = new Set([...entries, ...graph.loads.module]);
  for (const how of reachOf(graph, run, starts)) reach[how]++;
  const cycles = components(importEdges(graph, isEager(graph, run))).sort((a, b) => b.length - a.length);
  return { entries, named, ...reach, cycles };
}
