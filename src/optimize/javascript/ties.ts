import { IMPORT_NOT_RUN } from "../../graph/graph.js";
import { WHENS } from "../../graph/vocabulary.js";
import { placeKey } from "../place-key.js";
import type { RecordedStart } from "../starts.js";

const EAGER = WHENS.indexOf("eager");

/** A module that another one changes as it loads, and that may be had without that one. */
export interface LooseTie {
  readonly changing: string;
  readonly changed: string;
  /** Where a load may begin that leads to the one and not to the other. */
  readonly door: string;
}

/**
 * Of modules that load later, and of which some change others: whether whoever gets at one that is changed has the one that changes it,
 * as now. All by their names.
 *
 * @param tied what each changes
 * @param doors modules at which loading may begin later
 * @param moved the statements that run later, by their places
 */
export function looseTie(
  tied: ReadonlyMap<string, ReadonlySet<string>>,
  doors: Iterable<string>,
  start: RecordedStart,
  moved: ReadonlySet<string>,
): LooseTie | null {
  if (tied.size === 0) return null;
  const imported = importedAtLoad(start, moved);
  for (const door of doors) {
    const brought = broughtBy(door, imported);
    for (const [changing, all] of tied) {
      if (brought.has(changing)) continue;
      for (const changed of all) if (brought.has(changed)) return { changing, changed, door };
    }
  }
  return null;
}

/** What the load of a module brings by itself, with it. */
function broughtBy(door: string, imported: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const found = new Set([door]);
  for (const module of found) for (const next of imported.get(module) ?? []) found.add(next);
  return found;
}

function importedAtLoad({ graph, process }: RecordedStart, moved: ReadonlySet<string>): Map<string, Set<string>> {
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
