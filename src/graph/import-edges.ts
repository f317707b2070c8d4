import type { Edges } from "./dominators.js";
import { IMPORT_IN_ENTRY, type ImportGraph } from "./graph.js";
import { WHENS } from "./vocabulary.js";

/** A graph's modules as nodes, some of its imports as edges. */
export interface ImportEdges extends Edges {
  /** The import of each edge. */
  readonly row: Int32Array;
}

/** @param keep whether an import counts; those without a known importer never do */
export function importEdges({ imports, modules }: ImportGraph, keep: (row: number) => boolean): ImportEdges {
  const first = new Int32Array(modules.count + 1);
  const kept: number[] = [];
  for (let row = 0; row < imports.count; row++) {
    const importer = imports.importer[row] ?? -1;
    if (importer < 0 || !keep(row)) continue;
    kept.push(row);
    first[importer + 1] = (first[importer + 1] ?? 0) + 1;
  }
  for (let module = 0; module < modules.count; module++) {
    first[module + 1] = (first[module + 1] ?? 0) + (first[module] ?? 0);
  }
  const next = first.slice();
  const row = new Int32Array(kept.length);
  for (const import_ of kept) {
    const importer = imports.importer[import_] ?? 0;
    const place = next[importer] ?? 0;
    next[importer] = place + 1;
    row[place] = import_;
  }
  return { nodes: modules.count, first, row, to: row.map((import_) => imports.imported[import_] ?? 0) };
}

const EAGER = WHENS.indexOf("eager");
const TYPE_ONLY = WHENS.indexOf("type-only");

/** Whether an import runs while its importer loads, if `entries` are what the program starts with. */
export function isEager(graph: ImportGraph, entries: ReadonlySet<number>): (row: number) => boolean {
  const fits = isOfEntry(graph, entries);
  return (row) => graph.imports.when[row] === EAGER && fits(row);
}

/** Whether an import can run at all: eager or deferred, not for types alone. */
export function canRun(graph: ImportGraph, entries: ReadonlySet<number>): (row: number) => boolean {
  const fits = isOfEntry(graph, entries);
  return (row) => graph.imports.when[row] !== TYPE_ONLY && fits(row);
}

/** An import under `if __name__ == "__main__"` runs in an entry alone. */
function isOfEntry({ imports }: ImportGraph, entries: ReadonlySet<number>): (row: number) => boolean {
  return (row) => ((imports.flags[row] ?? 0) & IMPORT_IN_ENTRY) === 0 || entries.has(imports.importer[row] ?? -1);
}
