import { IntColumn } from "./columns.js";
import { cumulativeTimes } from "./cumulative.js";
import { IMPORT_LOADED, type ImportGraph } from "./graph.js";
import { type ImportEdges, importEdges, isEager } from "./import-edges.js";

/**
 * The tree that a program's start would have, read off its imports: each module under its first importer, as Python and
 * Node load them (depth first, in the order of the statements). What only deferred imports reach is no part of it.
 *
 * @param entries what runs first, module indices in order; in Python the packages around them load before them
 * @param width of each module: what its load's own "time" is, whole and not negative, in `graph.unit`
 * @param run those of the entries that run as `__main__`; a launcher imports the others
 */
export function staticTree(
  graph: ImportGraph,
  entries: readonly number[],
  width: Float64Array,
  run: ReadonlySet<number> = new Set(entries),
): ImportGraph {
  const edges = inOrder(importEdges(graph, isEager(graph, run)), graph);
  const module = new IntColumn();
  const importer = new IntColumn();
  const flags = graph.imports.flags.slice();
  const loadOf = new Int32Array(graph.modules.count).fill(-1);
  const next = edges.first.slice();
  const load = (of: number, above: number): void => {
    loadOf[of] = module.push(of);
    importer.push(above);
  };
  const start = (root: number): void => {
    if ((loadOf[root] ?? 0) >= 0) return;
    load(root, -1);
    // The way back stands in `importer`: it is as deep as the tree, which is no depth to call functions to.
    for (let at = loadOf[root] ?? 0; at >= 0; ) {
      const here = module.raw[at] ?? 0;
      const edge = next[here] ?? 0;
      if (edge >= (edges.first[here + 1] ?? 0)) {
        at = importer.raw[at] ?? -1;
        continue;
      }
      next[here] = edge + 1;
      const there = edges.to[edge] ?? 0;
      if ((loadOf[there] ?? 0) >= 0) continue;
      const row = edges.row[edge] ?? 0;
      flags[row] = (flags[row] ?? 0) | IMPORT_LOADED;
      load(there, at);
      at = loadOf[there] ?? 0;
    }
  };
  const around = graph.language === "python" ? packagesAround(graph) : () => [];
  for (const entry of entries) {
    for (const package_ of around(entry)) start(package_);
    start(entry);
  }
  const modules = module.trimmed();
  const above = importer.trimmed();
  const selfUs = Float64Array.from(modules, (of) => width[of] ?? 0);
  return {
    ...graph,
    loads: {
      count: modules.length,
      module: modules,
      process: new Int32Array(modules.length),
      importer: above,
      selfUs,
      cumulativeUs: cumulativeTimes(above, selfUs),
      flags: new Uint8Array(modules.length),
    },
    imports: { ...graph.imports, flags },
  };
}

/** Each importer's imports by line and column; those without a line stay in the order in which they were given. */
function inOrder(edges: ImportEdges, { imports }: ImportGraph): ImportEdges {
  const row = edges.row.slice();
  for (let module = 0; module < edges.nodes; module++) {
    const own = row.subarray(edges.first[module] ?? 0, edges.first[module + 1] ?? 0);
    if (own.every((each) => (imports.line[each] ?? 0) > 0))
      own.sort((a, b) => at(imports.line, a, b) || at(imports.column, a, b) || a - b);
  }
  return { ...edges, row, to: row.map((each) => imports.imported[each] ?? 0) };
}

function at(column: Int32Array, a: number, b: number): number {
  return (column[a] ?? 0) - (column[b] ?? 0);
}

/** The packages that hold a module, outermost first, as far as the graph has them. */
function packagesAround({ modules }: ImportGraph): (module: number) => number[] {
  const index = new Map(modules.name.map((name, module) => [name, module]));
  return (module) => {
    const parts = (modules.name[module] ?? "").split(".");
    return parts.slice(0, -1).flatMap((_, last) => index.get(parts.slice(0, last + 1).join(".")) ?? []);
  };
}
