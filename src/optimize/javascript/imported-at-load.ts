import { IMPORT_NOT_RUN } from "../../graph/graph.js";
import { WHENS } from "../../graph/vocabulary.js";
import { placeKey } from "../place-key.js";
import type { RecordedStart } from "../starts.js";

const EAGER = WHENS.indexOf("eager");

/**
 * What each module of a start imports while it loads, in the order in which it does; all by their names.
 *
 * @param moved the statements that run later, by their places
 */
export function importedAtLoad(
  { graph, process }: RecordedStart,
  moved: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const { imports, modules } = graph;
  const found = new Map<string, Set<string>>();
  for (let row = 0; row < imports.count; row++) {
    const importer = modules.name[imports.importer[row] ?? -1];
    if (imports.process[row] !== process || ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) !== 0) continue;
    if (importer === undefined) continue;
    if (moved.has(placeKey(importer, imports.line[row] ?? 0, imports.column[row] ?? 0))) continue;
    const isAtLoad = imports.when[row] === EAGER || imports.during?.[row]?.includes(importer) === true;
    if (!isAtLoad) continue;
    const known = found.get(importer) ?? new Set();
    found.set(importer, known.add(modules.name[imports.imported[row] ?? -1] ?? ""));
  }
  return found;
}
