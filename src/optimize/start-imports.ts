import { IMPORT_LOADED, IMPORT_NOT_RUN, type ImportGraph } from "../graph/graph.js";
import { WHENS } from "../graph/vocabulary.js";
import { placeKey } from "./place-key.js";

/** One process of a recording. */
interface Recorded {
  readonly graph: ImportGraph;
  readonly process: number;
}

/** Modules of all starts, numbered once. */
interface Numbers {
  readonly names: readonly string[];
  of(name: string): number;
  find(name: string): number | undefined;
}

/** An import that ran, of a module that this start loads; modules by their numbers. */
interface StartImport {
  readonly importer: number;
  readonly imported: number;
  readonly importedName: string;
  /** Of its statement, for one that ran while its importer loaded, on no other module's behalf. */
  readonly place: string | null;
  readonly names: readonly string[];
  /** The modules during whose loads a function ran it; null for none, or where it ran beside them too. */
  readonly during: readonly number[] | null;
}

/** What of a start is the same whatever is taken away. */
interface StartImports {
  readonly rows: readonly StartImport[];
  /** What no statement shows: submodules keep their packages, and loads those that they stood in. Importer and imported. */
  readonly fixed: readonly (readonly [number, number])[];
  readonly entries: readonly number[];
}

const EAGER = WHENS.indexOf("eager");
const KNOWN = new WeakMap<Recorded, { readonly numbers: Numbers; readonly imports: StartImports }>();

/** Read off a recording once: a search asks again and again. */
export function importsOf(start: Recorded, numbers: Numbers): StartImports {
  let known = KNOWN.get(start);
  if (known?.numbers !== numbers) {
    known = { numbers, imports: read(start, numbers) };
    KNOWN.set(start, known);
  }
  return known.imports;
}

function read(start: Recorded, numbers: Numbers): StartImports {
  const { graph, process } = start;
  const { modules, imports } = graph;
  const node = Int32Array.from(modules.name, (name) => numbers.of(name));
  const treeImporter = treeImporters(start, node);
  const rows: StartImport[] = [];
  const loadedBy = new Set<number>();
  const importers = new Set<number>();
  for (let row = 0; row < imports.count; row++) {
    if (imports.process[row] !== process || ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) !== 0) continue;
    const from = imports.importer[row] ?? -1;
    const imported = node[imports.imported[row] ?? 0] ?? 0;
    if (!treeImporter.has(imported) || from < 0) continue;
    if (((imports.flags[row] ?? 0) & IMPORT_LOADED) !== 0) loadedBy.add(imported);
    const importer = node[from] ?? 0;
    importers.add(importer);
    const isAtLoad = imports.when[row] === EAGER || runsForItself(graph, row);
    const during = imports.during?.[row] ?? null;
    rows.push({
      importer,
      imported,
      importedName: numbers.names[imported] ?? "",
      place: isAtLoad ? placeKey(modules.name[from] ?? "", imports.line[row] ?? 0, imports.column[row] ?? 0) : null,
      names: imports.names?.[row] ?? [],
      during: during === null || during.includes("") ? null : during.map((name) => numbers.of(name)),
    });
  }
  // What imports without having been loaded by an import is where the program begins.
  const entries = [...importers].filter((module) => !treeImporter.has(module));
  const fixed: [number, number][] = [];
  for (const [module, importer] of treeImporter) {
    const name = numbers.names[module] ?? "";
    for (let dot = name.lastIndexOf("."); dot > 0; dot = name.lastIndexOf(".", dot - 1)) {
      const packageNode = numbers.find(name.slice(0, dot));
      if (packageNode !== undefined && treeImporter.has(packageNode)) fixed.push([module, packageNode]);
    }
    if (loadedBy.has(module)) continue;
    // No import that was seen loaded it: it comes with the load that it stood in, or from the start itself.
    if (importer < 0) entries.push(module);
    else fixed.push([importer, module]);
  }
  return { rows, fixed, entries };
}

/** Whether an import of a function ran during its own module's load and no other's: as a bundler's wrappers do. */
export function runsForItself({ imports, modules }: ImportGraph, row: number): boolean {
  const during = imports.during?.[row];
  return during?.length === 1 && during[0] === modules.name[imports.importer[row] ?? -1];
}

/** Of each module that a process loads the one around its load in the tree; -1 for none. */
function treeImporters({ graph: { loads }, process }: Recorded, node: Int32Array): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (let load = 0; load < loads.count; load++) {
    if (loads.process[load] !== process) continue;
    const module = node[loads.module[load] ?? 0] ?? 0;
    const importer = loads.importer[load] ?? -1;
    if (!found.has(module)) found.set(module, importer < 0 ? -1 : (node[loads.module[importer] ?? 0] ?? -1));
  }
  return found;
}
