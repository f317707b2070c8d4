import type { ImportGraph } from "../graph/graph.js";
import { importSetName, importSetOf } from "../graph/import-set.js";
import type { ImportRun } from "../graph/profile.js";

/**
 * Import time of each timed run, the largest distribution first.
 *
 * @param trees of each run its loads
 * @param named knows the distributions of their modules, by name
 * @param scale what loads' times are multiplied by
 */
export function importRuns(trees: readonly ImportGraph[], named: ImportGraph, scale: number): ImportRun[] {
  const index = new Map(named.modules.name.map((name, module) => [name, module]));
  return trees.map(({ loads, modules }) => {
    const sets = new Map<string, ImportRun["sets"][number]>();
    let all = 0;
    for (let load = 0; load < loads.count; load++) {
      const us = (loads.selfUs[load] ?? 0) * scale;
      const set = importSetOf(named, index.get(modules.name[loads.module[load] ?? 0] ?? "") ?? -1);
      const known = sets.get(importSetName(set));
      all += us;
      if (known === undefined) sets.set(importSetName(set), { ...set, us });
      else known.us += us;
    }
    const rows = [...sets.values()].map((set) => ({ ...set, us: Math.round(set.us) }));
    return { us: Math.round(all), sets: rows.sort((a, b) => b.us - a.us) };
  });
}
