import { IMPORT_LOADED } from "../graph/graph.js";
import type { ImportedName } from "../languages/rewriting.js";
import type { RecordedStart } from "./starts.js";

/**
 * The import statements by which a module was loaded: the one that loaded it, the one that loaded its importer, and so on
 * up to where the program begins. As "importer line", with the modules that each loaded on this way.
 */
function firstWay({ graph, process }: RecordedStart, module: string): ReadonlyMap<string, ReadonlySet<string>> {
  const { imports, modules } = graph;
  const way = new Map<string, Set<string>>();
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
