import { type Edges, edgesOf } from "./dominators.js";
import type { ImportGraph } from "./graph.js";
import { canRun, importEdges } from "./import-edges.js";
import { rootsOf } from "./roots.js";

const MAIN = /(?:^|\.)__main__$/;

/**
 * Where a program may begin, as its imports tell: the modules that none of them leads to, deferred ones too, and of each
 * cycle that nothing else leads to one. Programs (`__main__`) come first, then the order of the modules.
 *
 * @param weight of each module: the heaviest of a cycle stands for it
 */
export function foundEntries(graph: ImportGraph, weight: Float64Array): number[] {
  const forward = importEdges(graph, canRun(graph, new Set()));
  const roots = rootsOf(forward, turned(forward), weight).sort((a, b) => a - b);
  const isMain = (module: number): boolean => MAIN.test(graph.modules.name[module] ?? "");
  return [...roots.filter(isMain), ...roots.filter((root) => !isMain(root))];
}

function turned({ nodes, first, to }: Edges): Edges {
  const from = new Int32Array(to.length);
  for (let node = 0; node < nodes; node++) from.fill(node, first[node] ?? 0, first[node + 1] ?? 0);
  return edgesOf(nodes, to, from);
}
