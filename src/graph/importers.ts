import type { ImportGraph } from "./graph.js";
import { WHENS, type When } from "./vocabulary.js";

export interface Importer {
  /** Module index, -1 where the importer is not known. */
  readonly module: number;
  /** Starts at 1; null where unknown. */
  readonly line: number | null;
  readonly when: When;
}

/** Who else imports a module, by the stored imports: those that the tree's loads do not imply. */
export function importersOf(graph: ImportGraph, module: number): Importer[] {
  const { imports } = graph;
  const importers: Importer[] = [];
  for (let row = 0; row < imports.count; row++) {
    if (imports.imported[row] !== module) continue;
    const line = imports.line[row] ?? 0;
    importers.push({
      module: imports.importer[row] ?? -1,
      line: line > 0 ? line : null,
      when: WHENS[imports.when[row] ?? 0] ?? "eager",
    });
  }
  return importers;
}
