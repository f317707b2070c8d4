import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import { median } from "../measure/quantile.js";
import type { CountedRun } from "../record/counted.js";

/** What a side loads, by all its recorded runs. */
export interface Loaded {
  /** Of one start; its modules need not be those of each. */
  readonly graph: ImportGraph;
  /** Further runs that were counted. */
  readonly counted: readonly CountedRun[];
}

/** Whether more than half of the runs loaded a module: what loads only sometimes is no finding. */
export function isUsual({ graph, counted }: Loaded): (module: string) => boolean {
  const times = timesOf(graph, counted);
  return (module) => 2 * (times.get(module) ?? 0) > counted.length + 1;
}

/** Every module that some run loaded, or the graph names. */
export function seenModules({ graph, counted }: Loaded): Set<string> {
  const seen = new Set(graph.modules.name);
  for (const { modules } of counted) for (const module of modules) seen.add(module);
  return seen;
}

/** Loads of a start: the median of its runs. */
export function loadsOf({ graph, counted }: Loaded): number {
  return Math.round(median([graph.loads.count, ...counted.map(({ loads }) => loads)]));
}

/** Files that a start opens: the median of the runs that were counted; null where that is not known. */
export function openedBy({ counted }: Loaded): number | null {
  const known = counted.flatMap(({ opened }) => opened ?? []);
  return known.length === 0 || known.length < counted.length ? null : Math.round(median(known));
}

/** What did not load in all runs of a side, said. */
export function variedWarning(name: "base" | "head", { graph, counted }: Loaded): Warning[] {
  const varied = [...timesOf(graph, counted)].filter(([, times]) => times <= counted.length).map(([module]) => module);
  if (varied.length === 0) return [];
  const some = varied.slice(0, SHOWN).join(", ");
  const rest = varied.length > SHOWN ? ` and ${varied.length - SHOWN} more` : "";
  const message = `${name} loads ${some}${rest} in some runs and not in others: what most of ${counted.length + 1} runs load counts`;
  return [{ code: "loads-vary", message }];
}

const SHOWN = 3;

/** In how many runs each module loaded, the graph's own start among them. */
function timesOf({ modules, loads }: ImportGraph, counted: readonly CountedRun[]): Map<string, number> {
  const times = new Map<string, number>();
  const all = [
    new Set(Array.from(loads.module, (module) => modules.name[module] ?? "")),
    ...counted.map((run) => run.modules),
  ];
  for (const run of all) for (const module of run) times.set(module, (times.get(module) ?? 0) + 1);
  return times;
}
