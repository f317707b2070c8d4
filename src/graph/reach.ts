import type { Edges } from "./dominators.js";
import type { ImportGraph } from "./graph.js";
import { canRun, importEdges, isEager } from "./import-edges.js";

/** What can be reached from some nodes, themselves included; 1 for each such node. */
export function reached({ nodes, first, to }: Edges, starts: Iterable<number>): Uint8Array {
  const met = new Uint8Array(nodes);
  const open: number[] = [];
  const meet = (node: number): void => {
    if (met[node] !== 0) return;
    met[node] = 1;
    open.push(node);
  };
  for (const start of starts) meet(start);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (let edge = first[node] ?? 0; edge < (first[node + 1] ?? 0); edge++) meet(to[edge] ?? 0);
  }
  return met;
}

/** How a module is reached from a program's entries. */
export type Reach = "eager" | "deferred" | "never";

/**
 * For each module whether it loads at startup, can load later, or has no way to it but imports for types.
 *
 * @param entries what runs as `__main__`
 * @param starts what is loaded first: the entries and the packages around them, or modules that a launcher imports
 */
export function reachOf(graph: ImportGraph, entries: ReadonlySet<number>, starts = entries): Reach[] {
  const eager = reached(importEdges(graph, isEager(graph, entries)), starts);
  const any = reached(importEdges(graph, canRun(graph, entries)), starts);
  return Array.from(eager, (isReached, module) =>
    isReached === 1 ? "eager" : any[module] === 1 ? "deferred" : "never",
  );
}
