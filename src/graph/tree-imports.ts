import { IMPORT_LOADED, type ImportGraph, LOAD_PLACED } from "./graph.js";

/** How often each pair of modules is an import, by process. */
export class ImportCounts {
  private readonly byProcess: Map<number, number>[] = [];

  /** @param modules how many modules there are */
  constructor(private readonly modules: number) {}

  add(process: number, importer: number, imported: number): void {
    let counts = this.byProcess[process];
    if (counts === undefined) {
      counts = new Map();
      this.byProcess[process] = counts;
    }
    const pair = importer * this.modules + imported;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }

  /** Takes one such import away; false when none is left. */
  take(process: number, importer: number, imported: number): boolean {
    const counts = this.byProcess[process];
    const pair = importer * this.modules + imported;
    const left = counts?.get(pair) ?? 0;
    if (counts === undefined || left === 0) return false;
    counts.set(pair, left - 1);
    return true;
  }
}

/**
 * True for a load of which the tree alone says that the load above it imported it. A traced graph's imports are all in
 * `graph.imports`: a load can begin during one that did not ask for it, inside a function of a third module.
 */
export function isTreeImport(graph: ImportGraph, load: number): boolean {
  return (
    graph.evidence !== "traced" &&
    (graph.loads.importer[load] ?? -1) >= 0 &&
    ((graph.loads.flags[load] ?? 0) & LOAD_PLACED) === 0
  );
}

/**
 * The loads whose import only the tree knows: those with an importer, but for those whose import also
 * stands in `graph.imports` (as one that loaded its module), with its line.
 */
export function* treeImports(graph: ImportGraph): Iterable<number> {
  const { loads, imports } = graph;
  const stored = new ImportCounts(graph.modules.count);
  for (let row = 0; row < imports.count; row++) {
    if (((imports.flags[row] ?? 0) & IMPORT_LOADED) === 0) continue;
    stored.add(imports.process[row] ?? 0, imports.importer[row] ?? -1, imports.imported[row] ?? 0);
  }
  for (let load = 0; load < loads.count; load++) {
    if (!isTreeImport(graph, load)) continue;
    const importer = loads.module[loads.importer[load] ?? 0] ?? 0;
    if (!stored.take(loads.process[load] ?? 0, importer, loads.module[load] ?? 0)) yield load;
  }
}
