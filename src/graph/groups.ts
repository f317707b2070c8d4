import { type ImportGraph, LOAD_UNFINISHED } from "./graph.js";
import { ORIGINS, type Origin } from "./vocabulary.js";

export interface OriginGroup {
  origin: Origin;
  us: number;
  modules: number;
  /** Of all self time, 0 to 1; 0 where the total is 0. */
  share: number;
}

/** Self time and loads of each origin that occurs, heaviest first. */
export function originGroups(graph: ImportGraph): OriginGroup[] {
  const groups = ORIGINS.map((origin) => ({ origin, us: 0, modules: 0, share: 0 }));
  const { loads, modules } = graph;
  for (let load = 0; load < loads.count; load++) {
    const group = groups[modules.origin[loads.module[load] ?? 0] ?? 0];
    if (group !== undefined) add(group, graph, load);
  }
  return ranked(groups);
}

export interface DistributionGroup {
  /** Null for modules of the standard library, and where the distribution is not known. */
  distribution: string | null;
  version: string | null;
  origin: Origin;
  us: number;
  modules: number;
  share: number;
  /** The group's first load. */
  firstLoad: number;
}

/** Self time and loads of each distribution, heaviest first; modules without one are grouped by origin. */
export function distributionGroups(graph: ImportGraph): DistributionGroup[] {
  const { loads, modules, distributions } = graph;
  const groups = new Map<number, DistributionGroup>();
  for (let load = 0; load < loads.count; load++) {
    const module = loads.module[load] ?? 0;
    const distribution = modules.distribution[module] ?? -1;
    const origin = modules.origin[module] ?? 0;
    const key = distribution * ORIGINS.length + origin;
    let group = groups.get(key);
    if (group === undefined) {
      const row = distributions[distribution];
      group = {
        distribution: row?.name ?? null,
        version: row?.version ?? null,
        origin: ORIGINS[origin] ?? "dependency",
        us: 0,
        modules: 0,
        share: 0,
        firstLoad: load,
      };
      groups.set(key, group);
    }
    add(group, graph, load);
  }
  return ranked([...groups.values()]);
}

function add(group: { us: number; modules: number }, graph: ImportGraph, load: number): void {
  group.us += graph.loads.selfUs[load] ?? 0;
  if (((graph.loads.flags[load] ?? 0) & LOAD_UNFINISHED) === 0) group.modules++;
}

function ranked<Group extends { us: number; modules: number; share: number }>(groups: Group[]): Group[] {
  const present = groups.filter((group) => group.modules > 0);
  const total = present.reduce((sum, group) => sum + group.us, 0);
  for (const group of present) group.share = total > 0 ? group.us / total : 0;
  return present.sort((a, b) => b.us - a.us || b.modules - a.modules);
}
