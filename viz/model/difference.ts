import { CHANGES, type Change } from "../../src/graph/merge.js";
import { signedMs } from "../text/signs.js";
import { type Model, nodeCumulative } from "./model.js";

/** What a node was and is; times are microseconds. */
export interface Difference {
  /** Null for everything and for processes. */
  readonly change: Change | null;
  readonly self: Pair;
  readonly cumulative: Pair;
  readonly modules: Pair;
  /** Whether anything at or below the node came, went, grew or shrank. */
  readonly differs: boolean;
}

export interface Pair {
  readonly before: number;
  readonly after: number;
}

/** Null where nothing is compared. Sums are those of the tree that holds both starts, whatever side is shown. */
export function differenceOf(model: Model, node: number): Difference | null {
  const { compared, icicle } = model;
  if (compared === null) return null;
  const load = icicle.load[node] ?? -1;
  if (load < 0) return ofNoLoad(model, node);
  const { merged, cumulativeUs, shown } = compared;
  const at = shown.toMerged[load] ?? 0;
  const end = mergedEnd(model, at);
  return {
    change: CHANGES[merged.changes[merged.graph.loads.module[at] ?? 0] ?? 0] ?? "same",
    self: { before: merged.beforeUs[at] ?? 0, after: merged.afterUs[at] ?? 0 },
    cumulative: { before: cumulativeUs.before[at] ?? 0, after: cumulativeUs.after[at] ?? 0 },
    ...counted(model, at, end),
  };
}

/** What a node takes with all below it; in the picture of both starts by how much that changed, where it did. */
export function timeOf(model: Model, node: number): string {
  const difference = model.compared?.shown.side === "both" ? differenceOf(model, node) : null;
  return difference?.differs
    ? signedMs(difference.cumulative.after - difference.cumulative.before)
    : model.amounts.text(nodeCumulative(model, node));
}

/** Of everything, or of a process. */
function ofNoLoad(model: Model, node: number): Difference | null {
  const { compared, icicle } = model;
  if (compared === null) return null;
  const { merged, totals } = compared;
  const none = { before: 0, after: 0 };
  const { loads } = merged.graph;
  const process = icicle.process[node] ?? -1;
  if (process < 0) {
    const { before, after } = totals;
    const all = counted(model, 0, loads.count);
    return { change: null, self: none, cumulative: { before: before.us, after: after.us }, ...all };
  }
  const first = loads.process.indexOf(process);
  if (first < 0) return { change: null, self: none, cumulative: none, modules: none, differs: false };
  const end = loads.process.lastIndexOf(process) + 1;
  const sum = (times: Float64Array) => times.subarray(first, end).reduce((total, us) => total + us, 0);
  const cumulative = { before: sum(merged.beforeUs), after: sum(merged.afterUs) };
  return { change: null, self: none, cumulative, ...counted(model, first, end) };
}

function counted({ compared }: Model, from: number, to: number): Pick<Difference, "modules" | "differs"> {
  const between = (sums: Int32Array | undefined) => (sums?.[to] ?? 0) - (sums?.[from] ?? 0);
  return {
    modules: { before: between(compared?.counts.before), after: between(compared?.counts.after) },
    differs: between(compared?.changed) > 0,
  };
}

/** Index behind the last load of a subtree of the merged graph. */
function mergedEnd({ compared, ends }: Model, load: number): number {
  if (compared?.shown.side === "both") return ends[load] ?? load + 1;
  const importer = compared?.merged.graph.loads.importer;
  const count = compared?.merged.graph.loads.count ?? 0;
  let end = load + 1;
  while (end < count && (importer?.[end] ?? -1) >= load) end++;
  return end;
}
