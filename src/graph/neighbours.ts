import { IMPORT_IN_ENTRY, IMPORT_LOADED, IMPORT_NOT_RUN, type ImportGraph } from "./graph.js";
import { isTreeImport } from "./tree-imports.js";
import { MANNERS, type Manner, WHENS, type When } from "./vocabulary.js";

/** One import from or to a module. */
export interface Neighbour {
  /** The other end, a module index; -1 for an importer that is not known. */
  readonly module: number;
  /** Starts at 1; null where unknown. */
  readonly line: number | null;
  readonly when: When;
  readonly manner: readonly Manner[];
  /** It runs only where the importer is the program's entry. */
  readonly inEntry: boolean;
  /** It loaded the imported module. */
  readonly loads: boolean;
  /** False for an import that did not run in the recorded start. */
  readonly ran: boolean;
}

export interface Neighbourhood {
  readonly importers: readonly Neighbour[];
  readonly imported: readonly Neighbour[];
}

/**
 * A module's imports and those of it, each statement once however many processes ran it; those that only the tree knows
 * have no line. Linear in the number of imports and loads.
 */
export function neighbourhood(graph: ImportGraph, module: number): Neighbourhood {
  const { imports, loads } = graph;
  const ends = { importers: new Neighbours(), imported: new Neighbours() };
  for (let row = 0; row < imports.count; row++) {
    const [importer, imported] = [imports.importer[row] ?? -1, imports.imported[row] ?? 0];
    if (importer === imported || (importer !== module && imported !== module)) continue;
    const found = neighbourOf(graph, row);
    if (imported === module) ends.importers.add({ ...found, module: importer });
    else ends.imported.add({ ...found, module: imported });
  }
  for (let load = 0; load < loads.count; load++) {
    if (!isTreeImport(graph, load)) continue;
    const importer = loads.module[loads.importer[load] ?? 0] ?? 0;
    const imported = loads.module[load] ?? 0;
    if (imported === module) ends.importers.addFromTree(importer);
    else if (importer === module) ends.imported.addFromTree(imported);
  }
  return { importers: ends.importers.all, imported: ends.imported.all };
}

function neighbourOf({ imports }: ImportGraph, row: number): Omit<Neighbour, "module"> {
  const flags = imports.flags[row] ?? 0;
  const bits = imports.manner[row] ?? 0;
  return {
    line: imports.line[row] || null,
    when: WHENS[imports.when[row] ?? 0] ?? "eager",
    manner: MANNERS.filter((_, bit) => (bits & (1 << bit)) !== 0),
    inEntry: (flags & IMPORT_IN_ENTRY) !== 0,
    loads: (flags & IMPORT_LOADED) !== 0,
    ran: (flags & IMPORT_NOT_RUN) === 0,
  };
}

class Neighbours {
  readonly all: Neighbour[] = [];
  private readonly places = new Map<string, number>();
  private readonly loading = new Set<number>();

  add(found: Neighbour): void {
    if (found.loads) this.loading.add(found.module);
    const key = `${found.module} ${found.line ?? ""} ${found.when} ${found.manner.join()}`;
    const place = this.places.get(key);
    if (place === undefined) this.places.set(key, this.all.push(found) - 1);
    else if (found.loads) this.all[place] = found;
  }

  /** An import that a stored one says already is not said again. */
  addFromTree(module: number): void {
    if (this.loading.has(module)) return;
    this.add({ module, line: null, when: "eager", manner: [], inEntry: false, loads: true, ran: true });
  }
}
