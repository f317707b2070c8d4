import { IMPORT_LOADED, IMPORT_NOT_RUN, type ImportGraph } from "./graph.js";
import { MANNERS, type Manner, WHENS, type When } from "./vocabulary.js";

export interface Importer {
  /** Module index, -1 where the importer is not known. */
  readonly module: number;
  readonly process: number;
  /** Starts at 1; null where unknown. */
  readonly line: number | null;
  readonly column: number | null;
  readonly when: When;
  readonly manner: readonly Manner[];
  /** It loaded the module; otherwise the module was there already, or the import did not run. */
  readonly loaded: boolean;
  /** False for an import that was read from a source and did not run. */
  readonly ran: boolean;
}

/** Who imports a module, by the stored imports: without those that the tree's loads imply. */
export function importersOf(graph: ImportGraph, module: number): Importer[] {
  const { imports } = graph;
  const importers: Importer[] = [];
  for (let row = 0; row < imports.count; row++) {
    if (imports.imported[row] !== module) continue;
    const flags = imports.flags[row] ?? 0;
    importers.push({
      module: imports.importer[row] ?? -1,
      process: imports.process[row] ?? 0,
      line: imports.line[row] || null,
      column: imports.column[row] || null,
      when: WHENS[imports.when[row] ?? 0] ?? "eager",
      manner: MANNERS.filter((_, bit) => ((imports.manner[row] ?? 0) & (1 << bit)) !== 0),
      loaded: (flags & IMPORT_LOADED) !== 0,
      ran: (flags & IMPORT_NOT_RUN) === 0,
    });
  }
  return importers;
}
