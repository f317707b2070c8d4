import type { ImportGraph } from "../../graph/graph.js";
import { isEager } from "../../graph/import-edges.js";
import { WHENS, type When } from "../../graph/vocabulary.js";
import type { GraphReport } from "./format.js";

/** A picture of a graph: several imports of one module by another are one line. */
export interface Drawn {
  /** Module indices. */
  readonly modules: readonly number[];
  readonly lines: readonly { readonly importer: number; readonly imported: number; readonly when: When }[];
}

const EARLIEST: Readonly<Record<When, number>> = { eager: 0, deferred: 1, "type-only": 2 };

export function drawnGraph({ sources, entries }: GraphReport): Drawn {
  const { graph } = sources;
  const eager = isEager(graph, entries.run);
  const rows = Array.from({ length: graph.imports.count }, (_, row) => row);
  return {
    modules: Array.from({ length: graph.modules.count }, (_, module) => module),
    lines: lines(graph, rows, eager),
  };
}

/** @param rows the imports to draw */
export function drawnImports(graph: ImportGraph, rows: readonly number[]): Drawn {
  const found = lines(graph, rows, () => true);
  return { modules: [...new Set(found.flatMap(({ importer, imported }) => [importer, imported]))], lines: found };
}

function lines(graph: ImportGraph, rows: readonly number[], eager: (row: number) => boolean): Drawn["lines"] {
  const { imports, modules } = graph;
  const found = new Map<number, { importer: number; imported: number; when: When }>();
  for (const row of rows) {
    const importer = imports.importer[row] ?? -1;
    const imported = imports.imported[row] ?? -1;
    if (importer < 0 || importer === imported) continue;
    const written = WHENS[imports.when[row] ?? 0] ?? "eager";
    // What stands under `if __name__ == "__main__"` of another module never runs.
    const when = written === "eager" && !eager(row) ? "deferred" : written;
    const key = importer * modules.count + imported;
    const known = found.get(key);
    if (known === undefined) found.set(key, { importer, imported, when });
    else if (EARLIEST[when] < EARLIEST[known.when]) known.when = when;
  }
  return [...found.values()];
}
