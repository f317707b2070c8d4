import type { ImportGraph } from "./graph.js";
import { WHENS } from "./vocabulary.js";

export interface SharedLoad {
  readonly load: number;
  /** Modules outside its own package that import it eagerly, in the order of their imports. */
  readonly importers: readonly number[];
}

/**
 * The load of the largest cumulative time whose module several others import eagerly: in the tree it stands under the
 * first alone, and deferring that one import saves nothing.
 *
 * @returns null where no module has more than one eager importer
 */
export function heaviestShared(graph: ImportGraph): SharedLoad | null {
  const { imports, loads, modules } = graph;
  const eager = WHENS.indexOf("eager");
  const importersOf = new Map<number, Set<number>>();
  for (let row = 0; row < imports.count; row++) {
    const importer = imports.importer[row] ?? -1;
    const imported = imports.imported[row] ?? 0;
    if (imports.when[row] !== eager || importer < 0 || importer === imported) continue;
    if (modules.name[importer]?.startsWith(`${modules.name[imported]}.`)) continue;
    const known = importersOf.get(imported);
    if (known === undefined) importersOf.set(imported, new Set([importer]));
    else known.add(importer);
  }
  let best = -1;
  for (let load = 0; load < loads.count; load++) {
    if ((importersOf.get(loads.module[load] ?? 0)?.size ?? 0) < 2) continue;
    if (best < 0 || (loads.cumulativeUs[load] ?? 0) > (loads.cumulativeUs[best] ?? 0)) best = load;
  }
  return best < 0 ? null : { load: best, importers: [...(importersOf.get(loads.module[best] ?? 0) ?? [])] };
}
