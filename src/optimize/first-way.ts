import { IMPORT_LOADED } from "../graph/graph.js";
import type { RecordedStart } from "./starts.js";

/**
 * The import statements by which a module was loaded: the one that loaded it, the one that loaded its importer, and so on
 * up to where the program begins. As "importer line".
 */
export function firstWay({ graph, process }: RecordedStart, module: string): ReadonlySet<string> {
  const { imports, modules } = graph;
  const way = new Set<string>();
  const loadedBy = new Map<number, number>();
  for (let row = 0; row < imports.count; row++) {
    if (imports.process[row] !== process || ((imports.flags[row] ?? 0) & IMPORT_LOADED) === 0) continue;
    const imported = imports.imported[row] ?? -1;
    if (!loadedBy.has(imported)) loadedBy.set(imported, row);
  }
  let at = modules.name.indexOf(module);
  for (let steps = 0; at >= 0 && steps < modules.count; steps++) {
    const row = loadedBy.get(at);
    if (row === undefined) break;
    at = imports.importer[row] ?? -1;
    if (at >= 0) way.add(`${modules.name[at]} ${imports.line[row]}`);
  }
  return way;
}
