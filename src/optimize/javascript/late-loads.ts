import { IMPORT_LOADED, IMPORT_NOT_RUN } from "../../graph/graph.js";
import { placeKey } from "../place-key.js";
import type { Candidate } from "../search.js";
import type { RecordedStart } from "../starts.js";

/**
 * Modules that loaded because a statement all of whose names are chosen asked for them, or within such loads: they load later or never
 * without it. More than really do, where what stays would load some of them at once; whoever may load later may do so in any order.
 *
 * @param whole names of statements all of whose names are chosen
 * @returns names
 */
export function lateLoads(whole: readonly Candidate[], { graph, process }: RecordedStart): ReadonlySet<string> {
  const { imports, loads, modules } = graph;
  const gone = new Set(whole.map(keyOf));
  const asked = new Set<number>();
  const loaded = new Map<number, number[]>();
  for (let row = 0; row < imports.count; row++) {
    const flags = imports.flags[row] ?? 0;
    if (imports.process[row] !== process || (flags & IMPORT_NOT_RUN) !== 0 || (flags & IMPORT_LOADED) === 0) continue;
    const [from, imported] = [imports.importer[row] ?? -1, imports.imported[row] ?? -1];
    if (gone.has(placeKey(modules.name[from] ?? "", imports.line[row] ?? 0, imports.column[row] ?? 0)))
      asked.add(imported);
    const others = loaded.get(from);
    if (others === undefined) loaded.set(from, [imported]);
    else others.push(imported);
  }
  // What an ES module imports is a load of its own, though a module that came before may have run it by a require.
  for (const module of asked) for (const imported of loaded.get(module) ?? []) asked.add(imported);
  const late = new Uint8Array(loads.count);
  const found = new Set<string>();
  for (let load = 0; load < loads.count; load++) {
    if (loads.process[load] !== process) continue;
    const module = loads.module[load] ?? 0;
    const importer = loads.importer[load] ?? -1;
    if (!asked.has(module) && (importer < 0 || late[importer] === 0)) continue;
    late[load] = 1;
    found.add(modules.name[module] ?? "");
  }
  return found;
}

/** Of chosen names those of statements all of whose names are chosen: one that stays keeps its statement. */
export function wholeStatements(chosen: readonly Candidate[], all: readonly Candidate[]): Candidate[] {
  const isChosen = new Set(chosen);
  const kept = new Set(all.flatMap((each) => (isChosen.has(each) ? [] : keyOf(each))));
  return chosen.filter((each) => !kept.has(keyOf(each)));
}

/** The statement that a name stands in. */
export function keyOf({ name }: Candidate): string {
  return placeKey(name.importer, name.line, name.column);
}
