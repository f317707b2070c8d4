import { cumulativeTimes } from "../../src/graph/cumulative.js";
import { diffGraphs, type GraphDiff } from "../../src/graph/diff.js";
import type { ImportGraph } from "../../src/graph/graph.js";
import { CHANGES, type Change, type MergedGraph, mergeGraphs } from "../../src/graph/merge.js";
import { type Totals, totals } from "../../src/graph/totals.js";

/** Which of two compared starts the picture shows; "both" is one tree of all that either loads. */
export type Side = "before" | "both" | "after";

/** Two starts and what differs. */
export interface Comparison {
  readonly before: ImportGraph;
  readonly after: ImportGraph;
  readonly diff: GraphDiff;
  readonly merged: MergedGraph;
  readonly totals: { readonly before: Totals; readonly after: Totals };
  /** Of each load of the merged graph with all that stands under it there, microseconds. */
  readonly cumulativeUs: { readonly before: Float64Array; readonly after: Float64Array };
  /** How many loads before a load of the merged graph each start has: a subtree holds `[end] - [load]`. */
  readonly counts: { readonly before: Int32Array; readonly after: Int32Array };
  /** How many loads before a load of the merged graph are of modules that came, went, grew or shrank. */
  readonly changed: Int32Array;
}

export function compare(before: ImportGraph, after: ImportGraph): Comparison {
  const diff = diffGraphs(before, after);
  const merged = mergeGraphs(before, after, diff);
  const { loads } = merged.graph;
  const same = CHANGES.indexOf("same");
  return {
    before,
    after,
    diff,
    merged,
    totals: { before: totals(before), after: totals(after) },
    cumulativeUs: {
      before: cumulativeTimes(loads.importer, merged.beforeUs),
      after: cumulativeTimes(loads.importer, merged.afterUs),
    },
    counts: { before: countsOf(merged.ofBefore, loads.count), after: countsOf(merged.ofAfter, loads.count) },
    changed: sums(loads.count, (load) => (merged.changes[loads.module[load] ?? 0] === same ? 0 : 1)),
  };
}

function countsOf(ofSide: Int32Array, count: number): Int32Array {
  const present = new Uint8Array(count);
  for (const load of ofSide) present[load] = 1;
  return sums(count, (load) => present[load] ?? 0);
}

function sums(count: number, of: (load: number) => number): Int32Array {
  const before = new Int32Array(count + 1);
  for (let load = 0; load < count; load++) before[load + 1] = (before[load] ?? 0) + of(load);
  return before;
}

/** The graph of a side, and how its loads and those of the merged graph are each other's. */
export interface Shown {
  readonly side: Side;
  readonly graph: ImportGraph;
  /** The merged graph's load of each load of the side. */
  readonly toMerged: Int32Array;
  /** The side's load of each load of the merged graph, -1 for none. */
  readonly fromMerged: Int32Array;
  /** Index in `CHANGES` of each module of the side. */
  readonly changes: Uint8Array;
}

export function shownSide({ before, after, merged }: Comparison, side: Side): Shown {
  const { graph: whole } = merged;
  if (side === "both") {
    const same = Int32Array.from({ length: whole.loads.count }, (_, load) => load);
    return { side, graph: whole, toMerged: same, fromMerged: same, changes: merged.changes };
  }
  const [graph, toMerged] = side === "before" ? [before, merged.ofBefore] : [after, merged.ofAfter];
  const fromMerged = new Int32Array(whole.loads.count).fill(-1);
  for (const [load, at] of toMerged.entries()) fromMerged[at] = load;
  const changeOf = new Map(whole.modules.name.map((name, module) => [name, merged.changes[module] ?? 0]));
  const changes = Uint8Array.from(graph.modules.name, (name) => changeOf.get(name) ?? CHANGES.indexOf("same"));
  return { side, graph, toMerged, fromMerged, changes };
}

/** How the page names what became of a module. */
export const CHANGE_LABELS: Record<Change, string> = {
  came: "came",
  grown: "grew",
  same: "as before",
  shrunk: "shrank",
  gone: "gone",
};

/** Before a name in the picture: no colour is needed to tell. */
export const CHANGE_SIGNS: Record<Change, string> = { came: "+ ", grown: "▲ ", same: "", shrunk: "▼ ", gone: "− " };
