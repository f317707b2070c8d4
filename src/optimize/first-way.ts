import { IMPORT_LOADED, type ImportGraph } from "../graph/graph.js";
import type { ImportedName } from "../languages/rewriting.js";
import type { RecordedStart } from "./starts.js";

/**
 * The import statements by which a module was loaded: the one that loaded it, the one that loaded its importer, and so on
 * up to where the program begins. As "importer line", with the modules that each loaded on this way.
 */
function firstWay({ graph, process }: RecordedStart, module: string): ReadonlyMap<string, ReadonlySet<string>> {
  const { imports, modules } = graph;
  const way = new Map<string, Set<string>>();
  const { numberOf, rowOf } = loadedBy(graph);
  const loadedByRow = rowOf(process);
  let at = numberOf.get(module) ?? -1;
  for (let steps = 0; at >= 0 && steps < modules.count; steps++) {
    const row = loadedByRow.get(at);
    if (row === undefined) break;
    const loaded = modules.name[at] ?? "";
    at = imports.importer[row] ?? -1;
    if (at < 0) continue;
    const key = `${modules.name[at]} ${imports.line[row]}`;
    const known = way.get(key);
    if (known === undefined) way.set(key, new Set([loaded]));
    else known.add(loaded);
  }
  return way;
}

interface LoadedBy {
  readonly numberOf: ReadonlyMap<string, number>;
  /** By module of a process the import that loaded it. */
  rowOf(process: number): ReadonlyMap<number, number>;
}

const KNOWN = new WeakMap<ImportGraph, LoadedBy>();

/** A recording is asked for many modules. */
function loadedBy(graph: ImportGraph): LoadedBy {
  const known = KNOWN.get(graph);
  if (known !== undefined) return known;
  const numberOf = new Map<string, number>();
  for (const [number, name] of graph.modules.name.entries()) if (!numberOf.has(name)) numberOf.set(name, number);
  const rows = new Map<number, Map<number, number>>();
  const { imports } = graph;
  for (let row = 0; row < imports.count; row++) {
    if (((imports.flags[row] ?? 0) & IMPORT_LOADED) === 0) continue;
    const [process, imported] = [imports.process[row] ?? 0, imports.imported[row] ?? -1];
    const of = rows.get(process) ?? new Map<number, number>();
    rows.set(process, of);
    if (!of.has(imported)) of.set(imported, row);
  }
  const found: LoadedBy = { numberOf, rowOf: (process) => rows.get(process) ?? new Map() };
  KNOWN.set(graph, found);
  return found;
}

/** Of some names those by which a module was loaded: of a statement's names those that ask for what it loaded on that way. */
export function onWayTo<Named extends { readonly name: ImportedName }>(
  module: string,
  start: RecordedStart,
  names: readonly Named[],
): Named[] {
  const way = firstWay(start, module);
  const onWay = names.filter(({ name }) => way.has(`${name.importer} ${name.line}`));
  const asking = onWay.filter(({ name }) => {
    const loaded = way.get(`${name.importer} ${name.line}`);
    return name.imported.some((each) => loaded?.has(each) === true);
  });
  return asking.length > 0 ? asking : onWay;
}
