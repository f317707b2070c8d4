import { dominators, edgesOf } from "./dominators.js";
import type { ImportGraph } from "./graph.js";
import { type ImportEdges, importEdges, isEager } from "./import-edges.js";
import { type Statements, statements } from "./statements.js";

export interface Why {
  /**
   * Ways from an entry to a wanted module, by imports that run at startup: for each module that imports a wanted one,
   * a shortest, as import rows from the entry on. Shortest first. Empty where no way leads there, or an entry is wanted.
   */
  readonly chains: readonly (readonly number[])[];
  /** Import rows, one for each statement that every way to every wanted module leads through, the entry's first. */
  readonly common: readonly number[];
}

/**
 * Why modules load at startup. Linear in the graph but for sorting.
 *
 * @param entries what runs as `__main__`
 * @param starts what is loaded first, as of `reachOf`
 */
export function why(
  graph: ImportGraph,
  entries: ReadonlySet<number>,
  wanted: ReadonlySet<number>,
  starts = entries,
): Why {
  const edges = importEdges(graph, isEager(graph, entries));
  for (const start of starts) if (wanted.has(start)) return { chains: [], common: [] };
  return { chains: chainsTo(graph, edges, starts, wanted), common: commonTo(graph, edges, starts, wanted) };
}

function chainsTo(
  graph: ImportGraph,
  edges: ImportEdges,
  starts: ReadonlySet<number>,
  wanted: ReadonlySet<number>,
): number[][] {
  const { importer, imported } = graph.imports;
  /** Import by which a module was first met, breadth first: -1 for a start, -2 for one not met. */
  const by = new Int32Array(edges.nodes).fill(-2);
  const open: number[] = [];
  for (const start of starts) {
    by[start] = -1;
    open.push(start);
  }
  const last: number[] = [];
  for (let at = 0; at < open.length; at++) {
    const module = open[at] ?? 0;
    let isLast = false;
    for (let edge = edges.first[module] ?? 0; edge < (edges.first[module + 1] ?? 0); edge++) {
      const row = edges.row[edge] ?? 0;
      const next = imported[row] ?? 0;
      if (wanted.has(next)) {
        if (!isLast) last.push(row);
        isLast = true;
      } else if (by[next] === -2) {
        by[next] = row;
        open.push(next);
      }
    }
  }
  return last.map((row) => {
    const chain = [row];
    for (let up = by[importer[row] ?? 0] ?? -1; up >= 0; up = by[importer[up] ?? 0] ?? -1) chain.push(up);
    return chain.reverse();
  });
}

/** The statements that dominate all wanted modules together, statements being nodes between modules. */
function commonTo(
  graph: ImportGraph,
  edges: ImportEdges,
  starts: ReadonlySet<number>,
  wanted: ReadonlySet<number>,
): number[] {
  const places: Statements = statements(graph);
  const sink = edges.nodes + places.count;
  const from: number[] = [];
  const to: number[] = [];
  for (const row of edges.row) {
    const place = edges.nodes + (places.of[row] ?? 0);
    from.push(graph.imports.importer[row] ?? 0, place);
    to.push(place, graph.imports.imported[row] ?? 0);
  }
  for (const module of wanted) {
    from.push(module);
    to.push(sink);
  }
  const above = dominators(edgesOf(sink + 1, Int32Array.from(from), Int32Array.from(to)), [...starts]);
  const common: number[] = [];
  for (let node = above[sink] ?? -1; node >= 0; node = above[node] ?? -1) {
    if (node >= edges.nodes) common.push(places.row[node - edges.nodes] ?? 0);
  }
  return common.reverse();
}
