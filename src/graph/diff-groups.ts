import type { GraphDiff } from "./diff.js";
import type { ImportGraph } from "./graph.js";
import type { ModuleSum } from "./module-sums.js";
import { ORIGINS, type Origin } from "./vocabulary.js";

/** What came, went and changed of one distribution, or of an origin where no distribution is known. */
export interface DiffGroup {
  readonly distribution: string | null;
  readonly origin: Origin;
  addedModules: number;
  addedUs: number;
  removedModules: number;
  removedUs: number;
  /** Of the modules of both that changed by more than noise: time after less time before; negative when less. */
  changedUs: number;
  /** Who imported the first of what came (else of what went); null for nobody, or nothing. */
  importer: string | null;
}

/** A diff by distribution, largest difference of time first. Modules count by name. */
export function diffGroups(before: ImportGraph, after: ImportGraph, diff: GraphDiff): DiffGroup[] {
  const groups = new Map<string, DiffGroup>();
  const first = new Map<DiffGroup, number>();
  const groupOf = (graph: ImportGraph, { module }: ModuleSum): DiffGroup => {
    const distribution = graph.distributions[graph.modules.distribution[module] ?? -1]?.name ?? null;
    const origin = ORIGINS[graph.modules.origin[module] ?? 0] ?? "dependency";
    const key = `${origin}\n${distribution ?? ""}`;
    let group = groups.get(key);
    if (group === undefined) {
      const none = { addedModules: 0, addedUs: 0, removedModules: 0, removedUs: 0, changedUs: 0, importer: null };
      group = { distribution, origin, ...none };
      groups.set(key, group);
    }
    return group;
  };
  const brought = (graph: ImportGraph, group: DiffGroup, { firstLoad }: ModuleSum): void => {
    if (firstLoad >= (first.get(group) ?? Number.POSITIVE_INFINITY)) return;
    first.set(group, firstLoad);
    const importer = graph.loads.importer[firstLoad] ?? -1;
    group.importer = importer < 0 ? null : (graph.modules.name[graph.loads.module[importer] ?? 0] ?? null);
  };
  for (const sum of diff.added) {
    const group = groupOf(after, sum);
    group.addedModules++;
    group.addedUs += sum.selfUs;
    brought(after, group, sum);
  }
  const cameToo = new Set(groups.values());
  for (const sum of diff.removed) {
    const group = groupOf(before, sum);
    group.removedModules++;
    group.removedUs += sum.selfUs;
    if (!cameToo.has(group)) brought(before, group, sum);
  }
  for (const { before: was, after: is } of diff.changed) groupOf(after, is).changedUs += is.selfUs - was.selfUs;
  const size = (group: DiffGroup) => Math.abs(group.addedUs - group.removedUs + group.changedUs);
  return [...groups.values()].sort((a, b) => size(b) - size(a));
}
